import { type Estimate, quantile } from '../experiments/statistics.ts';
import type { Random } from '../random/random.ts';

/** Resamples of every bootstrap here: enough for the second digit of a percentile. */
export const RESAMPLES = 1000;
/** Of every interval and band. */
export const CONFIDENCE = 0.95;

/**
 * Resamples of a stratified bootstrap (docs/mathematics.md §8.7): in every one, each stratum gives as many of its members
 * as it has, drawn with replacement.
 * @param sizes members of each stratum
 * @returns indices into the strata: [resample][stratum][draw]
 */
export function resampledIndices(
  sizes: readonly number[],
  random: Random,
  resamples = RESAMPLES,
): readonly (readonly Int32Array[])[] {
  return Array.from({ length: resamples }, () =>
    sizes.map((size) => Int32Array.from({ length: size }, () => random.integer(size))),
  );
}

/** The percentile interval of resampled values; sorts them. */
export function percentileInterval(values: Float64Array): Pick<Estimate, 'low' | 'high'> {
  const sorted = values.sort();
  const tail = (1 - CONFIDENCE) / 2;
  return { low: quantile(sorted, tail), high: quantile(sorted, 1 - tail) };
}
