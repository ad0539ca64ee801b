import type { FloatArray, GaussianBatch } from '../gaussian/types.ts';
import { measureOf } from './measureOf.ts';
import type { Metric } from './metric.ts';
import type { DistanceLayout } from './types.ts';

/** Measures Gaussians against Gaussians without projecting anything. Stateless between calls. */
export interface Distance {
  /**
   * Mean and covariance part of the distance of p from q for `count` states; q's covariance scales, as the old
   * policy's does in a projection. With `kl` the two parts add up to KL(p‖q).
   * @throws {RangeError} naming the quantity and the state, as `Projector.forward` does.
   */
  evaluate(
    p: GaussianBatch,
    q: GaussianBatch,
    outMean: FloatArray,
    outCovariance: FloatArray,
    count: number,
  ): void;
}

/** The distance of a metric for one layout. See docs/mathematics.md §2.1. */
export function distanceOf(metric: Metric, layout: DistanceLayout): Distance {
  return { evaluate: measureOf(metric, { ...layout, covariancePart: true }, ['first', 'second'], false) };
}
