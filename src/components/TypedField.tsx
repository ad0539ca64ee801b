import { type FocusEventHandler, type InputHTMLAttributes, useId, useState } from 'react';
import { ControlLabel } from './ControlLabel.tsx';
import { classNames } from './classNames.ts';
import type { TermId } from './glossary/terms.ts';
import styles from './TypedField.module.css';

/** What a text stands for, or why it cannot be taken, as a sentence. */
export type Reading<Value> = { readonly value: Value } | { readonly problem: string };

export interface TypedFieldProps<Value> {
  readonly label: string;
  readonly hideLabel?: boolean;
  /** What the label answers with. */
  readonly term?: TermId | undefined;
  /** The value as it is shown until something is typed. */
  readonly text: string;
  readonly read: (text: string) => Reading<Value>;
  readonly onTake: (value: Value) => void;
  /** An arrow up or down, tenfold with shift: the value to take instead of what is typed, `null` for none. */
  readonly step?: (presses: number, draft: string | null) => Value | null;
  readonly onFocus?: FocusEventHandler<HTMLInputElement>;
  readonly inputMode: InputHTMLAttributes<HTMLInputElement>['inputMode'];
  readonly unit?: string;
  readonly disabled?: boolean;
}

/**
 * A value that is typed. Enter or leaving the field takes it; Escape brings the old one back; arrows step.
 * What cannot be taken is answered by a sentence beneath, and the old value stands.
 */
export function TypedField<Value>(props: TypedFieldProps<Value>) {
  const { read, onTake, step, unit } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();

  const type = (text: string | null) => {
    setDraft(text);
    setProblem(null);
  };
  const commit = () => {
    if (draft === null) return;
    const reading = read(draft);
    if ('problem' in reading) {
      setProblem(reading.problem);
      return;
    }
    type(null);
    onTake(reading.value);
  };

  return (
    <div className={styles.field}>
      <ControlLabel
        id={`${id}-label`}
        htmlFor={id}
        term={props.term}
        className={classNames(styles.label, props.hideLabel && 'visually-hidden')}
      >
        {props.label}
      </ControlLabel>
      <span className={classNames(styles.box, problem !== null && styles.wrong)}>
        <input
          id={id}
          className={styles.input}
          type="text"
          inputMode={props.inputMode}
          autoComplete="off"
          spellCheck={false}
          aria-labelledby={props.term === undefined ? undefined : `${id}-label`}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : `${id}-problem`}
          disabled={props.disabled}
          value={draft ?? props.text}
          onChange={(event) => type(event.target.value)}
          onFocus={props.onFocus}
          onBlur={commit}
          onKeyDown={(event) => {
            const direction = { ArrowUp: 1, ArrowDown: -1 }[event.key];
            if (event.key === 'Enter') commit();
            else if (event.key === 'Escape') type(null);
            else if (direction !== undefined && step !== undefined) {
              event.preventDefault();
              const next = step(direction * (event.shiftKey ? 10 : 1), draft);
              if (next === null) return;
              type(null);
              onTake(next);
            }
          }}
        />
        {unit === undefined ? null : <span className={styles.unit}>{unit}</span>}
      </span>
      {problem === null ? null : (
        <span id={`${id}-problem`} className={styles.problem} role="alert">
          {problem}
        </span>
      )}
    </div>
  );
}
