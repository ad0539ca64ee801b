import type { ObjectiveSpecification } from '../policies/objective.ts';
import type { NetworkShape, PolicyShape } from '../policies/types.ts';

/** `webgpu` is TensorFlow.js on a graphics card, `simd` is WebAssembly. */
export type EngineId = 'webgpu' | 'simd';

/** Constants of Adam (docs/mathematics.md §10.4); epsilon is added after the bias correction of √v. */
export interface AdamConstants {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** Everything an engine needs to know before the first step. */
export interface EngineSpecification {
  /** P ≥ 1; every array below has the member as its leading axis. */
  readonly members: number;
  readonly policy: PolicyShape;
  readonly value: NetworkShape;
  readonly objective: ObjectiveSpecification;
  /** Constants of Adam; the step sizes come with every {@link UpdateBatch}. */
  readonly policyAdam: AdamConstants;
  readonly valueAdam: AdamConstants;
  /** Gradients of either network longer than this are shortened to it; Infinity never shortens. */
  readonly maximalGradientNorm: number;
  /**
   * The value's move away from `oldValue` that counts, as PPO's implementations clip it: loss
   * max((v − target)², (oldValue + clip(v − oldValue, ±valueClip) − target)²). Infinity: plain squared error.
   * See docs/mathematics.md §7.5.
   */
  readonly valueClip: number;
}

/**
 * One iteration's experience, P members × N states, row-major, member first: all that gradient steps read. The
 * arrays belong to the caller, who does not change them until the next {@link Engine.beginUpdate}.
 */
export interface UpdateBatch {
  /** N, states per member. */
  readonly count: number;
  /** [P, N, observationSize], already normalised. */
  readonly observation: Float32Array;
  /** [P, N, k]: the action as sampled, not clipped. */
  readonly action: Float32Array;
  /** [P, N, k] and [P, N, f]: the policy that collected the data. */
  readonly oldMean: Float32Array;
  readonly oldFactor: Float32Array;
  /** [P, N]: log q(a | s). */
  readonly oldLogProbability: Float32Array;
  /** [P, N]: what the value network said when the batch was collected; read by a value clip only. */
  readonly oldValue: Float32Array;
  /** [P, N]: regression targets of the value network (λ-returns). */
  readonly target: Float32Array;
  /** [P]: bounds may differ per member (ignored by algorithms without a layer). */
  readonly meanBound: Float32Array;
  readonly covarianceBound: Float32Array;
  /** [P]: β in nats, −Infinity for none. */
  readonly entropyFloor: Float32Array;
  /** Adam step sizes of this update. */
  readonly policyLearningRate: number;
  readonly valueLearningRate: number;
}

/** Which states of the update batch a step takes, n per member. */
export interface Minibatch {
  /** n. */
  readonly count: number;
  /** [P, n]: indices 0 … N − 1 into the member's own states. */
  readonly rows: Int32Array;
}

export interface PolicyMinibatch extends Minibatch {
  /** [P, n], in the minibatch's own order, normalised over each member's minibatch. */
  readonly advantage: Float32Array;
}

/** Means over a minibatch, per member; each array [P]. */
export interface PolicyStepLosses {
  readonly surrogate: Float64Array;
  readonly trustRegion: Float64Array;
  readonly entropy: Float64Array;
}

/** A network's parameters and Adam's moments, [P, parameters] each, and the number of updates behind them. */
export interface NetworkSnapshot {
  readonly parameters: Float32Array;
  readonly moment1: Float32Array;
  readonly moment2: Float32Array;
  readonly steps: number;
}

/** The whole trainable state of an engine, enough to continue on another backend. Plain arrays, transferable. */
export interface EngineSnapshot {
  readonly policy: NetworkSnapshot;
  readonly value: NetworkSnapshot;
}

/** Raised when the backend itself is gone or broken (device lost, kernel error): the session falls back. */
export class EngineFailure extends Error {
  override readonly name = 'EngineFailure';
  constructor(
    message: string,
    readonly engine: EngineId,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/**
 * Raised by a policy step on a member whose Gaussians have left what the numbers can hold, such as a root that is
 * no longer positive definite: the run has diverged. Backends that cannot raise give NaN losses instead.
 */
export class DegeneratePolicy extends RangeError {
  override readonly name = 'DegeneratePolicy';
  constructor(
    message: string,
    /** Which of the P members, 0-based. */
    readonly member: number,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** First- and second-order information about the policy at its current parameters, over the update batch. */
export interface PolicyCurvature {
  /** Gradient of the mean objective over the minibatch, [P, policyParameterCount]; takes no step, counts no loss. */
  gradient(minibatch: PolicyMinibatch): Float32Array;
  /**
   * F v, [P, policyParameterCount]: the Fisher information of the current policy, averaged over the minibatch's
   * states, times `vector` [P, policyParameterCount]. It is the Hessian of the mean KL from the current policy.
   */
  fisherVectorProduct(minibatch: Minibatch, vector: Float32Array): Float32Array;
}

/**
 * Owns the networks and the optimiser of P members. The trainer does not know which engine it drives.
 * Every method may throw {@link EngineFailure}.
 */
export interface Engine {
  readonly id: EngineId;
  /** For people: `WebGPU (adapter name)`, `WebAssembly SIMD`. */
  readonly description: string;
  /** Its `members` are those that the engine trains side by side, see `createEngine`. */
  readonly specification: EngineSpecification;
  /**
   * Network output for observations [P, n, observationSize]: raw rows [P, n, k + r] (mean, then raw factor;
   * the free vector is repeated when the covariance is state-independent). The head turns them into Gaussians.
   */
  policyOutput(observation: Float32Array, count: number): Promise<Float32Array>;
  /** State values [P, n] for observations [P, n, observationSize]. */
  values(observation: Float32Array, count: number): Promise<Float32Array>;
  /** Takes an iteration's experience; what follows from the old policies alone is computed here, once. */
  beginUpdate(batch: UpdateBatch): void;
  /** One Adam step of the policy on a minibatch. Does not wait for the device. May throw {@link DegeneratePolicy}. */
  policyStep(minibatch: PolicyMinibatch): void;
  /** One Adam step of the value network on a minibatch: plain mean squared error, not halved, see `valueClip`. */
  valueStep(minibatch: Minibatch): void;
  /** Mean losses over the policy and value steps since the last call; waits for the device. */
  takeLosses(): Promise<{ readonly policy: PolicyStepLosses; readonly value: Float64Array }>;
  /** Policy parameters [P, count] as they are now (for acting outside the engine and for pictures). */
  policyParameters(): Promise<Float32Array>;
  /** Replaces the policy parameters [P, count]; the optimiser keeps its moments. */
  setPolicyParameters(parameters: Float32Array): void;
  /** `null` where the backend has none. */
  readonly curvature: PolicyCurvature | null;
  /** Replaces the free raw factor vector [P, r] of a state-independent covariance (TRPL sets it to the projected value). */
  setRawFactor(raw: Float32Array): void;
  snapshot(): Promise<EngineSnapshot>;
  restore(snapshot: EngineSnapshot): void;
  /** Bytes and tensors held, where the backend counts them. */
  memory(): { readonly tensors: number; readonly bytes: number };
  dispose(): void;
}
