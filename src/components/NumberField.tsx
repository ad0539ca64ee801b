import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { classNames } from './classNames.ts';
import { formatField, parseField } from './format.ts';
import styles from './NumberField.module.css';

export interface NumberFieldProps {
  readonly label: ReactNode;
  /** What assistive technology reads, where the visible label is a symbol or hidden. */
  readonly accessibleLabel?: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly minimum: number;
  readonly maximum: number;
  /** Significant digits shown. */
  readonly digits?: number;
  readonly unit?: string;
  readonly hideLabel?: boolean;
  /** One arrow press; a tenth of the leading digit where left out. Shift takes ten at once. */
  readonly step?: number;
  readonly integer?: boolean;
  readonly disabled?: boolean;
  /** A reason why a number inside the limits is still not possible, or `null`. */
  readonly validate?: (value: number) => string | null;
}

/** One arrow press for a number of this size. */
export function naturalStep(value: number, minimum: number, maximum: number): number {
  const size = value === 0 ? (maximum - minimum) / 100 : Math.abs(value);
  return 10 ** (Math.floor(Math.log10(size)) - 1);
}

/** The sentence for a text that cannot be taken, or the number it stands for. */
export function readNumber(
  text: string,
  limits: Pick<NumberFieldProps, 'minimum' | 'maximum' | 'integer' | 'validate'>,
): { readonly value: number } | { readonly problem: string } {
  const value = parseField(text);
  if (value === null) return { problem: 'Type a number, such as 0.03 or 5e-5.' };
  if (limits.integer && !Number.isInteger(value)) return { problem: 'Type a whole number.' };
  if (value < limits.minimum) return { problem: `Must be at least ${formatField(limits.minimum)}.` };
  if (value > limits.maximum) return { problem: `Must be at most ${formatField(limits.maximum, 10)}.` };
  const objection = limits.validate?.(value) ?? null;
  return objection === null ? { value } : { problem: objection };
}

/**
 * A number that is typed. Enter or leaving the field takes it; Escape brings the old one back; arrows step.
 * What cannot be taken is answered by a sentence beneath, and the old value stands.
 */
export function NumberField(props: NumberFieldProps) {
  const { label, value, onChange, minimum, maximum, digits = props.integer ? 10 : 4, unit } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();

  const commit = () => {
    if (draft === null) return;
    const outcome = readNumber(draft, props);
    if ('problem' in outcome) {
      setProblem(outcome.problem);
      return;
    }
    setDraft(null);
    setProblem(null);
    if (outcome.value !== value) onChange(outcome.value);
  };

  const abandon = () => {
    setDraft(null);
    setProblem(null);
  };

  const handleKey = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') commit();
    else if (event.key === 'Escape') abandon();
    else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      const current = parseField(draft ?? '') ?? value;
      const base = props.step ?? (props.integer ? 1 : naturalStep(current, minimum, maximum));
      const step = base * (event.shiftKey ? 10 : 1) * (event.key === 'ArrowUp' ? 1 : -1);
      // Ten digits: a step of 0.1 must not leave 0.30000000000000004 behind.
      const next = Number(Math.min(maximum, Math.max(minimum, current + step)).toPrecision(10));
      if (props.validate?.(next)) return;
      abandon();
      if (next !== value) onChange(next);
    }
  };

  return (
    <div className={styles.field}>
      <label htmlFor={id} className={classNames(styles.label, props.hideLabel && 'visually-hidden')}>
        {label}
      </label>
      <span className={classNames(styles.box, problem !== null && styles.wrong)}>
        <input
          id={id}
          className={styles.input}
          type="text"
          inputMode={minimum < 0 ? 'text' : 'decimal'}
          autoComplete="off"
          spellCheck={false}
          aria-label={props.accessibleLabel}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : `${id}-problem`}
          disabled={props.disabled}
          value={draft ?? formatField(value, digits)}
          onChange={(event) => {
            setDraft(event.target.value);
            setProblem(null);
          }}
          onFocus={(event) => event.target.select()}
          onBlur={() => {
            commit();
          }}
          onKeyDown={handleKey}
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
