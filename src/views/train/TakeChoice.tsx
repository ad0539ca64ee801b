import { type FocusEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import * as m from '#words/train';
import type { DiscreteSpace, Scene } from '../../environments/environment.ts';
import { KEY_SIGNS } from './keySigns.ts';
import styles from './TakeChoice.module.css';

export interface TakeChoiceProps {
  readonly actionSpace: DiscreteSpace;
  /** The key of each action; the one without is taken while nothing is pressed. */
  readonly keys: NonNullable<Scene['choiceKeys']>;
  readonly onSteer: (action: readonly number[]) => void;
}

/** One of a few actions in one's own hands: arrow keys while it has the focus, or a button for each. */
export function TakeChoice({ actionSpace: { labels }, keys, onSteer }: TakeChoiceProps) {
  const first = useRef<HTMLButtonElement>(null);
  const rest = keys.indexOf(null);
  const [taken, setTaken] = useState(Math.max(0, rest));
  useEffect(() => first.current?.focus(), []);
  useEffect(() => onSteer([taken]), [taken, onSteer]);

  /** Letting go of another action, pressed in between, does not stop this one; where no action is to do nothing, the last stays. */
  const release = (action: number) => {
    if (rest !== -1) setTaken((now) => (now === action ? rest : now));
  };
  const handleKey = (event: KeyboardEvent) => {
    const action = keys.indexOf(event.key);
    if (action === -1) return;
    event.preventDefault();
    if (event.type === 'keydown') setTaken(action);
    else release(action);
  };
  const handleBlur = ({ currentTarget, relatedTarget }: FocusEvent) => {
    if (!currentTarget.contains(relatedTarget)) release(taken);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a row in every browser
    <div
      role="group"
      aria-label={m.actionGroup()}
      className={styles.choices}
      onKeyDown={handleKey}
      onKeyUp={handleKey}
      onBlur={handleBlur}
    >
      {labels.map((label, action) => (
        <button
          key={label}
          ref={action === 0 ? first : undefined}
          type="button"
          className={styles.choice}
          aria-pressed={action === taken}
          onPointerDown={() => setTaken(action)}
          onPointerUp={() => release(action)}
          onPointerCancel={() => release(action)}
          onPointerLeave={() => release(action)}
          onClick={({ detail }) => {
            // Of a key or a reading aid, which do not hold: it stays until another is chosen.
            if (detail === 0) setTaken(action);
          }}
        >
          {keys[action] == null ? null : (
            <span aria-hidden="true">
              <kbd>{KEY_SIGNS[keys[action]]}</kbd>
            </span>
          )}
          {label}
        </button>
      ))}
    </div>
  );
}
