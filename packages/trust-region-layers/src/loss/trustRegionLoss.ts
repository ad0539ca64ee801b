import type { FloatArray, GaussianBatch } from '../gaussian/types.ts';
import { measureOf } from '../projection/measureOf.ts';
import type { Metric } from '../projection/metric.ts';
import type { LossLayout } from '../projection/types.ts';

/**
 * Distance of the network's own policy p from its projection, the loss that pulls one towards the other (docs/mathematics.md
 * §7.3). The target is a constant and *its* covariance scales. The metric is the layer's own, but for `frobenius`
 * the covariance part is the squared error of the Cholesky factors. Stateless between calls.
 */
export interface TrustRegionLoss {
  /** out[i] = d(p_i, target_i), mean part plus covariance part, for `count` states. */
  evaluate(p: GaussianBatch, target: GaussianBatch, out: FloatArray, count: number): void;
  /**
   * gradient = upstream[i] · ∂d(p_i, target_i)/∂(mean, factor) of p, in the factor's own coordinates (see
   * `Projector.backward`). Overwrites `gradient`; the distances themselves go to `out` where it is given.
   */
  gradient(
    p: GaussianBatch,
    target: GaussianBatch,
    upstream: FloatArray,
    gradient: GaussianBatch,
    count: number,
    out?: FloatArray,
  ): void;
}

/** The trust-region loss of a metric for one layout. */
export function trustRegionLossOf(metric: Metric, layout: LossLayout): TrustRegionLoss {
  const measure = measureOf(metric, layout, ['proposed', 'target'], true);
  return {
    evaluate: (p, target, out, count) => measure(p, target, out, out, count),
    gradient(p, target, weights, { mean, factor }, count, out = new Float64Array(count)) {
      measure(p, target, out, out, count, { mean, factor, weights });
    },
  };
}
