import type { RunConfiguration } from './fields.ts';

/** Iterations it takes to spend the budget of environment steps per member; the last one may go beyond it. */
export function iterationsInBudget({
  steps,
  environments,
  stepsPerIteration,
}: Pick<RunConfiguration, 'steps' | 'environments' | 'stepsPerIteration'>): number {
  return Math.ceil(steps / (environments * stepsPerIteration));
}
