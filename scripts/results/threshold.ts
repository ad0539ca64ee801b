import type { SeedResult } from './runs.ts';

/** Episodes over which a return is averaged before it counts as reached: one lucky episode is not skill. */
const WINDOW = 32;

/**
 * Environment steps after which the mean return of the last {@link WINDOW} episodes first was at least `threshold`;
 * `null` if it never was.
 */
export function stepsToThreshold(curve: SeedResult['curve'], threshold: number): number | null {
  for (let last = 0; last < curve.length; last++) {
    let episodes = 0;
    let sum = 0;
    for (let i = last; i >= 0 && episodes < WINDOW; i--) {
      const counted = Math.min(curve[i]!.episodes, WINDOW - episodes);
      episodes += counted;
      sum += counted * curve[i]!.mean;
    }
    if (episodes >= WINDOW && sum / episodes >= threshold) return curve[last]!.steps;
  }
  return null;
}
