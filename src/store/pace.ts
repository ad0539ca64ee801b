import { iterationsInBudget } from '../experiments/budget.ts';
import type { RunConfiguration } from '../experiments/fields.ts';

/** Seconds that a whole run takes where it is watched: long enough to see it learn, short enough to stay. */
export const WATCH_SECONDS = 30;

/** Iterations a second at which a whole run of these settings is watched. A machine that is slower takes its time. */
export function watchSpeed(
  configuration: Pick<RunConfiguration, 'steps' | 'environments' | 'stepsPerIteration'>,
): number {
  return iterationsInBudget(configuration) / WATCH_SECONDS;
}
