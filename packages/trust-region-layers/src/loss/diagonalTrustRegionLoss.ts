import { DiagonalMean } from '../mean/diagonalMean.ts';
import { checkDeviations, checkMeans, type DoubleBatch } from '../projection/diagonalBatch.ts';
import type { DiagonalStep } from '../projection/diagonalStep.ts';
import { isMeanScaled, type Metric } from '../projection/metric.ts';
import type { LossLayout } from '../projection/types.ts';

/** The trust-region loss and its gradient for whole float64 batches of diagonal covariances, see TrustRegionLoss. */
export class DiagonalTrustRegionLoss {
  readonly #k: number;
  readonly #covariancePart: boolean;
  readonly #mean: DiagonalMean;
  readonly #covariance: DiagonalStep;
  /** Inverse deviations of the target and where each state's begin; grown to the largest batch seen. */
  #inverse = new Float64Array(0);
  #at = new Int32Array(0);

  constructor(metric: Metric, { scaled, dimension, covariancePart }: LossLayout) {
    this.#k = dimension;
    this.#covariancePart = covariancePart;
    this.#mean = new DiagonalMean(dimension, isMeanScaled(metric, scaled), metric.meanWeight);
    this.#covariance = (metric.loss ?? metric).createDiagonal(dimension, scaled);
  }

  /** As TrustRegionLoss.gradient, lengths checked; `out` receives the distances. */
  gradient(
    p: DoubleBatch,
    target: DoubleBatch,
    upstream: Float64Array,
    gradient: DoubleBatch,
    count: number,
    out: Float64Array,
  ): void {
    const k = this.#k;
    checkMeans(p.mean, k, count, 'proposed');
    checkMeans(target.mean, k, count, 'target');
    checkDeviations(target.factor, k, count, 'target');
    if (this.#covariancePart) checkDeviations(p.factor, k, count, 'proposed');
    this.#reserve(count);
    for (let i = 0; i < count * k; i++) this.#inverse[i] = 1 / target.factor[i]!;
    const batch = {
      count,
      mean: p.mean,
      deviation: p.factor,
      oldMean: target.mean,
      oldDeviation: target.factor,
      oldInverse: this.#inverse,
      oldAt: this.#at,
    };
    this.#mean.measure(batch, out, upstream, gradient.mean);
    if (this.#covariancePart) this.#covariance.measure(batch, out, upstream, gradient.factor);
    else gradient.factor.fill(0, 0, count * k);
  }

  #reserve(count: number): void {
    if (this.#at.length >= count) return;
    this.#inverse = new Float64Array(count * this.#k);
    this.#at = Int32Array.from({ length: count }, (_, state) => state * this.#k);
  }
}
