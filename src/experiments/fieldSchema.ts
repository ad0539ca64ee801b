import * as v from 'valibot';
import * as m from '#words/links';
import type { Field } from '../fields/field.ts';
import { quoted } from './nearest.ts';
import { numberText } from './numbers.ts';

/** The schema of one row of a table of fields. */
export function fieldSchema(field: Field): v.GenericSchema {
  switch (field.kind) {
    case 'choice':
      return v.picklist(field.choices);
    case 'switch':
      return v.boolean();
    case 'integers':
      return v.pipe(
        v.array(v.pipe(v.number(), v.integer(), v.minValue(field.minimum), v.maxValue(field.maximum))),
        v.minLength(field.minimumLength),
        v.maxLength(field.maximumLength),
      );
    case 'integer':
      return v.pipe(v.number(), v.integer(), v.minValue(field.minimum), v.maxValue(field.maximum));
    case 'number':
      return v.pipe(v.number(), v.finite(), v.minValue(field.minimum), v.maxValue(field.maximum));
  }
}

/** What a field accepts, for the middle of a sentence. */
function requirement(field: Field): string {
  switch (field.kind) {
    case 'choice':
      return m.oneOf({ choices: field.choices.join(', ') });
    case 'switch':
      return m.trueOrFalse();
    case 'integers':
      return m.wholeNumbers({ least: field.minimumLength, most: field.maximumLength, ...rangeOf(field) });
    case 'integer':
      return m.wholeNumber(rangeOf(field));
    case 'number':
      return m.number(rangeOf(field));
  }
}

function rangeOf({ minimum, maximum }: { readonly minimum: number; readonly maximum: number }) {
  return { minimum: numberText(minimum), maximum: numberText(maximum) };
}

/** What is wrong with a value and what would be right; without a full stop. */
export function fieldComplaint(field: Field, value: unknown): string {
  return m.complaint({ name: field.name, requirement: requirement(field), value: quoted(value) });
}

/** What a value of an older link or file means now; itself as a rule. */
export function currentValue(field: Field, value: unknown): unknown {
  const formerly = field.kind === 'choice' ? field.formerly : undefined;
  return formerly && typeof value === 'string' && Object.hasOwn(formerly, value) ? formerly[value] : value;
}

/** The nearest acceptable value to one of the right kind that is out of range; `undefined` if there is none. */
function nearestAccepted(field: Field, value: unknown): unknown {
  if (field.kind === 'choice' || field.kind === 'switch') return undefined;
  const nearest = (number: unknown) => {
    if (typeof number !== 'number' || Number.isNaN(number)) return undefined;
    const clamped = Math.min(Math.max(number, field.minimum), field.maximum);
    return field.kind === 'number' ? clamped : Math.round(clamped);
  };
  if (field.kind !== 'integers') return nearest(value);
  if (!Array.isArray(value) || value.length < field.minimumLength) return undefined;
  const numbers = value.slice(0, field.maximumLength).map(nearest);
  return numbers.includes(undefined) ? undefined : numbers;
}

/**
 * Reads one value tolerantly: as it is if the schema accepts it, else the nearest in range, else `fallback`;
 * the last two with a notice.
 */
export function readTolerantly<Value>(
  field: Field,
  schema: v.GenericSchema,
  value: unknown,
  fallback: Value,
  notices: string[],
): Value {
  if (v.is(schema, value)) return value as Value;
  const current = currentValue(field, value);
  if (!Object.is(current, value)) {
    notices.push(m.renamed({ name: field.name, before: quoted(value), now: quoted(current) }));
    return current as Value;
  }
  const used = nearestAccepted(field, value) ?? fallback;
  notices.push(m.usedInstead({ complaint: fieldComplaint(field, value), used: quoted(used) }));
  return used as Value;
}
