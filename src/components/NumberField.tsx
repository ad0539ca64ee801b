import * as m from '#words/inputs';
import { formatField, parseField } from './format.ts';
import type { TermId } from './glossary/terms.ts';
import { type Reading, TypedField } from './TypedField.tsx';

export interface NumberFieldProps {
  readonly label: string;
  /** What the label answers with. */
  readonly term?: TermId | undefined;
  readonly value: number;
  readonly onChange: (value: number) => void;
  readonly minimum: number;
  readonly maximum: number;
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
): Reading<number> {
  const value = parseField(text);
  if (value === null) return { problem: m.typeNumber() };
  if (limits.integer && !Number.isInteger(value)) return { problem: m.typeInteger() };
  if (value < limits.minimum) return { problem: m.atLeast({ least: formatField(limits.minimum) }) };
  if (value > limits.maximum) return { problem: m.atMost({ most: formatField(limits.maximum, 10) }) };
  const objection = limits.validate?.(value) ?? null;
  return objection === null ? { value } : { problem: objection };
}

/** A number that is typed or stepped with the arrows. */
export function NumberField(props: NumberFieldProps) {
  const { label, term, value, onChange, minimum, maximum, unit, hideLabel, integer, disabled } = props;
  const step = (presses: number, draft: string | null) => {
    const current = parseField(draft ?? '') ?? value;
    const press = props.step ?? (integer ? 1 : naturalStep(current, minimum, maximum));
    // Ten digits: a step of 0.1 must not leave 0.30000000000000004 behind.
    const next = Number(Math.min(maximum, Math.max(minimum, current + press * presses)).toPrecision(10));
    return props.validate?.(next) ? null : next;
  };
  return (
    <TypedField
      {...{ label, term, hideLabel, unit, disabled, step }}
      text={formatField(value, integer ? 10 : 4)}
      inputMode={minimum < 0 ? 'text' : 'decimal'}
      read={(text) => readNumber(text, props)}
      onTake={(next) => {
        if (next !== value) onChange(next);
      }}
      onFocus={(event) => event.target.select()}
    />
  );
}
