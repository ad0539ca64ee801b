import { entropyOf } from '../gaussian/entropy.ts';
import { logProductAt } from '../gaussian/logProduct.ts';
import type { FloatArray, GaussianBatch } from '../gaussian/types.ts';
import { DiagonalMean } from '../mean/diagonalMean.ts';
import { checkBatch, checkLength, checkRows } from './batchInput.ts';
import { boundOf } from './boundary.ts';
import { ChainedProjector } from './chainedProjector.ts';
import {
  checkDeviations,
  checkMeans,
  type DiagonalBatch,
  type DoubleBatch,
  isDouble,
} from './diagonalBatch.ts';
import type { DiagonalStep } from './diagonalStep.ts';
import { isMeanScaled, type Metric } from './metric.ts';
import { preparePolicies } from './preparedPolicies.ts';
import { createResult } from './projectionResult.ts';
import type { Bounds, PreparedPolicies, ProjectionLayout, ProjectionResult, Projector } from './types.ts';

/**
 * The projector for diagonal covariances without an entropy step: whole batches of float64 go through in one loop a
 * part, without a copy or an object a state, because this is what a trainer spends its time on. Batches in single
 * precision take the way of all others.
 */
export class DiagonalProjector implements Projector {
  readonly layout: ProjectionLayout;
  readonly #mean: DiagonalMean;
  readonly #covariance: DiagonalStep;
  readonly #reports: boolean;
  readonly #chained: ChainedProjector;
  /** One bound a state, and where its old policy begins; grown to the largest batch seen. */
  #bounds = new Float64Array(0);
  #oldAt = new Int32Array(0);

  /** @param reports whether entropies and the distances after projection are wanted */
  constructor(metric: Metric, layout: ProjectionLayout, reports: boolean) {
    const { scaled, dimension } = layout;
    this.layout = layout;
    this.#mean = new DiagonalMean(dimension, isMeanScaled(metric, scaled), metric.meanWeight);
    this.#covariance = metric.createDiagonal(dimension, scaled);
    this.#reports = reports;
    this.#chained = new ChainedProjector(metric, layout);
  }

  createResult(count: number, precision: 'float64' | 'float32' = 'float64'): ProjectionResult {
    const { dimension } = this.layout;
    return createResult(dimension, dimension, count, precision);
  }

  prepare(old: GaussianBatch, count: number): PreparedPolicies {
    return preparePolicies(old, this.layout, count);
  }

  forward(
    proposed: GaussianBatch,
    old: GaussianBatch,
    bounds: Bounds,
    result: ProjectionResult,
    count: number,
    rows?: Int32Array,
  ): void {
    if (!isDouble(proposed) || !isDouble(result)) {
      this.#chained.forward(proposed, old, bounds, result, count, rows);
      return;
    }
    const { dimension } = this.layout;
    const batch = this.#batch(proposed, old, count, rows);
    checkBatch(result, 'diagonal', dimension, count, 'result');
    checkMeans(batch.mean, dimension, count, 'proposed');
    checkDeviations(batch.deviation, dimension, count, 'proposed');
    this.#loadBounds(bounds.mean, count, 'mean bound');
    this.#mean.project(batch, this.#bounds, meanPart(result));
    this.#loadBounds(bounds.covariance, count, 'covariance bound');
    this.#covariance.project(batch, this.#bounds, covariancePart(result, this.#reports));
    if (this.#reports) this.#writeEntropies(batch, result);
  }

  backward(
    proposed: GaussianBatch,
    old: GaussianBatch,
    bounds: Bounds,
    result: ProjectionResult,
    upstream: GaussianBatch,
    gradient: GaussianBatch,
    count: number,
    rows?: Int32Array,
  ): void {
    if (!isDouble(proposed) || !isDouble(result) || !isDouble(upstream) || !isDouble(gradient)) {
      this.#chained.backward(proposed, old, bounds, result, upstream, gradient, count, rows);
      return;
    }
    const { dimension } = this.layout;
    const batch = this.#batch(proposed, old, count, rows);
    checkBatch(result, 'diagonal', dimension, count, 'result');
    checkBatch(upstream, 'diagonal', dimension, count, 'upstream gradient of the');
    checkBatch(gradient, 'diagonal', dimension, count, 'gradient of the');
    this.#mean.pull(batch, meanPart(result), upstream.mean, gradient.mean);
    this.#covariance.pull(batch, covariancePart(result, false), upstream.factor, gradient.factor);
  }

  #batch(
    proposed: DoubleBatch,
    old: GaussianBatch,
    count: number,
    rows: Int32Array | undefined,
  ): DiagonalBatch {
    const { dimension } = this.layout;
    if (!(Number.isInteger(count) && count >= 0)) {
      throw new RangeError(`count is ${count}, expected a whole number of states`);
    }
    checkBatch(proposed, 'diagonal', dimension, count, 'proposed');
    const states = Math.floor(old.mean.length / dimension);
    if (rows) checkRows(rows, states, count);
    else checkBatch(old, 'diagonal', dimension, count, 'old');
    const { mean, factor, inverse } =
      'inverse' in old ? (old as PreparedPolicies) : this.prepare(old, rows ? states : count);
    if (this.#oldAt.length < count) this.#oldAt = new Int32Array(count);
    const oldAt = this.#oldAt;
    for (let state = 0; state < count; state++) oldAt[state] = (rows ? rows[state]! : state) * dimension;
    return {
      count,
      mean: proposed.mean,
      deviation: proposed.factor,
      oldMean: mean,
      oldDeviation: factor,
      oldInverse: inverse,
      oldAt,
    };
  }

  #loadBounds(bounds: number | FloatArray, count: number, name: string): void {
    if (this.#bounds.length < count) this.#bounds = new Float64Array(count);
    if (typeof bounds === 'number') {
      if (count > 0) this.#bounds.fill(boundOf(bounds, 0, name), 0, count);
      return;
    }
    checkLength(bounds, count, 1, name);
    for (let state = 0; state < count; state++) this.#bounds[state] = boundOf(bounds, state, name);
  }

  #writeEntropies({ count, deviation }: DiagonalBatch, result: ProjectionResult): void {
    const { dimension: k } = this.layout;
    const projected = result.factor as Float64Array;
    for (let state = 0; state < count; state++) {
      const entropy = entropyOf(k, logProductAt(deviation, state * k, k));
      result.before.entropy[state] = entropy;
      result.after.entropy[state] =
        result.covarianceMultiplier[state]! > 0
          ? entropyOf(k, logProductAt(projected, state * k, k))
          : entropy;
    }
  }
}

function meanPart({ mean, meanMultiplier, before, after }: ProjectionResult) {
  return {
    projected: mean as Float64Array,
    multiplier: meanMultiplier as Float64Array,
    before: before.mean as Float64Array,
    after: after.mean as Float64Array,
  };
}

function covariancePart({ factor, covarianceMultiplier, before, after }: ProjectionResult, reports: boolean) {
  return {
    projected: factor as Float64Array,
    multiplier: covarianceMultiplier as Float64Array,
    before: before.covariance as Float64Array,
    after: reports ? (after.covariance as Float64Array) : null,
  };
}
