import * as m from '#words/runLinks';
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
const KEPT: Partial<Readonly<Record<RunFieldName, () => string>>> = {
  environment: m.keptTask,
  head: m.keptOutputs,
  stateDependent: m.keptOutputs,
  hiddenSizes: m.keptShape,
  activation: m.keptActivation,
  initialStandardDeviation: m.keptDeviation,
  environments: m.keptCopies,
  stepsPerIteration: m.keptSteps,
  normaliseObservations: m.keptObservations,
  normaliseRewards: m.keptRewards,
  seeds: m.keptSeeds,
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
    return m.leftOutside({ last, iteration });
  }
  for (const { name, label, before, after } of settingDifferences(base, next)) {
    const why = KEPT[name as RunFieldName];
    if (why !== undefined) return m.mustStay({ label, before, after, why: why() });
  }
  if (iterationsInBudget(next) <= iteration) {
    return m.budgetSpent({ steps: next.steps, spent: iterationsInBudget(next), iteration });
  }
  return null;
}
