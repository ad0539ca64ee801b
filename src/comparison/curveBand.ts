import { middleMean } from '../experiments/statistics.ts';
import type { Random } from '../random/random.ts';
import { percentileInterval, resampledIndices } from './resampling.ts';

/** The interquartile mean of several curves along a grid, with a band. NaN where a curve has no value yet. */
export interface CurveBand {
  readonly value: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/**
 * The interquartile mean of curves at every point of their common grid, and its pointwise 95 % percentile-bootstrap interval.
 * Whole curves are resampled, the same ones at every point (docs/mathematics.md §8.7).
 * @param curves one a run, equally long; at least one
 */
export function curveBand(curves: readonly Float64Array[], random: Random): CurveBand {
  const points = curves[0]!.length;
  const band = {
    value: new Float64Array(points).fill(Number.NaN),
    low: new Float64Array(points).fill(Number.NaN),
    high: new Float64Array(points).fill(Number.NaN),
  };
  const resamples = resampledIndices([curves.length], random);
  const sample = new Float64Array(curves.length);
  const values = new Float64Array(resamples.length);
  for (let point = 0; point < points; point++) {
    for (let i = 0; i < curves.length; i++) sample[i] = curves[i]![point]!;
    if (!sample.every(Number.isFinite)) continue;
    band.value[point] = middleMean(sample.sort());
    for (let r = 0; r < resamples.length; r++) {
      const drawn = resamples[r]![0]!;
      for (let i = 0; i < curves.length; i++) sample[i] = curves[drawn[i]!]![point]!;
      values[r] = middleMean(sample.sort());
    }
    const { low, high } = percentileInterval(values);
    band.low[point] = low;
    band.high[point] = high;
  }
  return band;
}
