import type {
  Bounds,
  ProjectionResult,
  Projector,
  ProjectorOptions,
  TrustRegionLoss,
} from 'trust-region-layers';
import {
  CATEGORICAL_METRICS,
  type CategoricalLayout,
  type CategoricalMetricId,
  type CategoricalResult,
  categoricalProjectorOf,
} from 'trust-region-layers/categorical';
import { oldCategoricals, prepareCategoricalPolicies } from './oldPolicies.ts';

/** What selects a layer over n actions. */
export interface CategoricalLayerSpecification extends CategoricalLayout {
  readonly metric: CategoricalMetricId;
}

/** A result in the arrays that a Gaussian one has: log-probabilities as `mean`, and a covariance part of zero. */
interface CategoricalProjection extends ProjectionResult {
  readonly categorical: CategoricalResult;
}

const NOTHING = new Float64Array(0);

/**
 * The projection of categorical policies (docs/mathematics.md §15.3, §15.5) as the trainer calls every layer (docs/mathematics.md §15.11). The mean bound is ε;
 * what it takes and gives as policies are log-probabilities, what `backward` gives is with respect to logits, which is the
 * same to whoever goes on through a softmax.
 */
export function createCategoricalProjector(
  specification: CategoricalLayerSpecification,
  options?: ProjectorOptions,
): Projector {
  const { metric, actions } = specification;
  const projector = categoricalProjectorOf(CATEGORICAL_METRICS[metric], specification, options);
  const boundsOf = ({ mean, entropyFloor = -Infinity }: Bounds) => ({ distance: mean, entropyFloor });
  return {
    createResult(count, precision): CategoricalProjection {
      const categorical = projector.createResult(count, precision);
      const none = new Float64Array(count);
      const parts = ({ distance, entropy }: CategoricalResult['before']) => ({
        mean: distance,
        covariance: none,
        entropy,
      });
      return {
        mean: categorical.logProbabilities,
        factor: NOTHING,
        meanMultiplier: categorical.multiplier,
        covarianceMultiplier: none,
        before: parts(categorical.before),
        after: parts(categorical.after),
        categorical,
      };
    },
    prepare: (old, count) => prepareCategoricalPolicies(old, actions, count),
    forward(proposed, old, bounds, result, count, rows) {
      const { categorical } = result as CategoricalProjection;
      projector.forward(proposed.mean, oldCategoricals(old), boundsOf(bounds), categorical, count, rows);
    },
    backward(_proposed, old, _bounds, result, upstream, gradient, count, rows) {
      const { categorical } = result as CategoricalProjection;
      projector.backward(oldCategoricals(old), categorical, upstream.mean, gradient.mean, count, rows);
    },
  };
}

/** d(p, stop-gradient π̃), its gradient with respect to logits of p (docs/mathematics.md §15.7). */
export function createCategoricalTrustRegionLoss({
  metric,
  actions: n,
}: CategoricalLayerSpecification): TrustRegionLoss {
  const step = CATEGORICAL_METRICS[metric].createStep(n);
  const unread = new Float64Array(n);
  return {
    evaluate(p, target, out, count) {
      for (let row = 0; row < count; row++) {
        out[row] = step.lossGradient(p.mean, row * n, target.mean, row * n, 0, unread, 0);
      }
    },
    gradient(p, target, upstream, gradient, count, out) {
      gradient.mean.fill(0, 0, count * n);
      for (let row = 0; row < count; row++) {
        const at = row * n;
        const distance = step.lossGradient(p.mean, at, target.mean, at, upstream[row]!, gradient.mean, at);
        if (out) out[row] = distance;
      }
    },
  };
}
