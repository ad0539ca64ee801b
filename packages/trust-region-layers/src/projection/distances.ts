import { type FloatArray, factorSize, type GaussianBatch } from '../gaussian/types.ts';
import { MeanStep } from '../mean/meanStep.ts';
import {
  checkBatch,
  checkDimension,
  checkLength,
  loadFactor,
  loadMean,
  notPositiveDefinite,
} from './batchInput.ts';
import { createStep, isMeanScaled, type Metric } from './metric.ts';
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
  const { scaled, factor: kind, dimension } = layout;
  checkDimension(dimension);
  const covarianceStep = createStep(metric, layout);
  const meanStep = new MeanStep(covarianceStep, isMeanScaled(metric, scaled), metric.meanWeight);
  const size = factorSize(kind, dimension);
  const pMean = new Float64Array(dimension);
  const qMean = new Float64Array(dimension);
  const pFactor = new Float64Array(size);
  const qFactor = new Float64Array(size);
  const old = covarianceStep.createOld();
  return {
    evaluate(p, q, outMean, outCovariance, count) {
      checkBatch(p, kind, dimension, count, 'first');
      checkBatch(q, kind, dimension, count, 'second');
      checkLength(outMean, count, 1, 'mean part');
      checkLength(outCovariance, count, 1, 'covariance part');
      for (let state = 0; state < count; state++) {
        loadMean(p, state, dimension, pMean, 'first');
        loadMean(q, state, dimension, qMean, 'second');
        loadFactor(p, kind, state, dimension, pFactor, 'first');
        loadFactor(q, kind, state, dimension, qFactor, 'second');
        if (!covarianceStep.deriveOld(qFactor, old)) throw notPositiveDefinite('second', state);
        if (!covarianceStep.load(old, pFactor)) throw notPositiveDefinite('first', state);
        outMean[state] = meanStep.distance(old, pMean, qMean);
        outCovariance[state] = covarianceStep.distance();
      }
    },
  };
}
