import { DiagonalMean } from '../mean/diagonalMean.ts';
import { checkDeviations, checkMeans, type DoubleBatch } from '../projection/diagonalBatch.ts';
import { measurePart } from '../projection/diagonalLoops.ts';
import type { DiagonalMetric } from '../projection/diagonalMetric.ts';
import { isMeanScaled, type Metric } from '../projection/metric.ts';
import type { LossLayout } from '../projection/types.ts';

/**
 * The trust-region loss and its gradient for whole float64 batches of diagonal covariances, see TrustRegionLoss.
 * See docs/mathematics.md §7.3.
 */
export class DiagonalTrustRegionLoss {
  readonly #k: number;
  readonly #covariancePart: boolean;
  readonly #mean: DiagonalMean;
  readonly #covariance: DiagonalMetric;
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
    const old = { count, oldInverse: this.#inverse, oldAt: this.#at };
    const means = { ...old, proposed: p.mean, old: target.mean };
    out.fill(0, 0, count);
    measurePart(this.#mean, means, out, upstream, gradient.mean);
    if (!this.#covariancePart) {
      gradient.factor.fill(0, 0, count * k);
      return;
    }
    const deviations = { ...old, proposed: p.factor, old: target.factor };
    measurePart(this.#covariance, deviations, out, upstream, gradient.factor);
  }

  #reserve(count: number): void {
    if (this.#at.length >= count) return;
    this.#inverse = new Float64Array(count * this.#k);
    this.#at = Int32Array.from({ length: count }, (_, state) => state * this.#k);
  }
}
