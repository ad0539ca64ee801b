import { entropyOf } from '../gaussian/entropy.ts';
import { logProductAt } from '../gaussian/logProduct.ts';
import type { FloatArray } from '../gaussian/types.ts';
import { DiagonalMean } from '../mean/diagonalMean.ts';
import { boundOf } from './boundary.ts';
import { checkDeviations, checkMeans, type DoubleBatch } from './diagonalBatch.ts';
import { projectPart, pullPart } from './diagonalLoops.ts';
import type { DiagonalMetric } from './diagonalMetric.ts';
import { isMeanScaled, type Metric } from './metric.ts';
import type { Bounds, PreparedPolicies, ProjectionLayout, ProjectionResult } from './types.ts';

/** A result in float64. */
export type DoubleResult = ProjectionResult & DoubleBatch;

/**
 * Diagonal covariances without an entropy step: whole batches of float64 go through in one loop a part, without a copy or
 * an object a state, because this is what a trainer spends its time on. See docs/mathematics.md §3.
 */
export class DiagonalProjection {
  readonly #k: number;
  readonly #mean: DiagonalMetric;
  readonly #covariance: DiagonalMetric;
  readonly #reports: boolean;
  /** One bound a state, and where its old policy begins; grown to the largest batch seen. */
  #bounds = new Float64Array(0);
  #oldAt = new Int32Array(0);

  /** @param reports whether entropies and the distances after projection are wanted */
  constructor(metric: Metric, { scaled, dimension }: ProjectionLayout, reports: boolean) {
    this.#k = dimension;
    this.#mean = new DiagonalMean(dimension, isMeanScaled(metric, scaled), metric.meanWeight);
    this.#covariance = metric.createDiagonal(dimension, scaled);
    this.#reports = reports;
  }

  forward(
    proposed: DoubleBatch,
    old: PreparedPolicies,
    bounds: Bounds,
    result: DoubleResult,
    count: number,
    rows: Int32Array | undefined,
  ): void {
    checkMeans(proposed.mean, this.#k, count, 'proposed');
    checkDeviations(proposed.factor, this.#k, count, 'proposed');
    this.#placeRows(count, rows);
    this.#loadBounds(bounds.mean, count, 'mean bound');
    projectPart(this.#mean, this.#means(proposed, old, count), this.#bounds, meanPart(result));
    this.#loadBounds(bounds.covariance, count, 'covariance bound');
    const deviations = this.#deviations(proposed, old, count);
    projectPart(this.#covariance, deviations, this.#bounds, covariancePart(result, this.#reports));
    if (this.#reports) this.#writeEntropies(proposed, result, count);
  }

  backward(
    proposed: DoubleBatch,
    old: PreparedPolicies,
    result: DoubleResult,
    upstream: DoubleBatch,
    gradient: DoubleBatch,
    count: number,
    rows: Int32Array | undefined,
  ): void {
    this.#placeRows(count, rows);
    const means = this.#means(proposed, old, count);
    pullPart(this.#mean, means, meanPart(result), upstream.mean, gradient.mean);
    const deviations = this.#deviations(proposed, old, count);
    pullPart(this.#covariance, deviations, covariancePart(result, false), upstream.factor, gradient.factor);
  }

  #means(proposed: DoubleBatch, { mean, inverse }: PreparedPolicies, count: number) {
    return { count, proposed: proposed.mean, old: mean, oldInverse: inverse, oldAt: this.#oldAt };
  }

  #deviations(proposed: DoubleBatch, { factor, inverse }: PreparedPolicies, count: number) {
    return { count, proposed: proposed.factor, old: factor, oldInverse: inverse, oldAt: this.#oldAt };
  }

  #placeRows(count: number, rows: Int32Array | undefined): void {
    if (this.#oldAt.length < count) this.#oldAt = new Int32Array(count);
    for (let state = 0; state < count; state++) this.#oldAt[state] = (rows ? rows[state]! : state) * this.#k;
  }

  #loadBounds(bounds: number | FloatArray, count: number, name: string): void {
    if (this.#bounds.length < count) this.#bounds = new Float64Array(count);
    if (typeof bounds === 'number') {
      if (count > 0) this.#bounds.fill(boundOf(bounds, 0, name), 0, count);
      return;
    }
    for (let state = 0; state < count; state++) this.#bounds[state] = boundOf(bounds, state, name);
  }

  #writeEntropies({ factor }: DoubleBatch, result: DoubleResult, count: number): void {
    const k = this.#k;
    for (let state = 0; state < count; state++) {
      const entropy = entropyOf(k, logProductAt(factor, state * k, k));
      result.before.entropy[state] = entropy;
      result.after.entropy[state] =
        result.covarianceMultiplier[state]! > 0
          ? entropyOf(k, logProductAt(result.factor, state * k, k))
          : entropy;
    }
  }
}

function meanPart({ mean, meanMultiplier, before, after }: DoubleResult) {
  return {
    projected: mean,
    multiplier: meanMultiplier as Float64Array,
    before: before.mean as Float64Array,
    after: after.mean as Float64Array,
  };
}

function covariancePart({ factor, covarianceMultiplier, before, after }: DoubleResult, reports: boolean) {
  return {
    projected: factor,
    multiplier: covarianceMultiplier as Float64Array,
    before: before.covariance as Float64Array,
    after: reports ? (after.covariance as Float64Array) : null,
  };
}
