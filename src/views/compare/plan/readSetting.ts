import * as v from 'valibot';
import * as m from '#words/compare';
import type { Reading } from '../../../components/TypedField.tsx';
import { fieldComplaint, fieldSchema } from '../../../experiments/fieldSchema.ts';
import { fieldFromText, roundToField } from '../../../experiments/fieldText.ts';
import type { Field } from '../../../fields/field.ts';

/** A setting's value from what a person types. */
export function readSetting(field: Field, text: string): Reading<unknown> {
  const value = fieldFromText(field, text);
  return v.is(fieldSchema(field), value)
    ? { value: roundToField(field, value) }
    : { problem: `${fieldComplaint(field, value)}.` };
}

/** Several values of one setting, with commas between them. */
export function readSettings(field: Field, text: string): Reading<readonly unknown[]> {
  const readings = text
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .map((part) => readSetting(field, part));
  if (readings.length === 0) return { problem: m.atLeastOne() };
  const values: unknown[] = [];
  for (const reading of readings) {
    if ('problem' in reading) return reading;
    if (!values.includes(reading.value)) values.push(reading.value);
  }
  return { value: values };
}
