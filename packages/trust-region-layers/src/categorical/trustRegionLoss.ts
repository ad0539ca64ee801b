import type { FloatArray } from '../gaussian/types.ts';
import type { CategoricalMetric } from './types.ts';

/** d(p, stop-gradient π̃) of a batch and its gradient. */
export interface CategoricalTrustRegionLoss {
  /**
   * Adds `weight` · ∂d(p, c)/∂ logits of p to `gradient` [m, n] with c held constant, and writes d(p, c) to `distance` [m].
   * Policies as log-probabilities [m, n].
   */
  accumulate(
    proposed: FloatArray,
    projected: FloatArray,
    weight: number,
    gradient: FloatArray,
    distance: FloatArray,
    count: number,
  ): void;
}

/** The trust-region loss of a metric on the simplex (docs/mathematics.md §15.7). */
export function categoricalTrustRegionLossOf(
  metric: CategoricalMetric,
  actions: number,
): CategoricalTrustRegionLoss {
  const step = metric.createStep(actions);
  return {
    accumulate(proposed, projected, weight, gradient, distance, count) {
      for (let state = 0; state < count; state++) {
        const at = state * actions;
        distance[state] = step.lossGradient(proposed, at, projected, at, weight, gradient, at);
      }
    },
  };
}
