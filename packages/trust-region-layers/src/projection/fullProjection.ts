import { STAYS, scaleToFloor } from '../entropy/entropyFloor.ts';
import { entropyOf } from '../gaussian/entropy.ts';
import { innerProduct } from '../gaussian/matrix.ts';
import type { GaussianBatch } from '../gaussian/types.ts';
import { MeanStep } from '../mean/meanStep.ts';
import { loadFactor, loadFactorGradient, loadMean, notPositiveDefinite } from './batchInput.ts';
import { boundOf, floorOf, orInfinity } from './boundary.ts';
import type { CovarianceStep, OldCovariance } from './covarianceStep.ts';
import { isDouble } from './diagonalBatch.ts';
import { type DiagonalPart, type PartResult, projectPart, pullPart } from './diagonalLoops.ts';
import { isMeanScaled, type Metric } from './metric.ts';
import { type DerivedPolicies, derivedFor, preparePolicies } from './preparedPolicies.ts';
import { createResult } from './projectionResult.ts';
import { BatchTape, isWritten, type Tape } from './tape.ts';
import type { Bounds, PreparedPolicies, ProjectionLayout, ProjectionResult, Projector } from './types.ts';

/**
 * Covariances that are matrices: mean step, covariance step and entropy step chained, forward and backward, one state at
 * a time, in every precision. Numbers are converted to float64 as they are read. See docs/mathematics.md §3, §3.9, §5.2.
 */
export class FullProjection implements Projector {
  readonly #metric: Metric;
  readonly #step: CovarianceStep;
  readonly #layout: ProjectionLayout;
  readonly #reports: boolean;
  readonly #k: number;
  readonly #size: number;
  readonly #meanStep: MeanStep;
  /** The means of the state at hand, as a batch of one. */
  readonly #means: DiagonalPart;
  readonly #meanResult: PartResult;
  readonly #meanBound = new Float64Array(1);
  readonly #meanUpstream: Float64Array;
  readonly #meanGradient: Float64Array;
  readonly #factor: Float64Array;
  readonly #oldFactor: Float64Array;
  /** The proposal after an entropy step that comes first. */
  readonly #raised: Float64Array;
  readonly #projected: Float64Array;
  readonly #final: Float64Array;
  readonly #slope: Float64Array;
  readonly #upstream: Float64Array;
  readonly #gradient: Float64Array;
  readonly #ownOld: OldCovariance;

  /** @param reports whether entropies and the distances after projection are wanted */
  constructor(metric: Metric, step: CovarianceStep, layout: ProjectionLayout, reports: boolean) {
    const { scaled, dimension: k } = layout;
    const vector = (length: number) => new Float64Array(length);
    const { size } = step;
    this.#metric = metric;
    this.#step = step;
    this.#layout = layout;
    this.#reports = reports;
    this.#k = k;
    this.#size = size;
    this.#meanStep = new MeanStep(step, isMeanScaled(metric, scaled), metric.meanWeight);
    this.#means = {
      count: 1,
      proposed: vector(k),
      old: vector(k),
      oldInverse: vector(0),
      oldAt: new Int32Array(1),
    };
    this.#meanResult = { projected: vector(k), multiplier: vector(1), before: vector(1), after: vector(1) };
    this.#meanUpstream = vector(k);
    this.#meanGradient = vector(k);
    this.#factor = vector(size);
    this.#oldFactor = vector(size);
    this.#raised = vector(size);
    this.#projected = vector(size);
    this.#final = vector(size);
    this.#slope = vector(size);
    this.#upstream = vector(size);
    this.#gradient = vector(size);
    this.#ownOld = step.createOld();
  }

  createResult(count: number, precision: 'float64' | 'float32' = 'float64'): ProjectionResult {
    // What is stored is not the projection itself where it is rounded or scaled.
    const differs = precision === 'float32' || this.#layout.entropy?.order === 'after';
    const { tapeLengths } = this.#step;
    const lengths = differs ? [...tapeLengths, this.#size] : tapeLengths;
    return createResult(this.#k, this.#size, count, precision, new BatchTape(this, lengths, count));
  }

  prepare(old: GaussianBatch, count: number): PreparedPolicies {
    const prepared = preparePolicies(old, this.#layout, count);
    const { oldSize } = this.#step;
    const buffer = new Float64Array(count * oldSize);
    const derived: OldCovariance[] = [];
    for (let state = 0; state < count; state++) {
      loadMean(old, state, this.#k, this.#means.old, 'old');
      derived.push(this.#derive(old, state, this.#step.oldIn(buffer, state * oldSize)));
    }
    const all: DerivedPolicies = { ...prepared, metric: this.#metric, layout: this.#layout, derived };
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
    const derived = derivedFor(old, this.#metric, this.#layout);
    const tapes = result.tape?.owner === this ? result.tape : null;
    const single = !isDouble(result);
    for (let state = 0; state < count; state++) {
      const oldState = rows ? rows[state]! : state;
      this.#loadMeans(proposed, state, old, oldState);
      const own = derived?.[oldState] ?? this.#derive(old, oldState, this.#ownOld);
      this.#loadProposed(proposed, state, own);
      this.#meanStep.old = own;
      this.#projectMean(bounds, result, state, single);
      this.#projectCovariance(bounds, result, state, own, tapes?.at(state) ?? null, single);
    }
  }

  /** A part that was inside costs a copy; one that is on the tape is not projected again. */
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
    const k = this.#k;
    const size = this.#size;
    const derived = derivedFor(old, this.#metric, this.#layout);
    const tapes = result.tape?.owner === this ? result.tape : null;
    for (let state = 0; state < count; state++) {
      const oldState = rows ? rows[state]! : state;
      const omega = result.meanMultiplier[state]!;
      const factorMoved = this.#layout.entropy !== null || result.covarianceMultiplier[state]! > 0;
      const needed = omega > 0 || factorMoved;
      const own = derived?.[oldState] ?? (needed ? this.#derive(old, oldState, this.#ownOld) : this.#ownOld);
      this.#meanStep.old = own;
      if (omega > 0) this.#loadMeans(proposed, state, old, oldState);
      for (let i = 0; i < k; i++) this.#meanUpstream[i] = upstream.mean[state * k + i]!;
      this.#meanResult.multiplier[0] = omega;
      pullPart(this.#meanStep, this.#means, this.#meanResult, this.#meanUpstream, this.#meanGradient);
      for (let i = 0; i < k; i++) gradient.mean[state * k + i] = this.#meanGradient[i]!;
      loadFactorGradient(upstream, this.#step.kind, state, k, this.#upstream);
      let pulled = this.#upstream;
      if (factorMoved) {
        this.#loadProposed(proposed, state, own);
        pulled = this.#pullCovariance(bounds, result, state, own, tapes?.at(state) ?? null);
      }
      for (let i = 0; i < size; i++) gradient.factor[state * size + i] = pulled[i]!;
    }
  }

  /** Derives from an old policy. @throws {RangeError} where it is none */
  #derive(old: GaussianBatch, state: number, out: OldCovariance): OldCovariance {
    loadFactor(old, this.#step.kind, state, this.#k, this.#oldFactor, 'old');
    if (!this.#step.deriveOld(this.#oldFactor, out)) throw notPositiveDefinite('old', state);
    return out;
  }

  #loadMeans(proposed: GaussianBatch, state: number, old: GaussianBatch, oldState: number): void {
    loadMean(proposed, state, this.#k, this.#means.proposed, 'proposed');
    loadMean(old, oldState, this.#k, this.#means.old, 'old');
  }

  #loadProposed(proposed: GaussianBatch, state: number, old: OldCovariance): void {
    loadFactor(proposed, this.#step.kind, state, this.#k, this.#factor, 'proposed');
    if (!this.#step.load(old, this.#factor)) throw notPositiveDefinite('proposed', state);
  }

  #loadScaled(old: OldCovariance, factor: Float64Array, state: number): void {
    if (!this.#step.load(old, factor)) throw notPositiveDefinite('entropy-scaled', state);
  }

  #projectMean(bounds: Bounds, result: ProjectionResult, state: number, single: boolean): void {
    const k = this.#k;
    const { projected, multiplier, before, after } = this.#meanResult;
    this.#meanBound[0] = boundOf(bounds.mean, state, 'mean bound');
    projectPart(this.#meanStep, this.#means, this.#meanBound, this.#meanResult, single);
    for (let i = 0; i < k; i++) result.mean[state * k + i] = projected[i]!;
    result.meanMultiplier[state] = multiplier[0]!;
    result.before.mean[state] = before[0]!;
    result.after.mean[state] = after![0]!;
  }

  #projectCovariance(
    bounds: Bounds,
    result: ProjectionResult,
    state: number,
    old: OldCovariance,
    tape: Tape | null,
    single: boolean,
  ): void {
    const { entropy } = this.#layout;
    const step = this.#step;
    const size = this.#size;
    const bound = boundOf(bounds.covariance, state, 'covariance bound');
    const floor = entropy ? floorOf(bounds, state) : 0;
    const needsEntropy = this.#reports || entropy !== null;
    let current = this.#factor;
    let distance = orInfinity(step.distance(tape ?? undefined));
    let now = needsEntropy ? this.#entropy() : 0;
    result.before.covariance[state] = distance;
    if (this.#reports) result.before.entropy[state] = now;
    if (entropy?.order === 'before' && this.#scale(current, now, floor, this.#raised) !== STAYS) {
      current = this.#raised;
      this.#loadScaled(old, current, state);
      distance = orInfinity(step.distance(tape ?? undefined));
      now = this.#entropy();
    }
    let multiplier = 0;
    if (distance > bound) {
      multiplier = distance < Infinity ? step.multiplier(tape, distance, bound) : Infinity;
      const kept = tape?.[step.tapeLengths.length] ?? null;
      distance = step.forward(tape, distance, multiplier, bound, this.#projected, kept, single);
      current = this.#projected;
      if (needsEntropy) {
        step.load(old, current);
        now = this.#entropy();
      }
    }
    result.covarianceMultiplier[state] = multiplier;
    if (entropy?.order === 'after' && this.#scale(current, now, floor, this.#final) !== STAYS) {
      current = this.#final;
      if (single) for (let i = 0; i < size; i++) current[i] = Math.fround(current[i]!);
      this.#loadScaled(old, current, state);
      distance = step.distance();
      now = this.#entropy();
    }
    for (let i = 0; i < size; i++) result.factor[state * size + i] = current[i]!;
    if (!this.#reports) return;
    result.after.covariance[state] = distance;
    result.after.entropy[state] = now;
  }

  /** ∂L/∂(proposed factor), for the proposal that is loaded, from the upstream gradient. */
  #pullCovariance(
    bounds: Bounds,
    result: ProjectionResult,
    state: number,
    old: OldCovariance,
    tape: Tape | null,
  ): Float64Array {
    const { entropy } = this.#layout;
    const step = this.#step;
    const size = this.#size;
    const projected = this.#projected;
    const floor = entropy ? floorOf(bounds, state) : 0;
    const multiplier = result.covarianceMultiplier[state]!;
    const active = multiplier > 0;
    let current = this.#factor;
    let first = STAYS;
    if (entropy?.order === 'before') {
      first = this.#scale(current, this.#entropy(), floor, this.#raised);
      if (first !== STAYS) {
        current = this.#raised;
        this.#loadScaled(old, current, state);
      }
    }
    let written = tape;
    if (active) {
      if (tape && isWritten(tape)) {
        const kept = tape[step.tapeLengths.length];
        for (let i = 0; i < size; i++) projected[i] = kept ? kept[i]! : result.factor[state * size + i]!;
      } else {
        written = step.replay(multiplier, projected);
      }
    }
    let last = STAYS;
    if (entropy?.order === 'after') {
      const output = active ? projected : current;
      this.#loadScaled(old, output, state);
      last = this.#scale(output, this.#entropy(), floor, this.#final);
      if (last !== STAYS) this.#pullScale(last, output, this.#upstream);
      if (active) step.load(old, current);
    }
    let pulled = this.#upstream;
    if (active && written) {
      pulled = this.#gradient;
      if (multiplier < Infinity) step.backward(written, multiplier, projected, this.#upstream, pulled);
      else pulled.fill(0);
    }
    if (first !== STAYS) {
      step.load(old, this.#factor);
      this.#pullScale(first, this.#factor, pulled);
    }
    // In one dimension a boundary is a point: what lies on it does not move with the proposal.
    if (this.#k === 1 && (active || first !== STAYS || last !== STAYS)) pulled[0] = 0;
    return pulled;
  }

  /** Entropy of the factor loaded. */
  #entropy(): number {
    return entropyOf(this.#k, this.#step.halfLogDeterminant());
  }

  /** A factor scales with this power of the standard deviation. */
  get #power(): number {
    return this.#step.kind === 'covariance' ? 2 : 1;
  }

  /** Scales a factor of this entropy to the floor; returns by how much, {@link STAYS} where it need not be. */
  #scale(factor: Float64Array, entropy: number, floor: number, out: Float64Array): number {
    const scale = scaleToFloor(this.#layout.entropy!.mode, entropy, floor, this.#k, this.#power);
    if (scale !== STAYS) for (let i = 0; i < this.#size; i++) out[i] = scale * factor[i]!;
    return scale;
  }

  /** ∂L/∂factor from ∂L/∂(scaled factor), in place, for the factor loaded; the entropy follows it. */
  #pullScale(scale: number, factor: Float64Array, gradient: Float64Array): void {
    const along = (this.#power / this.#k) * innerProduct(gradient, factor, this.#size);
    this.#step.entropyGradient(this.#slope);
    for (let i = 0; i < this.#size; i++) gradient[i] = scale * (gradient[i]! - along * this.#slope[i]!);
  }
}
