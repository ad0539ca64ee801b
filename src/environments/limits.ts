import type { StepOutcome } from './environment.ts';

/** `value` moved into [low, high]; NaN stays NaN, so that a diverged policy is seen and not hidden. */
export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

/** Marks the episodes that this step takes to the time limit; an episode that terminated was not cut. */
export function truncate(elapsed: Int32Array, outcome: StepOutcome, limit: number, n: number): void {
  for (let i = 0; i < n; i++) {
    outcome.truncated[i] = outcome.terminated[i] === 0 && elapsed[i]! + 1 >= limit ? 1 : 0;
  }
}
