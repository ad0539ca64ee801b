import { type ReactNode, useId, useState } from 'react';
import { classNames } from './classNames.ts';
import styles from './NumberField.module.css';

export interface IntegerListLimits {
  readonly minimum: number;
  readonly maximum: number;
  readonly minimumLength: number;
  readonly maximumLength: number;
}

export interface IntegerListFieldProps extends IntegerListLimits {
  readonly label: ReactNode;
  readonly value: readonly number[];
  readonly onChange: (value: readonly number[]) => void;
  readonly hideLabel?: boolean;
}

/** What a person types: `1, 2, 3`, `1 2 3`, or a range `1-5` or, as in links, `1..5`. */
export function readIntegers(
  text: string,
  { minimum, maximum, minimumLength, maximumLength }: IntegerListLimits,
): { readonly values: readonly number[] } | { readonly problem: string } {
  const values: number[] = [];
  for (const part of text.trim().split(/[\s,;]+/)) {
    if (part === '') continue;
    const range = /^(\d+)(?:(?:[-–]|\.\.)(\d+))?$/.exec(part);
    if (range === null) return { problem: 'Type whole numbers with commas between them, such as 1, 2, 3.' };
    const first = Number(range[1]);
    const last = Number(range[2] ?? range[1]);
    if (last < first) return { problem: `The range ${part} runs backwards.` };
    if (values.length + last - first + 1 > maximumLength) {
      return { problem: `At most ${maximumLength} numbers.` };
    }
    for (let value = first; value <= last; value++) values.push(value);
  }
  if (values.length < minimumLength) {
    return {
      problem: minimumLength === 1 ? 'Type at least one number.' : `At least ${minimumLength} numbers.`,
    };
  }
  const outside = values.find((value) => value < minimum || value > maximum);
  if (outside !== undefined) return { problem: `${outside} is not between ${minimum} and ${maximum}.` };
  return { values };
}

/** A short list of whole numbers, typed. Enter or leaving the field takes it; Escape brings the old one back. */
export function IntegerListField(props: IntegerListFieldProps) {
  const { label, value, onChange, hideLabel } = props;
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const id = useId();

  const commit = () => {
    if (draft === null) return;
    const outcome = readIntegers(draft, props);
    if ('problem' in outcome) {
      setProblem(outcome.problem);
      return;
    }
    setDraft(null);
    setProblem(null);
    onChange(outcome.values);
  };

  return (
    <div className={styles.field}>
      <label htmlFor={id} className={classNames(styles.label, hideLabel && 'visually-hidden')}>
        {label}
      </label>
      <div className={classNames(styles.box, problem !== null && styles.wrong)}>
        <input
          id={id}
          className={styles.input}
          inputMode="text"
          autoComplete="off"
          spellCheck={false}
          value={draft ?? value.join(', ')}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : `${id}-problem`}
          onChange={(event) => {
            setDraft(event.target.value);
            setProblem(null);
          }}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit();
            else if (event.key === 'Escape') {
              setDraft(null);
              setProblem(null);
            }
          }}
        />
      </div>
      {problem === null ? null : (
        <p id={`${id}-problem`} className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}
