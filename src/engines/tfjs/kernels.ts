import {
  type NamedAttrMap,
  type NamedTensorMap,
  engine as runtime,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { ObjectiveSpecification } from '../../policies/objective.ts';
import type { ActivationId } from '../../policies/types.ts';
import type { AdamConstants } from '../engine.ts';

/**
 * The engine's own TensorFlow.js kernels; `webgpuKernels.ts` registers them for WebGPU, the tests for a reference.
 *
 * One training step is a handful of them: a forward kernel a layer, the objective, a backward kernel a layer and
 * one Adam update of the whole network. All read the weights straight from the flat state, so that nothing is
 * sliced, concatenated or transposed in between.
 */
export const KERNELS = {
  denseForward: 'TrustRegionDenseForward',
  denseInputGradient: 'TrustRegionDenseInputGradient',
  denseParameterGradient: 'TrustRegionDenseParameterGradient',
  policyObjective: 'TrustRegionPolicyObjective',
  squaredError: 'TrustRegionSquaredError',
  squaredNorms: 'TrustRegionSquaredNorms',
  adamUpdate: 'TrustRegionAdamUpdate',
  replaceParameters: 'TrustRegionReplaceParameters',
} as const;

/**
 * Where one layer lives in a member's state. The last layer of a policy with a state-independent covariance has
 * more biases than weight columns: the free vector follows the bias and acts as the bias of columns without weights.
 */
export interface DenseLayer {
  readonly weightOffset: number;
  readonly biasOffset: number;
  readonly inputSize: number;
  /** Columns that have weights. */
  readonly weightColumns: number;
  /** All columns, ≥ weightColumns. */
  readonly columns: number;
}

/** Activation after a layer; `linear` for the last one. */
export type LayerActivation = ActivationId | 'linear';

/** What every kernel needs to find its way: P members × n rows, and the length of one member's state. */
interface Extent {
  readonly members: number;
  readonly rows: number;
}

export interface DenseForwardAttributes extends Extent {
  readonly layer: DenseLayer;
  readonly activation: LayerActivation;
  /** Numbers in one member's state. */
  readonly stateStride: number;
}
/** x [P, n, in] (or a tensor that begins with it), state [P, stateStride] → activated output [P, n, columns]. */
export function denseForward(x: Tensor, state: Tensor, attributes: DenseForwardAttributes): Tensor {
  return run(KERNELS.denseForward, { x, state }, attributes);
}

export interface DenseInputGradientAttributes extends Extent {
  readonly layer: DenseLayer;
  /** Of the layer before this one, whose output is x. */
  readonly activation: LayerActivation;
  readonly stateStride: number;
  /** Numbers in one row of the upstream gradient; those beyond `columns` are not gradients. */
  readonly gradientStride: number;
}
/** ∂L/∂(what the activation before x received) [P, n, in], from ∂L/∂(this layer's product) [P, n, gradientStride]. */
export function denseInputGradient(
  gradient: Tensor,
  state: Tensor,
  x: Tensor,
  attributes: DenseInputGradientAttributes,
): Tensor {
  return run(KERNELS.denseInputGradient, { gradient, state, x }, attributes);
}

export interface DenseParameterGradientAttributes extends Extent {
  readonly layer: DenseLayer;
  readonly gradientStride: number;
}
/**
 * Sums over a member's rows: ∂L/∂weights [in, weightColumns], then the sum of every column of the upstream rows
 * (biases, free vector, and the loss columns that ride along) → [P, in·weightColumns + gradientStride].
 */
export function denseParameterGradient(
  x: Tensor,
  gradient: Tensor,
  attributes: DenseParameterGradientAttributes,
): Tensor {
  return run(KERNELS.denseParameterGradient, { x, gradient }, attributes);
}

/** Offsets of the blocks of a packed policy minibatch; each block is one array of `PolicyMinibatch`. */
export interface PolicyBlocks {
  readonly action: number;
  readonly oldMean: number;
  readonly oldFactor: number;
  readonly oldLogProbability: number;
  readonly advantage: number;
  readonly meanBound: number;
  readonly covarianceBound: number;
  readonly entropyFloor: number;
}

/** Surrogate, trust-region and entropy loss of a row. */
export const POLICY_LOSSES = 3;
/** Squared error of a row. */
export const VALUE_LOSSES = 1;

export interface PolicyObjectiveAttributes extends Extent {
  readonly specification: ObjectiveSpecification;
  readonly blocks: PolicyBlocks;
}
/** raw rows [P, n, k + r] and a packed minibatch → rows of gradient and losses [P, n, k + r + POLICY_LOSSES]. */
export function policyObjective(raw: Tensor, batch: Tensor, attributes: PolicyObjectiveAttributes): Tensor {
  return run(KERNELS.policyObjective, { raw, batch }, attributes);
}

export interface SquaredErrorAttributes extends Extent {
  /** First target in the packed minibatch. */
  readonly targetOffset: number;
  /** First value of the rollout in the packed minibatch; read where the clip is finite. */
  readonly oldValueOffset: number;
  /** `EngineSpecification.valueClip`. */
  readonly valueClip: number;
}
/**
 * values [P, n, 1] and a packed minibatch → rows 2(v − t), (v − t)²: [P, n, 1 + VALUE_LOSSES]; with a value clip the
 * larger of that and the same of the clipped value, whose gradient is 0.
 */
export function squaredError(values: Tensor, batch: Tensor, attributes: SquaredErrorAttributes): Tensor {
  return run(KERNELS.squaredError, { values, batch }, attributes);
}

/** Numbers into which {@link squaredNorms} adds up a member's squares: as many as run side by side. */
export const NORM_LANES = 64;

export interface SquaredNormsAttributes {
  readonly members: number;
  /** N: what follows in the gradients is losses and does not count. */
  readonly parameters: number;
  /** Numbers a member has in each gradient tensor. */
  readonly sizes: readonly number[];
}
/** Sums of squares of every member's whole gradient, in {@link NORM_LANES} parts: [P, NORM_LANES]. */
export function squaredNorms(gradients: readonly Tensor[], attributes: SquaredNormsAttributes): Tensor {
  return run(KERNELS.squaredNorms, numbered(gradients), attributes);
}

export interface AdamSettings extends AdamConstants {
  readonly learningRate: number;
}

export interface AdamUpdateAttributes {
  readonly members: number;
  /** N; a member's state is parameters, first moments, second moments (N each), then loss sums. */
  readonly parameters: number;
  readonly losses: number;
  /** Numbers a member has in each gradient tensor. */
  readonly sizes: readonly number[];
  /** Mean gradients longer than this are shortened to it; read where there are norms. */
  readonly maximalGradientNorm: number;
  /** n: gradients and losses arrive as sums over so many rows. */
  readonly rows: number;
  /** Number of this update, 1 for the first. */
  readonly step: number;
  readonly settings: AdamSettings;
  /** Whether the loss sums go on or begin anew. */
  readonly keepLosses: boolean;
}
/**
 * One Adam update of everything. `gradients`: one tensor a layer, in order, together N + losses numbers a member;
 * `norms`: their {@link squaredNorms} where they are clipped.
 */
export function adamUpdate(
  state: Tensor,
  gradients: readonly Tensor[],
  norms: Tensor | null,
  attributes: AdamUpdateAttributes,
): Tensor {
  const inputs: NamedTensorMap = { state, ...numbered(gradients) };
  if (norms) inputs['norms'] = norms;
  return run(KERNELS.adamUpdate, inputs, attributes);
}

function numbered(gradients: readonly Tensor[]): NamedTensorMap {
  return Object.fromEntries(gradients.map((gradient, index) => [`gradient${index}`, gradient]));
}

export interface ReplaceParametersAttributes {
  readonly members: number;
  readonly stateStride: number;
  readonly offset: number;
  readonly size: number;
}
/** state with `size` numbers of every member, from `offset` on, replaced by values [P, size]. */
export function replaceParameters(
  state: Tensor,
  values: Tensor,
  attributes: ReplaceParametersAttributes,
): Tensor {
  return run(KERNELS.replaceParameters, { state, values }, attributes);
}

function run(name: string, inputs: NamedTensorMap, attributes: object): Tensor {
  return runtime().runKernel(name, inputs, attributes as NamedAttrMap);
}
