import type { Field, IntegerListField } from '../fields/field.ts';
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

/** Reads what {@link fieldToText} writes (and `true`, `off`, `1..5`…). What cannot be read stays text, for the schema to complain about. */
export function fieldFromText(field: Field, text: string): unknown {
  const plain = text.trim();
  switch (field.kind) {
    case 'choice':
      return plain;
    case 'switch':
      return TRUE.includes(plain.toLowerCase()) ? true : FALSE.includes(plain.toLowerCase()) ? false : text;
    case 'integers':
      return integersFromText(field, plain) ?? text;
    default:
      return numberFromText(plain) ?? text;
  }
}

/** `1,2,5..8` as its numbers; `null` if it is anything else, or a range longer than the list may be. */
function integersFromText({ maximumLength }: IntegerListField, text: string): number[] | null {
  const numbers: number[] = [];
  for (const item of text.split(',')) {
    const [first, last = first, ...more] = item.split('..').map(numberFromText);
    if (first == null || last == null || more.length > 0) return null;
    if (first === last) {
      numbers.push(first);
      continue;
    }
    const isRange = Number.isInteger(first) && Number.isInteger(last) && first < last;
    if (!isRange || last - first >= maximumLength) return null;
    for (let n = first; n <= last; n++) numbers.push(n);
  }
  return numbers;
}
