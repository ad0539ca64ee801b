import type { Random } from '../random/random.ts';

/**
 * Statistics over seeds as Agarwal et al. (2021, "Deep Reinforcement Learning at the Edge of the Statistical
 * Precipice") recommend them: the interquartile mean, and its confidence interval by a stratified bootstrap.
 * See docs/mathematics.md §8.7.
 */

/**
 * Mean of the middle half. Where the quarters do not fall between two values, the values they cut count in part, so
 * that every sample size has a middle half of exactly n/2.
 *
 * @throws {RangeError} for an empty sample or one that is not finite
 */
export function interquartileMean(sample: readonly number[]): number {
  if (sample.length === 0) throw new RangeError('the interquartile mean needs at least one value');
  if (!sample.every(Number.isFinite)) throw new RangeError('the interquartile mean needs finite values');
  return middleMean([...sample].sort((a, b) => a - b));
}

/** The interquartile mean of a sample that is sorted, finite and not empty. */
export function middleMean(sorted: ArrayLike<number>): number {
  const quarter = sorted.length / 4;
  let sum = 0;
  for (let i = 0; i < sorted.length; i++) {
    // The share of [i, i + 1] that lies in [n/4, 3n/4].
    const share = Math.min(i + 1, 3 * quarter) - Math.max(i, quarter);
    if (share > 0) sum += share * sorted[i]!;
  }
  return sum / (2 * quarter);
}

/** The value below which a share of the sorted sample lies, linear between neighbours and never outside them. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const weight = position - below;
  const lower = sorted[below]!;
  const upper = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return Math.min(Math.max((1 - weight) * lower + weight * upper, lower), upper);
}

/** An interval with the statistic it belongs to. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Resamples of a bootstrap: enough for the second digit of a percentile. */
const RESAMPLES = 2000;

/**
 * The interquartile mean over all runs of all strata, with its percentile-bootstrap interval: in every resample each
 * stratum (a task) gives as many runs as it has, drawn with replacement from its own.
 *
 * @param strata runs of each task; one task is an ordinary bootstrap
 * @param confidence e.g. 0.95
 * @throws {RangeError} if a stratum is empty or a value is not finite
 */
export function bootstrapInterquartileMean(
  strata: readonly (readonly number[])[],
  confidence: number,
  random: Random,
): Estimate {
  if (strata.some((runs) => runs.length === 0)) throw new RangeError('every stratum needs at least one run');
  const value = interquartileMean(strata.flat());
  const resampled = Array.from({ length: RESAMPLES }, () =>
    interquartileMean(strata.flatMap((runs) => runs.map(() => runs[random.integer(runs.length)]!))),
  ).sort((a, b) => a - b);
  const tail = (1 - confidence) / 2;
  return { value, low: quantile(resampled, tail), high: quantile(resampled, 1 - tail) };
}

/** Median, the mean of the two middle values where there are two. @throws {RangeError} for an empty sample */
export function median(sample: readonly number[]): number {
  if (sample.length === 0) throw new RangeError('the median needs at least one value');
  return quantile(
    [...sample].sort((a, b) => a - b),
    0.5,
  );
}
