import { dequal } from 'dequal/lite';
import { RUN_FIELDS, type RunConfiguration } from './fields.ts';
import { fieldFromText, fieldToText } from './fieldText.ts';
import { take } from './linkFormat.ts';

/** Settings that differ from `base`, and those named in `always`, by their keys. */
export function encodeSettings(
  configuration: RunConfiguration,
  base: RunConfiguration,
  always: readonly string[],
): [string, string][] {
  return RUN_FIELDS.filter(
    ({ name }) => always.includes(name) || !dequal(configuration[name], base[name]),
  ).map((field) => [field.key, fieldToText(field, configuration[field.name])]);
}

/** Takes the settings whose keys start with `prefix` out of `texts`. */
export function takeSettings(texts: Map<string, string>, prefix: string): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const field of RUN_FIELDS) {
    const text = take(texts, prefix + field.key);
    if (text !== undefined) values[field.name] = fieldFromText(field, text);
  }
  return values;
}
