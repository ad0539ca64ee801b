import { EntropyStep } from '../entropy/entropyStep.ts';
import { factorSize, type GaussianBatch } from '../gaussian/types.ts';
import { MeanStep } from '../mean/meanStep.ts';
import { loadFactor, loadFactorGradient, loadMean, notPositiveDefinite } from './batchInput.ts';
import { boundOf, limitOf, retreat } from './boundary.ts';
import type { CovarianceStep, OldCovariance } from './covarianceStep.ts';
import { isMeanScaled, type Metric } from './metric.ts';
import { radialMultiplier } from './radialMultiplier.ts';
import { isWritten, type Tape } from './tape.ts';
import type { Bounds, ProjectionLayout, ProjectionResult } from './types.ts';

/** A distance too large for a number, which may come as NaN as well; the old policy alone is near enough then. */
const orInfinity = (distance: number) => (distance < Infinity ? distance : Infinity);

/**
 * Mean step, covariance step and entropy step chained, forward and backward, one state at a time, for every layout and
 * precision. Numbers are converted to float64 as they are read. See docs/mathematics.md §3, §3.9.
 */
export class StatewiseProjection {
  private readonly layout: ProjectionLayout;
  private readonly size: number;
  private readonly step: CovarianceStep;
  private readonly meanStep: MeanStep;
  private readonly entropyStep: EntropyStep;
  private readonly entropyBefore: boolean;
  private readonly entropyAfter: boolean;
  private readonly reports: boolean;

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
  private readonly ownOld: OldCovariance;

  /** @param reports whether entropies and the distances after projection are wanted */
  constructor(metric: Metric, step: CovarianceStep, layout: ProjectionLayout, reports: boolean) {
    const { scaled, factor, dimension, entropy } = layout;
    this.layout = layout;
    this.size = factorSize(factor, dimension);
    this.step = step;
    this.meanStep = new MeanStep(step, isMeanScaled(metric, scaled), metric.meanWeight);
    this.entropyStep = new EntropyStep(step, entropy?.mode ?? 'inequality');
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
    this.ownOld = step.createOld();
  }

  /** Derives from an old policy. @throws {RangeError} where it is none */
  derive(old: GaussianBatch, state: number, out = this.ownOld): OldCovariance {
    const { factor: kind, dimension } = this.layout;
    loadFactor(old, kind, state, dimension, this.oldFactor, 'old');
    if (!this.step.deriveOld(this.oldFactor, out)) throw notPositiveDefinite('old', state);
    return out;
  }

  /** @param derived what was derived from the old policy, where it is known */
  forward(
    proposed: GaussianBatch,
    state: number,
    old: GaussianBatch,
    oldState: number,
    derived: OldCovariance | null,
    bounds: Bounds,
    result: ProjectionResult,
    tape: Tape | null,
  ): void {
    const k = this.layout.dimension;
    loadMean(proposed, state, k, this.mean, 'proposed');
    loadMean(old, oldState, k, this.oldMean, 'old');
    const oldCovariance = derived ?? this.derive(old, oldState);
    this.loadProposed(proposed, state, oldCovariance);
    this.projectMean(proposed, bounds, result, state, oldCovariance);
    this.projectCovariance(proposed, bounds, result, state, oldCovariance, tape);
  }

  /** A part that was inside costs a copy; one that is on the tape is not projected again. */
  backward(
    proposed: GaussianBatch,
    state: number,
    old: GaussianBatch,
    oldState: number,
    derived: OldCovariance | null,
    bounds: Bounds,
    result: ProjectionResult,
    tape: Tape | null,
    upstream: GaussianBatch,
    gradient: GaussianBatch,
  ): void {
    const { factor: kind, dimension: k, entropy } = this.layout;
    const omega = result.meanMultiplier[state]!;
    const eta = result.covarianceMultiplier[state]!;
    const factorMoved = entropy !== null || eta > 0;
    const oldCovariance = omega > 0 || factorMoved ? (derived ?? this.derive(old, oldState)) : null;
    if (oldCovariance && omega > 0) {
      loadMean(proposed, state, k, this.mean, 'proposed');
      loadMean(old, oldState, k, this.oldMean, 'old');
      for (let i = 0; i < k; i++) this.newMean[i] = upstream.mean[state * k + i]!;
      this.meanStep.pullback(oldCovariance, this.mean, this.oldMean, omega, this.newMean, this.meanGradient);
      for (let i = 0; i < k; i++) gradient.mean[state * k + i] = this.meanGradient[i]!;
    } else {
      for (let i = state * k; i < (state + 1) * k; i++) gradient.mean[i] = upstream.mean[i]!;
    }
    loadFactorGradient(upstream, kind, state, k, this.factorUpstream);
    let pulled = this.factorUpstream;
    if (oldCovariance && factorMoved) {
      this.loadProposed(proposed, state, oldCovariance);
      pulled = this.pullCovariance(bounds, result, state, oldCovariance, tape);
    }
    const offset = state * this.size;
    for (let i = 0; i < this.size; i++) gradient.factor[offset + i] = pulled[i]!;
  }

  private loadProposed(proposed: GaussianBatch, state: number, old: OldCovariance): void {
    const { factor: kind, dimension } = this.layout;
    loadFactor(proposed, kind, state, dimension, this.factor, 'proposed');
    if (!this.step.load(old, this.factor)) throw notPositiveDefinite('proposed', state);
  }

  private projectMean(
    proposed: GaussianBatch,
    bounds: Bounds,
    result: ProjectionResult,
    state: number,
    old: OldCovariance,
  ): void {
    const { mean, oldMean, meanStep } = this;
    const k = this.layout.dimension;
    const bound = boundOf(bounds.mean, state, 'mean bound');
    const distance = orInfinity(meanStep.distance(old, mean, oldMean));
    const offset = state * k;
    result.before.mean[state] = distance;
    if (distance <= bound) {
      for (let i = offset; i < offset + k; i++) result.mean[i] = proposed.mean[i]!;
      result.meanMultiplier[state] = 0;
      result.after.mean[state] = distance;
      return;
    }
    const multiplier = radialMultiplier(distance, bound);
    const limit = limitOf(bound, result.mean instanceof Float32Array);
    let reached = this.moveMean(multiplier, result, state, old);
    if (!(reached <= limit)) {
      const aim = (target: number) =>
        this.moveMean(target > 0 ? radialMultiplier(distance, target) : Infinity, result, state, old);
      reached = retreat(aim, reached, bound, limit);
    }
    result.meanMultiplier[state] = multiplier;
    result.after.mean[state] = reached;
  }

  /** Stores the mean interpolated at ω and returns the distance of what is stored. */
  private moveMean(multiplier: number, result: ProjectionResult, state: number, old: OldCovariance): number {
    const { mean, oldMean, newMean, meanStep } = this;
    const k = this.layout.dimension;
    meanStep.interpolate(mean, oldMean, multiplier, newMean);
    for (let i = 0; i < k; i++) {
      result.mean[state * k + i] = newMean[i]!;
      newMean[i] = result.mean[state * k + i]!;
    }
    return meanStep.distance(old, newMean, oldMean);
  }

  private projectCovariance(
    proposed: GaussianBatch,
    bounds: Bounds,
    result: ProjectionResult,
    state: number,
    old: OldCovariance,
    tape: Tape | null,
  ): void {
    const { step, entropyStep, size } = this;
    const needsEntropy = this.reports || this.layout.entropy !== null;
    const single = result.factor instanceof Float32Array;
    const bound = boundOf(bounds.covariance, state, 'covariance bound');
    const floor = this.floorOf(bounds, state);
    let current = this.factor;
    let distance = orInfinity(step.distance(tape ?? undefined));
    let entropy = needsEntropy ? entropyStep.entropy() : 0;
    result.before.covariance[state] = distance;
    if (this.reports) result.before.entropy[state] = entropy;
    if (this.entropyBefore && entropyStep.applies(entropy, floor)) {
      entropyStep.scale(this.factor, entropy, floor, this.raised);
      current = this.raised;
      this.loadScaled(old, current, state);
      distance = orInfinity(step.distance(tape ?? undefined));
      entropy = entropyStep.entropy();
    }
    result.covarianceMultiplier[state] = 0;
    if (distance > bound) {
      const multiplier = distance < Infinity ? step.multiplier(tape, distance, bound) : Infinity;
      result.covarianceMultiplier[state] = multiplier;
      const kept = tape?.[step.tapeLengths.length] ?? null;
      distance = step.forward(tape, distance, multiplier, bound, this.projected, kept, single);
      current = this.projected;
      if (needsEntropy) {
        step.load(old, current);
        entropy = entropyStep.entropy();
      }
    }
    if (this.entropyAfter && entropyStep.applies(entropy, floor)) {
      entropyStep.scale(current, entropy, floor, this.final);
      current = this.final;
      if (single) for (let i = 0; i < size; i++) current[i] = Math.fround(current[i]!);
      if (single && !step.load(old, current)) {
        throw new RangeError(
          `covariance of state ${state} is not positive definite where it is scaled to the entropy floor and rounded to float32`,
        );
      }
      this.loadScaled(old, current, state);
      distance = step.distance();
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

  private loadScaled(old: OldCovariance, factor: Float64Array, state: number): void {
    if (!this.step.load(old, factor)) throw notPositiveDefinite('entropy-scaled', state);
  }

  /** ∂L/∂(proposed factor), for the proposal that is loaded, from `factorUpstream`. */
  private pullCovariance(
    bounds: Bounds,
    result: ProjectionResult,
    state: number,
    old: OldCovariance,
    tape: Tape | null,
  ): Float64Array {
    const { step, entropyStep, size, factorUpstream, projected } = this;
    const floor = this.floorOf(bounds, state);
    const multiplier = result.covarianceMultiplier[state]!;
    const active = multiplier > 0;

    const proposedEntropy = this.entropyBefore ? entropyStep.entropy() : 0;
    const raises = this.entropyBefore && entropyStep.applies(proposedEntropy, floor);
    let current = this.factor;
    if (raises) {
      entropyStep.scale(this.factor, proposedEntropy, floor, this.raised);
      current = this.raised;
      this.loadScaled(old, current, state);
    }
    let written = tape;
    if (active) {
      if (tape && isWritten(tape)) {
        const kept = tape[step.tapeLengths.length];
        const offset = state * size;
        for (let i = 0; i < size; i++) projected[i] = kept ? kept[i]! : result.factor[offset + i]!;
      } else {
        written = step.replay(multiplier, projected);
      }
    }
    let scales = false;
    if (this.entropyAfter) {
      const output = active ? projected : current;
      this.loadScaled(old, output, state);
      const entropy = entropyStep.entropy();
      scales = entropyStep.applies(entropy, floor);
      if (scales) entropyStep.pullback(output, entropy, floor, factorUpstream);
      if (active) this.loadScaled(old, current, state);
    }
    let pulled = factorUpstream;
    if (active && written) {
      pulled = this.factorGradient;
      if (multiplier < Infinity) step.backward(written, multiplier, projected, factorUpstream, pulled);
      else pulled.fill(0);
    }
    if (raises) {
      this.loadScaled(old, this.factor, state);
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
