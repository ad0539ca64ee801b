import { type FloatArray, factorSize, type GaussianBatch } from '../gaussian/types.ts';
import { MeanStep } from '../mean/meanStep.ts';
import {
  checkBatch,
  checkDimension,
  checkLength,
  loadFactor,
  loadMean,
  notPositiveDefinite,
} from '../projection/batchInput.ts';
import { isDouble } from '../projection/diagonalBatch.ts';
import { createLossDistance, isMeanScaled, type Metric } from '../projection/metric.ts';
import type { LossLayout } from '../projection/types.ts';
import { DiagonalTrustRegionLoss } from './diagonalTrustRegionLoss.ts';

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

function isSame(a: FloatArray, b: FloatArray, at: number, size: number): boolean {
  for (let i = at; i < at + size; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** The trust-region loss of a metric for one layout. */
export function trustRegionLossOf(metric: Metric, layout: LossLayout): TrustRegionLoss {
  const { scaled, factor: kind, dimension, covariancePart } = layout;
  checkDimension(dimension);
  const covariance = createLossDistance(metric, layout);
  const meanStep = new MeanStep(covariance, isMeanScaled(metric, scaled), metric.meanWeight);
  const diagonal = kind === 'diagonal' ? new DiagonalTrustRegionLoss(metric, layout) : null;
  const size = factorSize(kind, dimension);
  const mean = new Float64Array(dimension);
  const targetMean = new Float64Array(dimension);
  const factor = new Float64Array(size);
  const targetFactor = new Float64Array(size);
  const old = covariance.createOld();
  const meanGradient = new Float64Array(dimension);
  const factorGradient = new Float64Array(size);

  /** Whether the covariance part of the state last loaded is more than nothing. */
  let apart = false;

  const load = (p: GaussianBatch, target: GaussianBatch, state: number): number => {
    loadMean(p, state, dimension, mean, 'proposed');
    loadMean(target, state, dimension, targetMean, 'target');
    loadFactor(target, kind, state, dimension, targetFactor, 'target');
    if (!covariance.deriveOld(targetFactor, old)) throw notPositiveDefinite('target', state);
    let distance = meanStep.distance(old, mean, targetMean);
    // A projection leaves what is inside as it is, to the bit: nothing to measure there.
    apart = covariancePart && !isSame(p.factor, target.factor, state * size, size);
    if (apart) {
      loadFactor(p, kind, state, dimension, factor, 'proposed');
      if (!covariance.load(old, factor)) throw notPositiveDefinite('proposed', state);
      distance += covariance.distance();
    }
    return distance;
  };

  return {
    evaluate(p, target, out, count) {
      checkBatch(p, kind, dimension, count, 'proposed');
      checkBatch(target, kind, dimension, count, 'target');
      checkLength(out, count, 1, 'loss');
      for (let state = 0; state < count; state++) out[state] = load(p, target, state);
    },
    gradient(p, target, upstream, gradient, count, out) {
      checkBatch(p, kind, dimension, count, 'proposed');
      checkBatch(target, kind, dimension, count, 'target');
      checkLength(upstream, count, 1, 'upstream gradient');
      checkBatch(gradient, kind, dimension, count, 'gradient of the');
      if (out) checkLength(out, count, 1, 'loss');
      if (
        diagonal &&
        isDouble(p) &&
        isDouble(target) &&
        isDouble(gradient) &&
        upstream instanceof Float64Array &&
        out instanceof Float64Array
      ) {
        diagonal.gradient(p, target, upstream, gradient, count, out);
        return;
      }
      for (let state = 0; state < count; state++) {
        const distance = load(p, target, state);
        if (out) out[state] = distance;
        const weight = upstream[state]!;
        meanStep.distanceGradient(old, weight, meanGradient);
        if (apart) covariance.distanceGradient(weight, factorGradient);
        else factorGradient.fill(0);
        for (let i = 0; i < dimension; i++) gradient.mean[state * dimension + i] = meanGradient[i]!;
        for (let i = 0; i < size; i++) gradient.factor[state * size + i] = factorGradient[i]!;
      }
    },
  };
}
