import type { FactorKind, FloatArray, GaussianBatch } from '../gaussian/types.ts';
import type { BatchTape } from './tape.ts';

/** `inequality` raises the entropy to the floor where it is below it; `equality` always scales to it. */
export type EntropyMode = 'inequality' | 'equality';
/** Whether the entropy step comes after the trust region (may leave the region) or before it. */
export type EntropyOrder = 'after' | 'before';

/** What selects the code of a distance beside its metric. */
export interface DistanceLayout {
  /** Precision-scaled metric (docs/mathematics.md §2). `kl` is always scaled; `frobenius` scales its mean part only. */
  readonly scaled: boolean;
  /** Layout of the factors, the same on both sides and for what is projected. */
  readonly factor: FactorKind;
  /** k, number of action dimensions, 1 … MAX_DIMENSION. */
  readonly dimension: number;
}

/** What selects the code of the trust-region loss beside its metric. */
export interface LossLayout extends DistanceLayout {
  /** Whether the covariance part counts: only where the standard deviation depends on the state. */
  readonly covariancePart: boolean;
}

/** What selects the code of a projector beside its metric. */
export interface ProjectionLayout extends DistanceLayout {
  /** `null`: no entropy step at all. The floor itself is a number per call, see {@link Bounds}. */
  readonly entropy: { readonly mode: EntropyMode; readonly order: EntropyOrder } | null;
}

/** Bounds of a call: one number for all states, or an array with one number per state. */
export interface Bounds {
  /** ε_μ > 0. */
  readonly mean: number | FloatArray;
  /** ε_Σ > 0. */
  readonly covariance: number | FloatArray;
  /** β in nats; −Infinity (no floor) if left out. Read only when the specification has an entropy step. */
  readonly entropyFloor?: number | FloatArray;
}

/** Distances of one side (before or after), one number per state. */
export interface PartDistances {
  /** Mean part in the projection's own metric, [n]. */
  readonly mean: FloatArray;
  /** Covariance part in the projection's own metric, [n]. */
  readonly covariance: FloatArray;
  /** Differential entropy in nats, [n]. */
  readonly entropy: FloatArray;
}

/**
 * Output of a forward pass over n states. Allocate once with `createResult`, reuse for every batch.
 * See docs/mathematics.md §1.1.
 */
export interface ProjectionResult extends GaussianBatch {
  /** Projected means, [n, k]. Equal to the proposal to the bit where it was inside. */
  readonly mean: FloatArray;
  /** Projected factors, [n, factorSize]. */
  readonly factor: FloatArray;
  /** ω ≥ 0, [n]; 0 where the mean part was inside. */
  readonly meanMultiplier: FloatArray;
  /**
   * η ≥ 0, [n]; 0 where the covariance part was inside. For `bures` η = 1/t − 1 with t the geodesic
   * position, so that every projection reads the same: 0 is the proposal, ∞ the old policy.
   */
  readonly covarianceMultiplier: FloatArray;
  /** Distances of the raw proposal from the old policy, and its entropy. */
  readonly before: PartDistances;
  /** Distances of the projected policy (after every step, the entropy step included). */
  readonly after: PartDistances;
  /** What the forward pass leaves to the backward pass of the projector that made these arrays. */
  readonly tape?: BatchTape;
}

/**
 * Old policies with what follows from them alone, made once an iteration by {@link Projector.prepare}: N Gaussians
 * in float64, of which a call picks those it needs by row.
 */
export interface PreparedPolicies extends GaussianBatch {
  /** N. */
  readonly count: number;
  readonly mean: Float64Array;
  readonly factor: Float64Array;
  /** 1/s for diagonal covariances, [N, k]; empty for others. */
  readonly inverse: Float64Array;
}

/**
 * A projection specialised to one layout. Any number of forwards into other results may lie between a forward and its
 * backward: what `backward` can use of the forward's work is on the result's tape, where that is of this projector's
 * `createResult`; it is called with the same proposals, old policies and bounds. A result from elsewhere that holds the
 * same numbers gives the same gradients to rounding, for more work. Scratch memory is allocated
 * once. See docs/mathematics.md §1.3.
 */
export interface Projector {
  /** Result arrays for up to `count` states. Float64 unless told otherwise. */
  createResult(count: number, precision?: 'float64' | 'float32'): ProjectionResult;
  /** Takes `count` old policies for many calls; keeps no reference to the arrays. */
  prepare(old: GaussianBatch, count: number): PreparedPolicies;
  /**
   * Projects `count` states. `rows` [count] says which of the old policies belongs to each; state i without it.
   * @throws {RangeError} naming the quantity and the state: wrong length, NaN, a bound that is not positive,
   *   a covariance that is not positive definite.
   */
  forward(
    proposed: GaussianBatch,
    old: GaussianBatch,
    bounds: Bounds,
    result: ProjectionResult,
    count: number,
    rows?: Int32Array,
  ): void;
  /**
   * Vector-Jacobian product: from ∂L/∂(projected mean, projected factor) to ∂L/∂(proposed mean, proposed factor).
   * Gradients with respect to a factor live in its own coordinates: `diagonal` a k-vector; `cholesky` the lower
   * triangle (zeros above); `root` and `covariance` the symmetric matrix Γ with dL = Σᵢⱼ Γᵢⱼ dXᵢⱼ for symmetric
   * dX (off-diagonals not doubled). The old policy is a constant. Overwrites `gradient`.
   */
  backward(
    proposed: GaussianBatch,
    old: GaussianBatch,
    bounds: Bounds,
    result: ProjectionResult,
    upstream: GaussianBatch,
    gradient: GaussianBatch,
    count: number,
    rows?: Int32Array,
  ): void;
}
