/** Episodes over which a return is averaged before it counts as reached: one lucky episode is not skill. */
const WINDOW = 32;

/**
 * Environment steps after which the mean return of the last {@link WINDOW} episodes first was at least `threshold`;
 * `null` if it never was.
 * @param returns steps so far, episodes that ended since the entry before, and their mean return
 */
export function stepsToThreshold(
  returns: readonly (readonly [steps: number, episodes: number, mean: number])[],
  threshold: number,
): number | null {
  for (let last = 0; last < returns.length; last++) {
    let episodes = 0;
    let sum = 0;
    for (let i = last; i >= 0 && episodes < WINDOW; i--) {
      const [, finished, mean] = returns[i]!;
      const counted = Math.min(finished, WINDOW - episodes);
      episodes += counted;
      sum += counted * mean;
    }
    if (episodes >= WINDOW && sum / episodes >= threshold) return returns[last]![0];
  }
  return null;
}
