import type { Random } from '../random/random.ts';
import type { CurveBand } from './curveBand.ts';
import { percentileInterval, resampledIndices } from './resampling.ts';

/**
 * The share of runs whose score exceeds each threshold, over all runs of all tasks, with its pointwise 95 % stratified-bootstrap
 * band (Agarwal et al. 2021, §4.2; docs/mathematics.md §8.8).
 * @param strata normalised scores of each task
 */
export function performanceProfile(
  strata: readonly (readonly number[])[],
  thresholds: Float64Array,
  random: Random,
): CurveBand {
  const runs = strata.reduce((sum, { length }) => sum + length, 0);
  const resamples = resampledIndices(
    strata.map(({ length }) => length),
    random,
  );
  const value = new Float64Array(thresholds.length);
  const low = new Float64Array(thresholds.length);
  const high = new Float64Array(thresholds.length);
  const shares = new Float64Array(resamples.length);
  thresholds.forEach((threshold, t) => {
    const above = strata.map((scores) => scores.map((score) => (score > threshold ? 1 : 0)));
    value[t] = above.flat().reduce<number>((sum, one) => sum + one, 0) / runs;
    resamples.forEach((drawn, r) => {
      let count = 0;
      for (let s = 0; s < above.length; s++) for (const i of drawn[s]!) count += above[s]![i]!;
      shares[r] = count / runs;
    });
    const interval = percentileInterval(shares);
    low[t] = interval.low;
    high[t] = interval.high;
  });
  return { value, low, high };
}
