import { dequal } from 'dequal/lite';
import { RUN_FIELDS, type RunConfiguration, type RunFieldName } from './fields.ts';

/** Names of the fields in which two configurations differ, in the table's order. */
export function changedFields(a: RunConfiguration, b: RunConfiguration): RunFieldName[] {
  return RUN_FIELDS.map((field) => field.name).filter((name) => !dequal(a[name], b[name]));
}
