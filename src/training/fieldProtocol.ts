import type { RunConfiguration } from '../experiments/fields.ts';
import type { FieldGrid, FieldSource, PolicyField } from '../trainer/policyField.ts';

/** Page → field worker: one question, answered once. */
export interface FieldQuestion {
  readonly configuration: RunConfiguration;
  readonly source: FieldSource;
  readonly policyGrid: FieldGrid;
  readonly valueGrid: FieldGrid;
}

/** Field worker → page; the sentence says why there is no field. */
export type FieldAnswer = { readonly field: PolicyField } | { readonly problem: string };
