import { logProduct } from '../gaussian/logProduct.ts';
import { ATTEMPTS, limitOf } from './boundary.ts';
import type { CovarianceStep } from './covarianceStep.ts';
import type { DiagonalBatch, PartResult } from './diagonalBatch.ts';
import type { Slot } from './slot.ts';

/**
 * What all diagonal steps share: factors are k standard deviations. The formulas are written once, for a state whose
 * numbers begin at given offsets of larger arrays, so that batches run through them without copying (the `…At`
 * methods, which keep nothing); the stateful methods of {@link CovarianceStep} are the same on one state.
 *
 * The loops over batches (`project`, `pull`, `measure`) stand in each step, not here: so each is compiled for its own
 * formulas, which are then part of the loop; from here they would be calls.
 *
 * In the `…At` methods s are the proposed deviations from `at`, o the old ones and v their inverses from `oldAt`.
 */
export abstract class DiagonalStep implements CovarianceStep {
  readonly kind = 'diagonal' as const;
  readonly dimension: number;
  readonly oldSize = 0;
  readonly memory: readonly number[] = [];
  protected old: Float64Array;
  protected proposed: Float64Array;
  private readonly inverse: Float64Array;
  private lastDistance = 0;

  constructor(dimension: number) {
    this.dimension = dimension;
    this.old = new Float64Array(dimension);
    this.proposed = new Float64Array(dimension);
    this.inverse = new Float64Array(dimension);
  }

  /** Covariance part of the distance. */
  abstract distanceAt(s: Float64Array, at: number, o: Float64Array, v: Float64Array, oldAt: number): number;
  /** η that puts the interpolation on the boundary `bound` < `distance`. */
  abstract multiplierAt(
    s: Float64Array,
    at: number,
    o: Float64Array,
    v: Float64Array,
    oldAt: number,
    distance: number,
    bound: number,
  ): number;
  /** Writes the interpolated deviations to `out` from `to`. */
  abstract interpolateAt(
    multiplier: number,
    s: Float64Array,
    at: number,
    o: Float64Array,
    v: Float64Array,
    oldAt: number,
    out: Float64Array,
    to: number,
  ): void;
  /** ∂L/∂s from ∂L/∂s̃ on the boundary; `projected`, `upstream` and `gradient` are read and written from `at`. */
  abstract pullbackAt(
    multiplier: number,
    distance: number,
    s: Float64Array,
    at: number,
    o: Float64Array,
    v: Float64Array,
    oldAt: number,
    projected: Float64Array,
    upstream: Float64Array,
    gradient: Float64Array,
  ): void;
  /** weight · ∂distance/∂s, to `gradient` from `at`. */
  abstract distanceGradientAt(
    weight: number,
    s: Float64Array,
    at: number,
    o: Float64Array,
    v: Float64Array,
    oldAt: number,
    gradient: Float64Array,
  ): void;

  /** Projects the deviations of a batch within `bounds` [count]. */
  abstract project(batch: DiagonalBatch, bounds: Float64Array, result: PartResult): void;
  /** ∂L/∂s from ∂L/∂s̃ for a batch that `project` has seen. Overwrites `gradient`. */
  abstract pull(
    batch: DiagonalBatch,
    result: PartResult,
    upstream: Float64Array,
    gradient: Float64Array,
  ): void;
  /** Adds the distances of a batch to `out`; `gradient` becomes weights[i] · ∂distance/∂s. */
  abstract measure(
    batch: DiagonalBatch,
    out: Float64Array,
    weights: Float64Array,
    gradient: Float64Array,
  ): void;

  /**
   * For a projection that rounding has put outside the bound, or whose distance overflows: aims further inside until it
   * is within, at last at the old policy. Returns its distance.
   */
  protected retreat(
    batch: DiagonalBatch,
    state: number,
    distance: number,
    bound: number,
    projected: Float64Array,
  ): number {
    const { deviation: s, oldDeviation: o, oldInverse: v, oldAt: offsets } = batch;
    const at = state * this.dimension;
    const oldAt = offsets[state]!;
    const limit = limitOf(bound, projected);
    let achieved = this.distanceAt(projected, at, o, v, oldAt);
    let margin = 0;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      margin += 1.5 * (achieved - bound);
      if (!(margin < bound)) break;
      const multiplier = this.multiplierAt(s, at, o, v, oldAt, distance, bound - margin);
      this.interpolateAt(multiplier, s, at, o, v, oldAt, projected, at);
      achieved = this.distanceAt(projected, at, o, v, oldAt);
      if (achieved <= limit) return achieved;
    }
    for (let i = 0; i < this.dimension; i++) projected[at + i] = o[oldAt + i]!;
    return 0;
  }

  setOld(factor: Float64Array): boolean {
    this.old = factor;
    let positive = true;
    for (let i = 0; i < this.dimension; i++) {
      this.inverse[i] = 1 / factor[i]!;
      if (!(factor[i]! > 0)) positive = false;
    }
    return positive;
  }

  setProposed(factor: Float64Array): boolean {
    this.proposed = factor;
    for (let i = 0; i < this.dimension; i++) if (!(factor[i]! > 0)) return false;
    return true;
  }

  halfLogDeterminant(): number {
    return logProduct(this.proposed, this.dimension, 1);
  }

  whiten(x: Float64Array): void {
    for (let i = 0; i < this.dimension; i++) x[i]! *= this.inverse[i]!;
  }

  whitenTransposed(x: Float64Array): void {
    this.whiten(x);
  }

  entropyGradient(gradient: Float64Array): void {
    for (let i = 0; i < this.dimension; i++) gradient[i] = 1 / this.proposed[i]!;
  }

  distance(): number {
    this.lastDistance = this.distanceAt(this.proposed, 0, this.old, this.inverse, 0);
    return this.lastDistance;
  }

  multiplier(bound: number): number {
    return this.multiplierAt(this.proposed, 0, this.old, this.inverse, 0, this.lastDistance, bound);
  }

  interpolate(multiplier: number, out: Float64Array): void {
    this.interpolateAt(multiplier, this.proposed, 0, this.old, this.inverse, 0, out, 0);
  }

  pullback(
    multiplier: number,
    projected: Float64Array,
    upstream: Float64Array,
    gradient: Float64Array,
  ): void {
    this.pullbackAt(
      multiplier,
      this.lastDistance,
      this.proposed,
      0,
      this.old,
      this.inverse,
      0,
      projected,
      upstream,
      gradient,
    );
  }

  distanceGradient(weight: number, gradient: Float64Array): void {
    this.distanceGradientAt(weight, this.proposed, 0, this.old, this.inverse, 0, gradient);
  }

  completeOld(): void {}

  storeOld(): Slot {
    return [];
  }

  loadOld(): void {}

  achieved(): number {
    return Number.NaN;
  }

  attach(): void {}

  remembers(): boolean {
    return false;
  }

  recall(): void {}
}
