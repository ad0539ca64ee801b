import { iterationsInBudget } from './budget.ts';
import type { RunConfiguration, RunFieldName } from './fields.ts';
import { settingDifferences } from './names.ts';

/** Where a run began that goes on from another: that run, and the iteration after which it was left. */
export interface RunOrigin {
  readonly configuration: RunConfiguration;
  /** ≥ 1. */
  readonly iteration: number;
  /** Where that run itself began; `null`: at its beginning. */
  readonly origin: RunOrigin | null;
}

/** Settings that a run keeps of the one that it goes on from, and why. */
const KEPT: Partial<Readonly<Record<RunFieldName, string>>> = {
  environment: 'the networks know no other task',
  head: 'the policy network has outputs for it',
  stateDependent: 'the policy network has outputs for it',
  hiddenSizes: 'the networks have this shape',
  activation: 'the networks have learned with it',
  initialStandardDeviation: 'the policy’s deviations are counted from it',
  environments: 'so many copies of the task are under way',
  stepsPerIteration: 'steps are counted in whole iterations',
  normaliseObservations: 'the networks have learned to read observations so',
  normaliseRewards: 'the value network has learned rewards on this scale',
  seeds: 'each has networks and a stream of random numbers of its own',
};

/**
 * Why a run cannot go on from another after an iteration with other settings, as a sentence; `null` if it can. All that
 * is not refused may change: the algorithm, the projection, bounds, rates, the budget.
 */
export function forkRefusal(
  base: RunConfiguration,
  iteration: number,
  next: RunConfiguration,
): string | null {
  const last = iterationsInBudget(base);
  if (!Number.isInteger(iteration) || iteration < 1 || iteration > last) {
    return `A run of this budget can be left after iteration 1 to ${last}, not ${iteration}.`;
  }
  for (const { name, label, before, after } of settingDifferences(base, next)) {
    const why = KEPT[name as RunFieldName];
    if (why !== undefined) return `${label} must stay ${before}, not ${after}: ${why}.`;
  }
  if (iterationsInBudget(next) <= iteration) {
    return `The budget of ${next.steps} steps is spent after iteration ${iterationsInBudget(next)}; to go on from iteration ${iteration} it must be larger.`;
  }
  return null;
}
