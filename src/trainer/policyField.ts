import type { Environment, StatePlane } from '../environments/environment.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import { createNetwork } from '../policies/network.ts';
import { describePolicies } from './describePolicies.ts';
import type { DescribedPolicies, MemberReport } from './events.ts';
import { normalisedFor, PolicyComparison } from './policyComparison.ts';
import { engineSpecification } from './specification.ts';

/** Places of a plane in rows from the bottom up, both ends of both axes included. */
export interface FieldGrid {
  readonly columns: number;
  readonly rows: number;
}

/** What of a report a field is made of. */
export type FieldSource = Pick<MemberReport, 'policy' | 'oldParameters' | 'valueParameters'>;

/** Policies and values all over a plane of states. */
export interface PolicyField {
  readonly policyGrid: FieldGrid;
  readonly old: DescribedPolicies;
  readonly now: DescribedPolicies;
  readonly valueGrid: FieldGrid;
  /** What the value network says, in rewards as the run scales them, discounted. [rows, columns] */
  readonly value: Float64Array;
}

/** The place of a point of a grid on a plane. */
export function gridPlace(
  { across, up }: StatePlane,
  { columns, rows }: FieldGrid,
  index: number,
): readonly [number, number] {
  const column = index % columns;
  const row = Math.floor(index / columns);
  return [
    across.low + (column / (columns - 1)) * (across.high - across.low),
    up.low + (row / (rows - 1)) * (up.high - up.low),
  ];
}

/**
 * The policies before and after an update, and the value network, all over the plane of a task: plain forward passes,
 * with observations normalised as the acting policy does it (docs/mathematics.md §8.10).
 * @throws {RangeError} if the task has no plane
 */
export function policyField(
  configuration: RunConfiguration,
  environment: Environment,
  source: FieldSource,
  policyGrid: FieldGrid,
  valueGrid: FieldGrid,
): PolicyField {
  const { plane } = environment;
  if (plane === undefined) throw new RangeError(`${environment.name} has no plane of states to look at`);
  const observe = (grid: FieldGrid) => observationsOn(environment, plane, grid, source.policy);
  const comparison = new PolicyComparison(configuration, environment);
  const seen = observe(policyGrid);
  const count = policyGrid.columns * policyGrid.rows;
  const { policy } = engineSpecification(configuration, environment);
  const policies = (parameters: Float32Array): DescribedPolicies =>
    describePolicies(policy, comparison.policies(parameters, seen, count), count);
  const network = createNetwork(engineSpecification(configuration, environment).value);
  const value = new Float64Array(valueGrid.columns * valueGrid.rows);
  network.forward(source.valueParameters, observe(valueGrid), value.length, value);
  return {
    policyGrid,
    old: policies(source.oldParameters),
    now: policies(source.policy.parameters),
    valueGrid,
    value,
  };
}

/** What the networks see at every place of a grid, normalised. */
function observationsOn(
  environment: Environment,
  plane: StatePlane,
  grid: FieldGrid,
  policy: FieldSource['policy'],
): Float64Array {
  const count = grid.columns * grid.rows;
  const state = new Float64Array(count * environment.stateSize);
  for (let i = 0; i < count; i++) plane.fill(state, i, ...gridPlace(plane, grid, i));
  const observation = new Float64Array(count * environment.observationSpace.size);
  environment.observe(state, observation, count);
  return normalisedFor(policy, observation);
}
