import type { FloatArray } from '../gaussian/types.ts';
import type { EntropyMode, EntropyOrder } from '../projection/types.ts';

/** What a categorical projector is made for, beside its metric. */
export interface CategoricalLayout {
  /** n, number of actions, 1 or more. */
  readonly actions: number;
  /** `null`: no entropy step. The floor itself is a number per call, see {@link CategoricalBounds}. */
  readonly entropy: { readonly mode: EntropyMode; readonly order: EntropyOrder } | null;
}

/** Bounds of a call: one number for all states, or an array with one number per state. */
export interface CategoricalBounds {
  /** ε > 0, in the metric's own units. */
  readonly distance: number | FloatArray;
  /** β in nats, below ln n; −Infinity (no floor) if left out. Read only when the layout has an entropy step. */
  readonly entropyFloor?: number | FloatArray;
}

/** Distance from the old policy and entropy in nats of one side (before or after), one number per state, [m]. */
export interface CategoricalReport {
  readonly distance: FloatArray;
  readonly entropy: FloatArray;
}

/** What a forward pass leaves to the backward pass of the projector that made it. */
export interface CategoricalTape {
  /** Log-probabilities that the trust region was given, [m, n]. */
  readonly proposed: Float64Array;
  /** Log-probabilities that the last step was given, [m, n]. */
  readonly between: Float64Array;
  /** 1/(1 + η) of the trust region, 1 inside, [m]. */
  readonly position: Float64Array;
  /** The exponent of the entropy step, 1 where it did nothing, [m]. */
  readonly exponent: Float64Array;
}

/** Output of a forward pass over m states. Allocate once with `createResult`, reuse for every batch. */
export interface CategoricalResult {
  /** ln π̃, [m, n]; −Infinity for an action that both policies forbid. */
  readonly logProbabilities: FloatArray;
  /** η ≥ 0, [m]; 0 where the proposal was inside, ∞ would be the old policy. */
  readonly multiplier: FloatArray;
  /** The raw proposal. */
  readonly before: CategoricalReport;
  /** The projected policy, after every step. */
  readonly after: CategoricalReport;
  readonly tape: CategoricalTape;
}

/** Old policies with what follows from them alone, made once an iteration by {@link CategoricalProjector.prepare}. */
export interface PreparedCategoricals {
  readonly count: number;
  /** ln q and q, [N, n]. */
  readonly logProbabilities: Float64Array;
  readonly probabilities: Float64Array;
}

/**
 * A projection of categorical policies onto the trust region around the old one, state by state, with its gradient
 * (docs/mathematics.md §15). Logits may be −Infinity where an action is forbidden in both policies.
 */
export interface CategoricalProjector {
  /** Result arrays for up to `count` states. Float64 unless told otherwise. */
  createResult(count: number, precision?: 'float64' | 'float32'): CategoricalResult;
  /** Takes `count` old policies for many calls; keeps no reference to the array. */
  prepare(oldLogits: FloatArray, count: number): PreparedCategoricals;
  /**
   * Projects `count` states. `rows` [count] says which of the prepared old policies belongs to each; state i without it.
   * Inside the region π̃ is the softmax of `logits`, to the bit.
   * @throws {RangeError} naming the quantity and the state: a wrong length, NaN, a bound that is not positive, an action
   *   forbidden by one policy only
   */
  forward(
    logits: FloatArray,
    old: FloatArray | PreparedCategoricals,
    bounds: CategoricalBounds,
    result: CategoricalResult,
    count: number,
    rows?: Int32Array,
  ): void;
  /**
   * Vector-Jacobian product: from ∂L/∂ ln π̃ [m, n] to ∂L/∂ logits [m, n], which it overwrites. The old policy is a
   * constant. `result` is of this projector's `createResult` and holds a forward pass of the same numbers.
   */
  backward(
    old: FloatArray | PreparedCategoricals,
    result: CategoricalResult,
    upstream: FloatArray,
    gradient: FloatArray,
    count: number,
    rows?: Int32Array,
  ): void;
}

/**
 * One state's part of a metric on the simplex; arrays are slices of n log-probabilities that start at an offset.
 */
export interface CategoricalStep {
  /** d(p, q) without cancellation. */
  distance(p: FloatArray, at: number, old: PreparedCategoricals, oldAt: number): number;
  /**
   * The projection onto d ≤ `bound` of a proposal whose distance is `distance` > bound, as log-probabilities.
   * @returns its position on the way from the old policy (0) to the proposal (1), t = 1/(1 + η)
   */
  project(
    p: Float64Array,
    at: number,
    old: PreparedCategoricals,
    oldAt: number,
    bound: number,
    distance: number,
    out: FloatArray,
    outAt: number,
  ): number;
  /** ∂L/∂ logits of the proposal, in place of ∂L/∂ ln π̃. */
  pullback(
    p: Float64Array,
    at: number,
    old: PreparedCategoricals,
    oldAt: number,
    position: number,
    gradient: Float64Array,
  ): void;
  /** Adds `weight` · ∂d(p, c)/∂ logits of p to `gradient`, c held constant; returns d(p, c). */
  lossGradient(
    p: FloatArray,
    at: number,
    constant: FloatArray,
    constantAt: number,
    weight: number,
    gradient: FloatArray,
    gradientAt: number,
  ): number;
}

/** A metric on the simplex: its row in the registry. */
export interface CategoricalMetric {
  readonly name: string;
  /** What it measures, as a formula in plain text. */
  readonly formula: string;
  createStep(actions: number): CategoricalStep;
}
