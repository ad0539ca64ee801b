import { type FloatArray, factorSize, type GaussianBatch } from '../gaussian/types.ts';
import {
  checkBatch,
  checkLength,
  checkRows,
  loadFactor,
  loadFactorGradient,
  loadMean,
  notPositiveDefinite,
} from './batchInput.ts';
import { ATTEMPTS, boundOf, limitOf } from './boundary.ts';
import type { CovarianceStep } from './covarianceStep.ts';
import { createCovarianceStep, isMeanScaled, meanWeight } from './covarianceSteps.ts';
import { EntropyStep } from './entropyStep.ts';
import { MeanStep } from './meanStep.ts';
import { preparePolicies } from './preparedPolicies.ts';
import { createResult } from './projectionResult.ts';
import type {
  Bounds,
  PreparedPolicies,
  ProjectionResult,
  ProjectionSpecification,
  Projector,
} from './types.ts';

/** Mean step, covariance step and entropy step chained, forward and backward, one state at a time. */
export class ChainedProjector implements Projector {
  readonly specification: ProjectionSpecification;
  private readonly size: number;
  private readonly covarianceStep: CovarianceStep;
  private readonly meanStep: MeanStep;
  private readonly entropyStep: EntropyStep;
  private readonly entropyBefore: boolean;
  private readonly entropyAfter: boolean;

  private readonly mean: Float64Array;
  private readonly oldMean: Float64Array;
  private readonly newMean: Float64Array;
  private readonly meanGradient: Float64Array;
  private readonly factor: Float64Array;
  private readonly oldFactor: Float64Array;
  /** The proposal after an entropy step that comes first. */
  private readonly raised: Float64Array;
  private readonly projected: Float64Array;
  private readonly final: Float64Array;
  private readonly factorUpstream: Float64Array;
  private readonly factorGradient: Float64Array;

  constructor(specification: ProjectionSpecification) {
    const { projection, scaled, factor, dimension, entropy } = specification;
    this.specification = specification;
    this.size = factorSize(factor, dimension);
    this.covarianceStep = createCovarianceStep(projection, scaled, factor, dimension);
    this.meanStep = new MeanStep(
      this.covarianceStep,
      isMeanScaled(projection, scaled),
      meanWeight(projection),
    );
    this.entropyStep = new EntropyStep(this.covarianceStep, entropy?.mode ?? 'inequality');
    this.entropyBefore = entropy?.order === 'before';
    this.entropyAfter = entropy?.order === 'after';
    const vector = () => new Float64Array(dimension);
    const block = () => new Float64Array(this.size);
    this.mean = vector();
    this.oldMean = vector();
    this.newMean = vector();
    this.meanGradient = vector();
    this.factor = block();
    this.oldFactor = block();
    this.raised = block();
    this.projected = block();
    this.final = block();
    this.factorUpstream = block();
    this.factorGradient = block();
  }

  createResult(count: number, precision: 'float64' | 'float32' = 'float64'): ProjectionResult {
    return createResult(this.specification.dimension, this.size, count, precision);
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
    this.check(proposed, old, bounds, count, rows);
    checkBatch(result, this.specification.factor, this.specification.dimension, count, 'result');
    for (let state = 0; state < count; state++) {
      this.load(proposed, old, state, rows);
      this.projectMean(proposed, bounds, result, state);
      this.projectCovariance(proposed, bounds, result, state);
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
    const { factor, dimension } = this.specification;
    this.check(proposed, old, bounds, count, rows);
    checkBatch(result, factor, dimension, count, 'result');
    checkBatch(upstream, factor, dimension, count, 'upstream gradient of the');
    checkBatch(gradient, factor, dimension, count, 'gradient of the');
    for (let state = 0; state < count; state++) {
      this.load(proposed, old, state, rows);
      this.pullMean(result, upstream, gradient, state);
      this.pullCovariance(bounds, result, upstream, gradient, state);
    }
  }

  private check(
    proposed: GaussianBatch,
    old: GaussianBatch,
    bounds: Bounds,
    count: number,
    rows: Int32Array | undefined,
  ): void {
    const { factor, dimension } = this.specification;
    if (!(Number.isInteger(count) && count >= 0)) {
      throw new RangeError(`count is ${count}, expected a whole number of states`);
    }
    checkBatch(proposed, factor, dimension, count, 'proposed');
    if (rows) checkRows(rows, old.mean.length / dimension, count);
    else checkBatch(old, factor, dimension, count, 'old');
    if (typeof bounds.mean !== 'number') checkLength(bounds.mean, count, 1, 'mean bound');
    if (typeof bounds.covariance !== 'number') checkLength(bounds.covariance, count, 1, 'covariance bound');
    if (bounds.entropyFloor !== undefined && typeof bounds.entropyFloor !== 'number') {
      checkLength(bounds.entropyFloor, count, 1, 'entropy floor');
    }
  }

  private load(
    proposed: GaussianBatch,
    old: GaussianBatch,
    state: number,
    rows: Int32Array | undefined,
  ): void {
    const oldState = rows ? rows[state]! : state;
    const { factor: kind, dimension } = this.specification;
    loadMean(proposed, state, dimension, this.mean, 'proposed');
    loadMean(old, oldState, dimension, this.oldMean, 'old');
    loadFactor(proposed, kind, state, dimension, this.factor, 'proposed');
    loadFactor(old, kind, oldState, dimension, this.oldFactor, 'old');
    if (!this.covarianceStep.setOld(this.oldFactor)) throw notPositiveDefinite('old', state);
    if (!this.covarianceStep.setProposed(this.factor)) throw notPositiveDefinite('proposed', state);
  }

  private projectMean(
    proposed: GaussianBatch,
    bounds: Bounds,
    result: ProjectionResult,
    state: number,
  ): void {
    const { mean, oldMean, newMean, meanStep } = this;
    const k = this.specification.dimension;
    const bound = boundOf(bounds.mean, state, 'mean bound');
    const distance = meanStep.distance(mean, oldMean);
    const offset = state * k;
    result.before.mean[state] = distance;
    if (distance <= bound) {
      for (let i = offset; i < offset + k; i++) result.mean[i] = proposed.mean[i]!;
      result.meanMultiplier[state] = 0;
      result.after.mean[state] = distance;
      return;
    }
    const multiplier = meanStep.multiplier(distance, bound);
    const limit = limitOf(bound, result.mean);
    let position = multiplier;
    let margin = 0;
    let after = 0;
    for (let attempt = 0; ; attempt++) {
      meanStep.interpolate(mean, oldMean, position, newMean);
      for (let i = 0; i < k; i++) {
        result.mean[offset + i] = newMean[i]!;
        newMean[i] = result.mean[offset + i]!;
      }
      after = meanStep.distance(newMean, oldMean);
      if (after <= limit || attempt > ATTEMPTS) break;
      margin += 1.5 * (after - bound);
      position =
        attempt < ATTEMPTS && margin < bound ? meanStep.multiplier(distance, bound - margin) : Infinity;
    }
    result.meanMultiplier[state] = multiplier;
    result.after.mean[state] = after;
  }

  private projectCovariance(
    proposed: GaussianBatch,
    bounds: Bounds,
    result: ProjectionResult,
    state: number,
  ): void {
    const { covarianceStep, entropyStep, size } = this;
    const bound = boundOf(bounds.covariance, state, 'covariance bound');
    const floor = this.floorOf(bounds, state);
    let current = this.factor;
    let distance = covarianceStep.distance();
    let entropy = entropyStep.entropy();
    result.before.covariance[state] = distance;
    result.before.entropy[state] = entropy;
    if (this.entropyBefore && entropyStep.applies(entropy, floor)) {
      entropyStep.scale(this.factor, entropy, floor, this.raised);
      current = this.raised;
      this.measure(current, state);
      distance = covarianceStep.distance();
      entropy = entropyStep.entropy();
    }
    result.covarianceMultiplier[state] = 0;
    if (distance > bound) {
      const multiplier = covarianceStep.multiplier(bound);
      result.covarianceMultiplier[state] = multiplier;
      distance = this.projectFactor(current, multiplier, bound, result.factor);
      current = this.projected;
      entropy = entropyStep.entropy();
    }
    if (this.entropyAfter && entropyStep.applies(entropy, floor)) {
      entropyStep.scale(current, entropy, floor, this.final);
      current = this.final;
      roundTo(result.factor, current, size);
      this.measure(current, state);
      distance = covarianceStep.distance();
      entropy = entropyStep.entropy();
    }
    const offset = state * size;
    if (current === this.factor) {
      for (let i = offset; i < offset + size; i++) result.factor[i] = proposed.factor[i]!;
    } else {
      for (let i = 0; i < size; i++) result.factor[offset + i] = current[i]!;
    }
    result.after.covariance[state] = distance;
    result.after.entropy[state] = entropy;
  }

  /**
   * Interpolates the factor whose distance was just measured into `projected`, leaves the step set there and returns
   * the distance. It is taken from the rounded output; where rounding has put that outside (ill-conditioned
   * covariances, float32) the aim moves inside by as much as it was missed.
   */
  private projectFactor(
    current: Float64Array,
    multiplier: number,
    bound: number,
    precision: FloatArray,
  ): number {
    const { covarianceStep, projected, size } = this;
    const limit = limitOf(bound, precision);
    covarianceStep.interpolate(multiplier, projected);
    let margin = 0;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      roundTo(precision, projected, size);
      const after = covarianceStep.setProposed(projected) ? covarianceStep.distance() : 1.5 * bound;
      if (after <= limit) return after;
      margin += 1.5 * (after - bound);
      if (!(margin < bound)) break;
      covarianceStep.setProposed(current);
      covarianceStep.distance();
      covarianceStep.interpolate(covarianceStep.multiplier(bound - margin), projected);
    }
    for (let i = 0; i < size; i++) projected[i] = this.oldFactor[i]!;
    covarianceStep.setProposed(projected);
    return covarianceStep.distance();
  }

  private measure(factor: Float64Array, state: number): void {
    if (!this.covarianceStep.setProposed(factor)) throw notPositiveDefinite('entropy-scaled', state);
  }

  private pullMean(
    result: ProjectionResult,
    upstream: GaussianBatch,
    gradient: GaussianBatch,
    state: number,
  ): void {
    const k = this.specification.dimension;
    const offset = state * k;
    const multiplier = result.meanMultiplier[state]!;
    if (!(multiplier > 0)) {
      for (let i = offset; i < offset + k; i++) gradient.mean[i] = upstream.mean[i]!;
      return;
    }
    for (let i = 0; i < k; i++) this.newMean[i] = upstream.mean[offset + i]!;
    this.meanStep.pullback(this.mean, this.oldMean, multiplier, this.newMean, this.meanGradient);
    for (let i = 0; i < k; i++) gradient.mean[offset + i] = this.meanGradient[i]!;
  }

  private pullCovariance(
    bounds: Bounds,
    result: ProjectionResult,
    upstream: GaussianBatch,
    gradient: GaussianBatch,
    state: number,
  ): void {
    const { covarianceStep, entropyStep, size, factorUpstream, projected } = this;
    const { factor: kind, dimension } = this.specification;
    const floor = this.floorOf(bounds, state);
    const multiplier = result.covarianceMultiplier[state]!;
    const active = multiplier > 0;
    loadFactorGradient(upstream, kind, state, dimension, factorUpstream);

    const proposedEntropy = this.entropyBefore ? entropyStep.entropy() : 0;
    const raises = this.entropyBefore && entropyStep.applies(proposedEntropy, floor);
    let current = this.factor;
    if (raises) {
      entropyStep.scale(this.factor, proposedEntropy, floor, this.raised);
      current = this.raised;
      this.measure(current, state);
    }
    let output = current;
    if (active) {
      covarianceStep.distance();
      covarianceStep.interpolate(multiplier, projected);
      output = projected;
    }
    let scales = false;
    if (this.entropyAfter) {
      this.measure(output, state);
      const entropy = entropyStep.entropy();
      scales = entropyStep.applies(entropy, floor);
      if (scales) entropyStep.pullback(output, entropy, floor, factorUpstream);
      if (active) {
        this.measure(current, state);
        covarianceStep.distance();
      }
    }
    let pulled = factorUpstream;
    if (active) {
      covarianceStep.pullback(multiplier, projected, factorUpstream, this.factorGradient);
      pulled = this.factorGradient;
    }
    if (raises) {
      this.measure(this.factor, state);
      entropyStep.pullback(this.factor, proposedEntropy, floor, pulled);
    }
    const offset = state * size;
    // In one dimension a boundary is a point: what lies on it does not move with the proposal.
    const constant = dimension === 1 && (active || raises || scales);
    for (let i = 0; i < size; i++) gradient.factor[offset + i] = constant ? 0 : pulled[i]!;
  }

  private floorOf(bounds: Bounds, state: number): number {
    if (!this.specification.entropy) return -Infinity;
    const floor =
      typeof bounds.entropyFloor === 'number'
        ? bounds.entropyFloor
        : (bounds.entropyFloor?.[state] ?? -Infinity);
    if (Number.isNaN(floor) || floor === Infinity) {
      throw new RangeError(`entropy floor of state ${state} is ${floor}, expected a number or -Infinity`);
    }
    return floor;
  }
}

/** Rounds scratch to the precision of the array it will be stored in, so that what is measured is what is stored. */
function roundTo(target: FloatArray, values: Float64Array, size: number): void {
  if (target instanceof Float32Array) for (let i = 0; i < size; i++) values[i] = Math.fround(values[i]!);
}
