import { entropyOf } from '../gaussian/entropy.ts';
import { logProductAt } from '../gaussian/logProduct.ts';
import type { GaussianBatch } from '../gaussian/types.ts';
import { checkBatch, checkLength, checkRows, notFinite, notPositiveDefinite } from './batchInput.ts';
import { ATTEMPTS, boundOf, limitOf } from './boundary.ts';
import { ChainedProjector } from './chainedProjector.ts';
import { createDiagonalStep, isMeanScaled, meanWeight } from './covarianceSteps.ts';
import type { DiagonalStep } from './diagonalStep.ts';
import { preparePolicies } from './preparedPolicies.ts';
import { createResult } from './projectionResult.ts';
import { radialMultiplier } from './radialMultiplier.ts';
import type {
  Bounds,
  PreparedPolicies,
  ProjectionResult,
  ProjectionSpecification,
  Projector,
} from './types.ts';

/**
 * The projector for diagonal covariances without an entropy step: whole batches of float64 go through in one loop,
 * without a copy or an object a state, because this is what a trainer spends its time on. Batches in single precision
 * take the way of all others.
 */
export class DiagonalProjector implements Projector {
  readonly specification: ProjectionSpecification;
  readonly #step: DiagonalStep;
  readonly #scaled: boolean;
  /** ½ for KL, 1 otherwise. */
  readonly #weight: number;
  readonly #reports: boolean;
  readonly #chained: ChainedProjector;

  /** @param reports whether entropies and the distances after projection are wanted */
  constructor(specification: ProjectionSpecification, reports: boolean) {
    const { projection, scaled, dimension } = specification;
    this.specification = specification;
    this.#step = createDiagonalStep(projection, scaled, dimension);
    this.#scaled = isMeanScaled(projection, scaled);
    this.#weight = meanWeight(projection);
    this.#reports = reports;
    this.#chained = new ChainedProjector(specification);
  }

  createResult(count: number, precision: 'float64' | 'float32' = 'float64'): ProjectionResult {
    const { dimension } = this.specification;
    return createResult(dimension, dimension, count, precision);
  }

  prepare(old: GaussianBatch, count: number): PreparedPolicies {
    return preparePolicies(old, this.specification, count);
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
    this.#check(proposed, old, bounds, count, rows);
    const { dimension } = this.specification;
    checkBatch(result, 'diagonal', dimension, count, 'result');
    const prepared = this.#prepared(old, count);
    for (let state = 0; state < count; state++) {
      const at = state * dimension;
      const oldAt = (rows ? rows[state]! : state) * dimension;
      this.#projectMean(
        proposed.mean,
        at,
        prepared,
        oldAt,
        boundOf(bounds.mean, state, 'mean bound'),
        result,
        state,
      );
      const bound = boundOf(bounds.covariance, state, 'covariance bound');
      this.#projectCovariance(proposed.factor, at, prepared, oldAt, bound, result, state);
    }
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
    const { dimension } = this.specification;
    this.#check(proposed, old, bounds, count, rows);
    checkBatch(result, 'diagonal', dimension, count, 'result');
    checkBatch(upstream, 'diagonal', dimension, count, 'upstream gradient of the');
    checkBatch(gradient, 'diagonal', dimension, count, 'gradient of the');
    const { mean, factor, inverse } = this.#prepared(old, count);
    const meanMultiplier = result.meanMultiplier as Float64Array;
    const covarianceMultiplier = result.covarianceMultiplier as Float64Array;
    const meanDistance = result.before.mean as Float64Array;
    const covarianceDistance = result.before.covariance as Float64Array;
    for (let state = 0; state < count; state++) {
      const at = state * dimension;
      const oldAt = (rows ? rows[state]! : state) * dimension;
      const omega = meanMultiplier[state]!;
      if (!(omega > 0)) {
        for (let i = at; i < at + dimension; i++) gradient.mean[i] = upstream.mean[i]!;
      } else if (dimension === 1) {
        // On the boundary of an interval nothing moves with the proposal.
        gradient.mean[at] = 0;
      } else {
        this.#pullMean(
          proposed.mean,
          at,
          mean,
          inverse,
          oldAt,
          omega,
          meanDistance[state]!,
          upstream.mean,
          gradient.mean,
        );
      }
      const eta = covarianceMultiplier[state]!;
      if (!(eta > 0)) {
        for (let i = at; i < at + dimension; i++) gradient.factor[i] = upstream.factor[i]!;
      } else if (dimension === 1) {
        gradient.factor[at] = 0;
      } else {
        this.#step.pullbackAt(
          eta,
          covarianceDistance[state]!,
          proposed.factor,
          at,
          factor,
          inverse,
          oldAt,
          result.factor,
          upstream.factor,
          gradient.factor,
        );
      }
    }
  }

  #check(
    proposed: GaussianBatch,
    old: GaussianBatch,
    bounds: Bounds,
    count: number,
    rows: Int32Array | undefined,
  ): void {
    const { dimension } = this.specification;
    if (!(Number.isInteger(count) && count >= 0)) {
      throw new RangeError(`count is ${count}, expected a whole number of states`);
    }
    checkBatch(proposed, 'diagonal', dimension, count, 'proposed');
    if (rows) checkRows(rows, old.mean.length / dimension, count);
    else checkBatch(old, 'diagonal', dimension, count, 'old');
    if (typeof bounds.mean !== 'number') checkLength(bounds.mean, count, 1, 'mean bound');
    if (typeof bounds.covariance !== 'number') checkLength(bounds.covariance, count, 1, 'covariance bound');
  }

  #prepared(old: GaussianBatch, count: number): PreparedPolicies {
    return 'inverse' in old
      ? (old as PreparedPolicies)
      : this.prepare(old, Math.max(count, old.mean.length / this.specification.dimension));
  }

  #meanDistance(
    mean: Float64Array,
    at: number,
    old: Float64Array,
    inverse: Float64Array,
    oldAt: number,
  ): number {
    let sum = 0;
    for (let i = 0; i < this.specification.dimension; i++) {
      const difference = mean[at + i]! - old[oldAt + i]!;
      const x = this.#scaled ? difference * inverse[oldAt + i]! : difference;
      sum += x * x;
    }
    return this.#weight * sum;
  }

  /** μ̃ = μ_o + (μ − μ_o)/(1 + ω), see MeanStep. */
  #projectMean(
    proposed: Float64Array,
    at: number,
    old: PreparedPolicies,
    oldAt: number,
    bound: number,
    result: ProjectionResult,
    state: number,
  ): void {
    const { dimension } = this.specification;
    const out = result.mean as Float64Array;
    const distance = this.#meanDistance(proposed, at, old.mean, old.inverse, oldAt);
    if (!(distance < Infinity)) this.#complain(proposed, at, old.mean, oldAt, 'mean', state);
    result.before.mean[state] = distance;
    if (distance <= bound) {
      for (let i = 0; i < dimension; i++) out[at + i] = proposed[at + i]!;
      result.meanMultiplier[state] = 0;
      result.after.mean[state] = distance;
      return;
    }
    const multiplier = radialMultiplier(distance, bound);
    const limit = limitOf(bound, out);
    let position = 1 / (1 + multiplier);
    let margin = 0;
    let after = 0;
    for (let attempt = 0; ; attempt++) {
      for (let i = 0; i < dimension; i++) {
        const from = old.mean[oldAt + i]!;
        out[at + i] = from + (proposed[at + i]! - from) * position;
      }
      after = this.#meanDistance(out, at, old.mean, old.inverse, oldAt);
      if (after <= limit || attempt > ATTEMPTS) break;
      margin += 1.5 * (after - bound);
      position =
        attempt < ATTEMPTS && margin < bound ? 1 / (1 + radialMultiplier(distance, bound - margin)) : 0;
    }
    result.meanMultiplier[state] = multiplier;
    result.after.mean[state] = after;
  }

  #pullMean(
    mean: Float64Array,
    at: number,
    old: Float64Array,
    inverse: Float64Array,
    oldAt: number,
    omega: number,
    distance: number,
    upstream: Float64Array,
    gradient: Float64Array,
  ): void {
    const { dimension } = this.specification;
    let along = 0;
    for (let i = 0; i < dimension; i++) along += upstream[at + i]! * (mean[at + i]! - old[oldAt + i]!);
    const weight = (-this.#weight * along) / distance;
    const position = 1 / (1 + omega);
    for (let i = 0; i < dimension; i++) {
      const difference = mean[at + i]! - old[oldAt + i]!;
      const v = inverse[oldAt + i]!;
      const slope = this.#scaled ? difference * v * v : difference;
      gradient[at + i] = position * (upstream[at + i]! + weight * slope);
    }
  }

  #projectCovariance(
    proposed: Float64Array,
    at: number,
    old: PreparedPolicies,
    oldAt: number,
    bound: number,
    result: ProjectionResult,
    state: number,
  ): void {
    const { dimension } = this.specification;
    const step = this.#step;
    const out = result.factor as Float64Array;
    let positive = true;
    for (let i = at; i < at + dimension; i++) if (!(proposed[i]! > 0)) positive = false;
    const distance = step.distanceAt(proposed, at, old.factor, old.inverse, oldAt);
    if (!positive || !(distance < Infinity)) this.#complain(proposed, at, old.factor, oldAt, 'factor', state);
    result.before.covariance[state] = distance;
    let after = distance;
    let multiplier = 0;
    if (distance <= bound) {
      for (let i = at; i < at + dimension; i++) out[i] = proposed[i]!;
    } else {
      multiplier = step.multiplierAt(proposed, at, old.factor, old.inverse, oldAt, distance, bound);
      const limit = limitOf(bound, out);
      let eta = multiplier;
      let margin = 0;
      for (let attempt = 0; ; attempt++) {
        step.interpolateAt(eta, proposed, at, old.factor, old.inverse, oldAt, out, at);
        after = step.distanceAt(out, at, old.factor, old.inverse, oldAt);
        if (after <= limit) break;
        margin += 1.5 * (after - bound);
        if (!(margin < bound) || attempt === ATTEMPTS) {
          for (let i = 0; i < dimension; i++) out[at + i] = old.factor[oldAt + i]!;
          after = 0;
          break;
        }
        eta = step.multiplierAt(proposed, at, old.factor, old.inverse, oldAt, distance, bound - margin);
      }
    }
    result.covarianceMultiplier[state] = multiplier;
    if (!this.#reports) return;
    const entropy = entropyOf(dimension, logProductAt(proposed, at, dimension));
    result.before.entropy[state] = entropy;
    result.after.covariance[state] = after;
    result.after.entropy[state] =
      multiplier > 0 ? entropyOf(dimension, logProductAt(out, at, dimension)) : entropy;
  }

  /** Says which number of a state is at fault; returns where only a product of finite numbers has overflowed. */
  #complain(
    proposed: Float64Array,
    at: number,
    old: Float64Array,
    oldAt: number,
    part: 'mean' | 'factor',
    state: number,
  ): void {
    const { dimension } = this.specification;
    const name = part === 'mean' ? 'mean' : 'standard deviation';
    for (let i = 0; i < dimension; i++) {
      const value = proposed[at + i]!;
      if (!Number.isFinite(value)) throw notFinite(`proposed ${name}`, state, value);
      if (!Number.isFinite(old[oldAt + i]!)) throw notFinite(`old ${name}`, state, old[oldAt + i]!);
      if (part === 'factor' && !(value > 0)) throw notPositiveDefinite('proposed', state);
    }
  }
}

/** Whether a batch can take the loops for float64. */
function isDouble(batch: GaussianBatch): batch is { mean: Float64Array; factor: Float64Array } {
  return batch.mean instanceof Float64Array && batch.factor instanceof Float64Array;
}
