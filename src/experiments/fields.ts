import { ALGORITHMS } from '../algorithms/registry.ts';
import { FIELD_GROUPS, type ValuesOf } from '../fields/field.ts';
import { BUDGET_FIELDS } from './runFields/budgetFields.ts';
import { METHOD_FIELDS } from './runFields/methodFields.ts';
import { POLICY_FIELDS } from './runFields/policyFields.ts';
import { ROLLOUT_FIELDS } from './runFields/rolloutFields.ts';
import { UPDATE_FIELDS } from './runFields/updateFields.ts';

/**
 * Settings that every algorithm has; those of some are in the algorithms' own files. Defaults are a start known to work on
 * Pendulum. With its learning rate of 1e-3 the return of one seed first passes −200 after 65,000 steps; with the paper's
 * 3e-4 it takes 116,000.
 */
const SHARED_FIELDS = [
  ...METHOD_FIELDS,
  ...POLICY_FIELDS,
  ...ROLLOUT_FIELDS,
  ...UPDATE_FIELDS,
  ...BUDGET_FIELDS,
] as const;

/** Settings that some algorithms have, once each. */
const OWN_FIELDS: readonly (typeof ALGORITHMS)[number]['fields'][number][] = [
  ...new Set(ALGORITHMS.flatMap<(typeof ALGORITHMS)[number]['fields'][number]>(({ fields }) => [...fields])),
];

type Row = (typeof SHARED_FIELDS)[number] | (typeof OWN_FIELDS)[number];

/** A whole run: validated, every field present. What the worker gets. */
export type RunConfiguration = ValuesOf<Row>;
export type RunFieldName = Row['name'];

/**
 * The one declarative table of a run: its schema, its link, its file, its `--set` and its form are all made
 * from these rows. In each group first what all algorithms share.
 */
export const RUN_FIELDS: readonly Row[] = FIELD_GROUPS.flatMap((group) =>
  [...SHARED_FIELDS, ...OWN_FIELDS].filter((field) => field.group === group),
);

export const DEFAULT_RUN: RunConfiguration = Object.fromEntries(
  RUN_FIELDS.map((field) => [field.name, field.default]),
) as unknown as RunConfiguration;
