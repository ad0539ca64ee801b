import type { Field } from './fields.ts';
import { numberText, roundSignificant } from './numbers.ts';

/** Significant digits that links keep and controls set where the field does not say otherwise. */
const DEFAULT_DIGITS = 4;

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const TRUE = ['1', 'true', 'on', 'yes'];
const FALSE = ['0', 'false', 'off', 'no'];

/** Reads a decimal number; `null` if the text is anything else. */
export function numberFromText(text: string): number | null {
  return NUMBER.test(text.trim()) ? Number(text) + 0 : null;
}

/** A value of this field as controls can set it: numbers rounded to the field's digits. */
export function roundToField<Value>(field: Field, value: Value): Value {
  if (field.kind !== 'number') return value;
  return roundSignificant(value as number, field.digits ?? DEFAULT_DIGITS) as Value;
}

/** A value as links and `--set` write it: `3e-4`, `64,64`, `1` for true. */
export function fieldToText(field: Field, value: unknown): string {
  if (field.kind === 'switch') return value === true ? '1' : '0';
  if (field.kind === 'integers') return (value as readonly number[]).join(',');
  return field.kind === 'choice' ? String(value) : numberText(roundToField(field, value as number));
}

/** Reads what {@link fieldToText} writes (and `true`, `off`…). What cannot be read stays text, for the schema to complain about. */
export function fieldFromText(field: Field, text: string): unknown {
  const plain = text.trim();
  switch (field.kind) {
    case 'choice':
      return plain;
    case 'switch':
      return TRUE.includes(plain.toLowerCase()) ? true : FALSE.includes(plain.toLowerCase()) ? false : text;
    case 'integers': {
      const numbers = plain.split(',').map(numberFromText);
      return numbers.includes(null) ? text : numbers;
    }
    default:
      return numberFromText(plain) ?? text;
  }
}
