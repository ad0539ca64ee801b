import type { PreparedPolicies, ProjectionResult } from 'trust-region-layers';
import type { FloatArray } from 'trust-region-layers/gaussian';
import type { PolicyBatch } from './headTypes.ts';
import type { LayerSpecification } from './layer.ts';
import type { HeadId } from './types.ts';

/** What selects the code of the objective (docs/mathematics.md §7, §10.3). */
export interface ObjectiveSpecification {
  readonly head: HeadId;
  /** k, or n. */
  readonly actionSize: number;
  readonly stateDependent: boolean;
  readonly initialStandardDeviation: number;
  readonly minimalStandardDeviation: number;
  /** The layer; `null`: none. It is for policies of the head's kind. */
  readonly projection: LayerSpecification | null;
  /** α; read with a layer only. */
  readonly trustRegionCoefficient: number;
  readonly entropyCoefficient: number;
  /** ε of the ratio clip (docs/mathematics.md §7.2); Infinity never clips. */
  readonly clipRatio: number;
}

/** What the loss of each row depends on besides the network's output. */
export interface ObjectiveBatch {
  readonly old: PreparedPolicies;
  /** [n]: which of the N states belongs to row i; `null`: state i. */
  readonly rows: Int32Array | null;
  /** [N, actionWidth] and [N], picked by `rows`. */
  readonly action: FloatArray;
  readonly oldLogProbability: FloatArray;
  /** [n], in the order of the rows; already normalised. */
  readonly advantage: FloatArray;
  /** One number, or one a row, [n]. */
  readonly meanBound: number | FloatArray;
  readonly covarianceBound: number | FloatArray;
  readonly entropyFloor: number | FloatArray;
}

/** Per-row losses (not yet averaged) and the gradient of their sum with respect to the raw rows. */
export interface ObjectiveResult {
  /** −(p̃/q)·A or its clipped form, [n]. */
  readonly surrogate: FloatArray;
  /** α · d(p, stop-gradient p̃), [n]. */
  readonly trustRegion: FloatArray;
  /** −entropyCoefficient · H(p̃), [n]. */
  readonly entropy: FloatArray;
  /** ∂(surrogate + trustRegion + entropy)/∂raw of the same row, [n, k + r]. */
  readonly gradient: FloatArray;
  /** log p̃(a), [n]. */
  readonly logProbability: FloatArray;
}

/** What an evaluation goes through between the raw rows and the losses, a policy or its gradient per row. */
export interface ObjectiveParts {
  /** p. */
  readonly proposed: PolicyBatch;
  /** p̃; `null` without a layer. */
  readonly projected: ProjectionResult | null;
  /** ∂(surrogate + entropy)/∂(p̃, or p without a layer), in (mean, factor). */
  readonly upstream: PolicyBatch;
  /** ∂(surrogate + trustRegion + entropy)/∂p, in (mean, factor). */
  readonly gradient: PolicyBatch;
}

/**
 * Head, layer, log-density and loss of a policy step with their gradient, row by row: the one truth for the
 * CPU kernel, the WGSL kernel's tests and the SIMD engine. Stateless between calls. See docs/mathematics.md §7, §15.11.
 */
export interface PolicyObjective {
  readonly specification: ObjectiveSpecification;
  /** Takes the policies that collected a batch; keeps no reference to the arrays. */
  prepare(old: PolicyBatch, count: number): PreparedPolicies;
  createResult(count: number, precision?: 'float64' | 'float32'): ObjectiveResult;
  /**
   * Losses and gradient of `count` rows; raw [n, k + r], or logits [n, actions]. With p the head's policy and p̃ its projection (p itself
   * without a layer), the loss of a row is surrogate(p̃(a)/q(a), A) + α·d(p, stop-gradient p̃) −
   * entropyCoefficient·H(p̃). Sums run in float64 whatever the precision of the arrays.
   *
   * A raw row that is not finite makes all numbers of its own row NaN, as it would on a graphics card, so that a
   * diverged network looks the same on every backend. Finite rows give finite numbers as long as their squares can
   * be represented; ratios grow linearly from e⁶⁰ on (see LOG_RATIO_LIMIT in surrogate.ts).
   *
   * @throws {RangeError} if an array is too short, an old policy or a bound is invalid, or a root is so ill-conditioned
   *   (beyond about 1e15) that it is not positive definite in float64
   */
  evaluate(raw: FloatArray, batch: ObjectiveBatch, result: ObjectiveResult, count: number): void;
  /** Of the last evaluation, at the beginning of arrays that may be longer; the next one writes over it. */
  readonly parts: ObjectiveParts;
}
