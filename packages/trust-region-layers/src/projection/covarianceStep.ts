import type { FactorKind } from '../gaussian/types.ts';
import type { Slot } from './slot.ts';

/**
 * The covariance part of a distance for one layout, worked on one state at a time: set the old factor, set a
 * proposed factor, then ask. Keeps references to the two factors and what it derived from them until the next
 * `setOld`/`setProposed`; whoever owns one never lets that state outlive a call.
 */
export interface CovarianceDistance {
  readonly kind: FactorKind;
  readonly dimension: number;
  /** False where the factor does not describe a positive definite covariance. */
  setOld(factor: Float64Array): boolean;
  /** False where the factor does not describe a positive definite covariance. Set the old factor first. */
  setProposed(factor: Float64Array): boolean;
  /** x ← L_o⁻¹x, so that |x|² is the Mahalanobis distance under the old covariance. */
  whiten(x: Float64Array): void;
  /** x ← L_o⁻ᵀx. */
  whitenTransposed(x: Float64Array): void;
  /** Covariance part of the distance of the proposal from the old policy. Ask before what follows from it. */
  distance(): number;
  /** weight · ∂distance/∂(proposed factor). */
  distanceGradient(weight: number, gradient: Float64Array): void;
}

/** The covariance part of one projection: its distance, and the way back to the boundary. */
export interface CovarianceStep extends CovarianceDistance {
  /** ½ ln|Σ| of the proposal. */
  halfLogDeterminant(): number;
  /** ∂(½ ln|Σ|)/∂(proposed factor). */
  entropyGradient(gradient: Float64Array): void;
  /** η that puts the interpolation on the boundary `bound` < distance. */
  multiplier(bound: number): number;
  /** The interpolation at η, as a factor. */
  interpolate(multiplier: number, out: Float64Array): void;
  /**
   * ∂L/∂(proposed factor) from ∂L/∂(projected factor) on the boundary: η follows the proposal.
   * `projected` is what `interpolate(multiplier)` gave.
   */
  pullback(multiplier: number, projected: Float64Array, upstream: Float64Array, gradient: Float64Array): void;
  /**
   * Numbers per old policy that {@link storeOld} keeps; 0 where setting the old factor anew costs no more than loading
   * what follows from it.
   */
  readonly oldSize: number;
  /** Derives from the old factor last set what only projections need. Call it after `setOld` before projecting. */
  completeOld(): void;
  /** Writes what `setOld` and `completeOld` derived to `out` from `at`, for {@link loadOld}. */
  storeOld(out: Float64Array, at: number): Slot;
  /** Takes the place of `setOld` and `completeOld`; reads the slot until the next of either. */
  loadOld(slot: Slot): void;
  /**
   * Distance of the factor that `interpolate` has just given, where its rounding to float64 cannot matter; NaN where the
   * distance must be measured.
   */
  achieved(multiplier: number): number;
  /** Lengths of the arrays per state in which `pullback` finds what it needs of an interpolation; none: it cannot. */
  readonly memory: readonly number[];
  /** Keeps that in these arrays from now on; null: in the step's own again. */
  attach(slot: Slot | null): void;
  /** Whether the interpolation just made is in the arrays attached. */
  remembers(): boolean;
  /**
   * Takes the place of `distance` and `interpolate` before a `pullback`: with the same old factor and proposal set, and
   * arrays attached that remember.
   */
  recall(): void;
}
