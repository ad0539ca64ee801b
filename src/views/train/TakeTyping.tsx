import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import * as m from '#words/train';
import type { DiscreteSpace } from '../../environments/environment.ts';
import styles from './TakeTyping.module.css';

export interface TakeTypingProps {
  readonly actionSpace: DiscreteSpace;
  /** The key of each action, as `KeyboardEvent.key` names it. */
  readonly keys: readonly string[];
  /** Takes this action, once. */
  readonly onType: (action: number) => void;
}

/** One action a keystroke, in one's own hands: typed while it has the focus, or a button for each. */
export function TakeTyping({ actionSpace: { labels }, keys, onType }: TakeTypingProps) {
  const group = useRef<HTMLDivElement>(null);
  /** The one button that Tab reaches; arrow keys go on from it. */
  const [reached, setReached] = useState(0);
  useEffect(() => group.current?.querySelector('button')?.focus(), []);

  const reach = (action: number) => {
    setReached(action);
    group.current?.querySelectorAll('button')[action]?.focus();
  };
  const handleKey = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const action = keys.indexOf(event.key.length === 1 ? event.key.toLowerCase() : event.key);
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (action === -1 && step === 0) return;
    event.preventDefault();
    // The page has keys of its own, which are letters.
    event.stopPropagation();
    if (step !== 0) reach((reached + step + labels.length) % labels.length);
    else if (!event.repeat) onType(action);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a grid in every browser
    <div ref={group} role="group" aria-label={m.typedBy()} className={styles.keys} onKeyDown={handleKey}>
      {labels.map((label, action) => (
        <button
          key={label}
          type="button"
          className={styles.key}
          tabIndex={action === reached ? 0 : -1}
          onFocus={() => setReached(action)}
          onClick={() => onType(action)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
