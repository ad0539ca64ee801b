import { EntropyStep } from '../entropy/entropyStep.ts';
import { type FloatArray, factorSize, type GaussianBatch } from '../gaussian/types.ts';
import { MeanStep } from '../mean/meanStep.ts';
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
import { createStep, isMeanScaled, type Metric } from './metric.ts';
import { type DerivedPolicies, derivedFor, preparePolicies } from './preparedPolicies.ts';
import { createResult } from './projectionResult.ts';
import { type Slot, slotOf, slotSize } from './slot.ts';
import type { Bounds, PreparedPolicies, ProjectionLayout, ProjectionResult, Projector } from './types.ts';

/** What a forward pass leaves to the backward pass over the same states, in float64 whatever the result holds. */
interface Memory {
  /** 1 where the state was projected and the covariance step remembers how. */
  readonly known: Uint8Array;
  /** Projected factors in float64 and before an entropy step; null where those are the result's own. */
  readonly projected: Float64Array | null;
  /** What the covariance step remembers, made as states are first projected. */
  readonly slots: (Slot | undefined)[];
  readonly buffer: Float64Array;
}

/** Mean step, covariance step and entropy step chained, forward and backward, one state at a time. */
export class ChainedProjector implements Projector {
  private readonly metric: Metric;
  private readonly layout: ProjectionLayout;
  private readonly size: number;
  private readonly covarianceStep: CovarianceStep;
  private readonly meanStep: MeanStep;
  private readonly entropyStep: EntropyStep;
  private readonly entropyBefore: boolean;
  private readonly entropyAfter: boolean;
  private readonly reports: boolean;
  /** By the result that the forward pass filled. */
  private readonly memories = new WeakMap<ProjectionResult, Memory>();

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

  /** @param reports whether entropies and the distances after projection are wanted */
  constructor(metric: Metric, layout: ProjectionLayout, reports = true) {
    const { scaled, factor, dimension, entropy } = layout;
    this.metric = metric;
    this.layout = layout;
    this.size = factorSize(factor, dimension);
    this.covarianceStep = createStep(metric, layout);
    this.meanStep = new MeanStep(this.covarianceStep, isMeanScaled(metric, scaled), metric.meanWeight);
    this.entropyStep = new EntropyStep(this.covarianceStep, entropy?.mode ?? 'inequality');
    this.entropyBefore = entropy?.order === 'before';
    this.entropyAfter = entropy?.order === 'after';
    this.reports = reports;
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
    const { size, covarianceStep } = this;
    const result = createResult(this.layout.dimension, size, count, precision);
    const slots = slotSize(covarianceStep.memory);
    if (slots > 0) {
      this.memories.set(result, {
        known: new Uint8Array(count),
        projected: this.entropyAfter || precision === 'float32' ? new Float64Array(count * size) : null,
        slots: new Array(count),
        buffer: new Float64Array(count * slots),
      });
    }
    return result;
  }

  prepare(old: GaussianBatch, count: number): PreparedPolicies {
    const { metric, layout, covarianceStep } = this;
    const { oldSize } = covarianceStep;
    const prepared = preparePolicies(old, layout, count);
    if (oldSize === 0) return prepared;
    const buffer = new Float64Array(count * oldSize);
    const derived: Slot[] = [];
    for (let state = 0; state < count; state++) {
      loadMean(old, state, layout.dimension, this.oldMean, 'old');
      this.takeOld(old, state);
      derived.push(covarianceStep.storeOld(buffer, state * oldSize));
    }
    const all: DerivedPolicies = { ...prepared, metric, layout, derived };
    return all;
  }

  forward(
    proposed: GaussianBatch,
    old: GaussianBatch,
    bounds: Bounds,
    result: ProjectionResult,
    count: number,
    rows?: Int32Array,
  ): void {
    const { factor: kind, dimension: k } = this.layout;
    this.check(proposed, old, bounds, count, rows);
    checkBatch(result, kind, k, count, 'result');
    const derived = derivedFor(old, this.metric, this.layout);
    const memory = this.memories.get(result) ?? null;
    // A call that threw may have left the step writing to another result's memory.
    this.covarianceStep.attach(null);
    for (let state = 0; state < count; state++) {
      const oldState = rows ? rows[state]! : state;
      loadMean(proposed, state, k, this.mean, 'proposed');
      loadMean(old, oldState, k, this.oldMean, 'old');
      this.setOld(old, derived, oldState);
      this.setProposed(proposed, state);
      this.projectMean(proposed, bounds, result, state);
      this.projectCovariance(proposed, bounds, result, state, memory);
    }
  }

  /** Parts that were inside cost a copy; those that `result` remembers are not projected again. */
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
    const { factor: kind, dimension: k, entropy } = this.layout;
    this.check(proposed, old, bounds, count, rows);
    checkBatch(result, kind, k, count, 'result');
    checkBatch(upstream, kind, k, count, 'upstream gradient of the');
    checkBatch(gradient, kind, k, count, 'gradient of the');
    const derived = derivedFor(old, this.metric, this.layout);
    const memory = this.memories.get(result) ?? null;
    // A call that threw may have left the step writing to another result's memory.
    this.covarianceStep.attach(null);
    for (let state = 0; state < count; state++) {
      const oldState = rows ? rows[state]! : state;
      const meanMoved = result.meanMultiplier[state]! > 0;
      const factorMoved = entropy !== null || result.covarianceMultiplier[state]! > 0;
      if (meanMoved || factorMoved) this.setOld(old, derived, oldState);
      if (meanMoved) {
        loadMean(proposed, state, k, this.mean, 'proposed');
        loadMean(old, oldState, k, this.oldMean, 'old');
        this.pullMean(result, upstream, gradient, state);
      } else {
        for (let i = state * k; i < (state + 1) * k; i++) gradient.mean[i] = upstream.mean[i]!;
      }
      loadFactorGradient(upstream, kind, state, k, this.factorUpstream);
      let pulled = this.factorUpstream;
      if (factorMoved) {
        this.setProposed(proposed, state);
        pulled = this.pullCovariance(bounds, result, state, memory);
      }
      const offset = state * this.size;
      for (let i = 0; i < this.size; i++) gradient.factor[offset + i] = pulled[i]!;
    }
  }

  private check(
    proposed: GaussianBatch,
    old: GaussianBatch,
    bounds: Bounds,
    count: number,
    rows: Int32Array | undefined,
  ): void {
    const { factor, dimension } = this.layout;
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

  /** Sets the covariance step to an old policy, from what was derived where that is known. */
  private setOld(old: GaussianBatch, derived: readonly Slot[] | null, state: number): void {
    if (derived) this.covarianceStep.loadOld(derived[state]!);
    else this.takeOld(old, state);
  }

  private slotOf(memory: Memory, state: number): Slot {
    const { memory: lengths } = this.covarianceStep;
    memory.slots[state] ??= slotOf(memory.buffer, state * slotSize(lengths), lengths);
    return memory.slots[state];
  }

  private takeOld(old: GaussianBatch, state: number): void {
    const { factor: kind, dimension } = this.layout;
    loadFactor(old, kind, state, dimension, this.oldFactor, 'old');
    if (!this.covarianceStep.setOld(this.oldFactor)) throw notPositiveDefinite('old', state);
    this.covarianceStep.completeOld();
  }

  private setProposed(proposed: GaussianBatch, state: number): void {
    const { factor: kind, dimension } = this.layout;
    loadFactor(proposed, kind, state, dimension, this.factor, 'proposed');
    if (!this.covarianceStep.setProposed(this.factor)) throw notPositiveDefinite('proposed', state);
  }

  private projectMean(
    proposed: GaussianBatch,
    bounds: Bounds,
    result: ProjectionResult,
    state: number,
  ): void {
    const { mean, oldMean, newMean, meanStep } = this;
    const k = this.layout.dimension;
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
    memory: Memory | null,
  ): void {
    const { covarianceStep, entropyStep, size } = this;
    const needsEntropy = this.reports || this.layout.entropy !== null;
    const bound = boundOf(bounds.covariance, state, 'covariance bound');
    const floor = this.floorOf(bounds, state);
    if (memory) {
      memory.known[state] = 0;
      covarianceStep.attach(this.slotOf(memory, state));
    }
    let current = this.factor;
    let distance = covarianceStep.distance();
    let entropy = needsEntropy ? entropyStep.entropy() : 0;
    result.before.covariance[state] = distance;
    if (this.reports) result.before.entropy[state] = entropy;
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
      distance = this.projectFactor(current, multiplier, bound, result.factor, state, memory);
      current = this.projected;
      if (needsEntropy) {
        // Where the distance was known beforehand the step is still set to the proposal.
        covarianceStep.setProposed(current);
        entropy = entropyStep.entropy();
      }
    }
    if (memory) covarianceStep.attach(null);
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
    if (!this.reports) return;
    result.after.covariance[state] = distance;
    result.after.entropy[state] = entropy;
  }

  /**
   * Interpolates the factor whose distance was just measured into `projected` and returns the distance there. It is
   * taken from the rounded output, unless rounding cannot matter; where rounding has put that outside (ill-conditioned
   * covariances, float32) the aim moves inside by as much as it was missed.
   */
  private projectFactor(
    current: Float64Array,
    multiplier: number,
    bound: number,
    precision: FloatArray,
    state: number,
    memory: Memory | null,
  ): number {
    const { covarianceStep, projected, size } = this;
    const limit = limitOf(bound, precision);
    covarianceStep.interpolate(multiplier, projected);
    if (memory) {
      memory.known[state] = covarianceStep.remembers() ? 1 : 0;
      covarianceStep.attach(null);
      if (memory.projected) {
        const offset = state * size;
        for (let i = 0; i < size; i++) memory.projected[offset + i] = projected[i]!;
      }
    }
    if (precision instanceof Float64Array) {
      const achieved = covarianceStep.achieved(multiplier);
      if (achieved <= limit) return achieved;
    }
    let margin = 0;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      roundTo(precision, projected, size);
      const after = covarianceStep.setProposed(projected) ? covarianceStep.distance() : 1.5 * bound;
      if (after <= limit) return after;
      // What is remembered is the interpolation that has just been found outside.
      if (memory && !memory.projected) memory.known[state] = 0;
      margin += 1.5 * (after - bound);
      if (!(margin < bound)) break;
      covarianceStep.setProposed(current);
      covarianceStep.distance();
      covarianceStep.interpolate(covarianceStep.multiplier(bound - margin), projected);
    }
    covarianceStep.interpolate(Infinity, projected);
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
    const { mean, oldMean, newMean, meanGradient } = this;
    const k = this.layout.dimension;
    const offset = state * k;
    for (let i = 0; i < k; i++) newMean[i] = upstream.mean[offset + i]!;
    this.meanStep.pullback(mean, oldMean, result.meanMultiplier[state]!, newMean, meanGradient);
    for (let i = 0; i < k; i++) gradient.mean[offset + i] = meanGradient[i]!;
  }

  /** ∂L/∂(proposed factor), for the proposal that is set, from `factorUpstream`. */
  private pullCovariance(
    bounds: Bounds,
    result: ProjectionResult,
    state: number,
    memory: Memory | null,
  ): Float64Array {
    const { covarianceStep, entropyStep, size, factorUpstream, projected } = this;
    const floor = this.floorOf(bounds, state);
    const multiplier = result.covarianceMultiplier[state]!;
    const active = multiplier > 0;
    const remembered = active && memory !== null && memory.known[state] === 1;

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
      if (remembered) {
        const offset = state * size;
        const factor = memory.projected ?? result.factor;
        for (let i = 0; i < size; i++) projected[i] = factor[offset + i]!;
      } else {
        covarianceStep.distance();
        covarianceStep.interpolate(multiplier, projected);
      }
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
        if (!remembered) covarianceStep.distance();
      }
    }
    let pulled = factorUpstream;
    if (active) {
      if (remembered) {
        covarianceStep.attach(this.slotOf(memory, state));
        covarianceStep.recall();
      }
      covarianceStep.pullback(multiplier, projected, factorUpstream, this.factorGradient);
      if (remembered) covarianceStep.attach(null);
      pulled = this.factorGradient;
    }
    if (raises) {
      this.measure(this.factor, state);
      entropyStep.pullback(this.factor, proposedEntropy, floor, pulled);
    }
    // In one dimension a boundary is a point: what lies on it does not move with the proposal.
    if (this.layout.dimension === 1 && (active || raises || scales)) pulled[0] = 0;
    return pulled;
  }

  private floorOf(bounds: Bounds, state: number): number {
    if (!this.layout.entropy) return -Infinity;
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
