import {
  getKernel,
  type KernelFunc,
  type NamedAttrMap,
  type NamedTensorMap,
  registerKernel,
  engine as runtime,
  type Tensor,
} from '@tensorflow/tfjs-core';
import type { ObjectiveSpecification } from '../../policies/objective.ts';
import type { ActivationId } from '../../policies/types.ts';
import type { AdamConstants } from '../engine.ts';

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
/** Numbers into which `squaredNorms` adds up a member's squares: as many as run side by side. */
export const NORM_LANES = 64;

export interface AdamSettings extends AdamConstants {
  readonly learningRate: number;
}

/** What most kernels need to find their way: P members × n rows. */
interface Extent {
  readonly members: number;
  readonly rows: number;
}

/**
 * The engine's own TensorFlow.js kernels by name, with what each is told besides its inputs; `webgpuKernels.ts` has
 * them for WebGPU, the tests for a reference.
 *
 * One training step is a handful of them: a forward kernel a layer, the objective, a backward kernel a layer and
 * one Adam update of the whole network. All read the weights straight from the flat state, so that nothing is
 * sliced, concatenated or transposed in between.
 */
export interface KernelAttributes {
  /** x [P, n, in] (or a tensor that begins with it), state [P, stateStride] → activated output [P, n, columns]. */
  readonly denseForward: Extent & {
    readonly layer: DenseLayer;
    readonly activation: LayerActivation;
    /** Numbers in one member's state. */
    readonly stateStride: number;
  };
  /**
   * gradient ∂L/∂(this layer's product) [P, n, gradientStride], state, x → ∂L/∂(what the activation before x received)
   * [P, n, in].
   */
  readonly denseInputGradient: Extent & {
    readonly layer: DenseLayer;
    /** Of the layer before this one, whose output is x. */
    readonly activation: LayerActivation;
    readonly stateStride: number;
    /** Numbers in one row of the upstream gradient; those beyond `columns` are not gradients. */
    readonly gradientStride: number;
  };
  /**
   * x, gradient → sums over a member's rows: ∂L/∂weights [in, weightColumns], then the sum of every column of the
   * upstream rows (biases, free vector, and the loss columns that ride along), [P, in·weightColumns + gradientStride].
   */
  readonly denseParameterGradient: Extent & {
    readonly layer: DenseLayer;
    readonly gradientStride: number;
  };
  /** raw rows [P, n, k + r], a packed minibatch `batch` → rows of gradient and losses [P, n, k + r + POLICY_LOSSES]. */
  readonly policyObjective: Extent & {
    readonly specification: ObjectiveSpecification;
    readonly blocks: PolicyBlocks;
  };
  /**
   * values [P, n, 1], a packed minibatch `batch` → rows 2(v − t), (v − t)²: [P, n, 1 + VALUE_LOSSES]; with a value clip
   * the larger of that and the same of the clipped value, whose gradient is 0.
   */
  readonly squaredError: Extent & {
    /** First target in the packed minibatch. */
    readonly targetOffset: number;
    /** First value of the rollout in the packed minibatch; read where the clip is finite. */
    readonly oldValueOffset: number;
    /** `EngineSpecification.valueClip`. */
    readonly valueClip: number;
  };
  /** gradient0, gradient1, … → sums of squares of every member's whole gradient, in parts: [P, NORM_LANES]. */
  readonly squaredNorms: {
    readonly members: number;
    /** N: what follows in the gradients is losses and does not count. */
    readonly parameters: number;
    /** Numbers a member has in each gradient tensor. */
    readonly sizes: readonly number[];
  };
  /**
   * state, gradient0, gradient1, … (one tensor a layer, in order, together N + losses numbers a member), and where
   * gradients are clipped their squared `norms` → the state after one Adam update of everything.
   */
  readonly adamUpdate: {
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
  };
  /** state, values [P, size] → state with `size` numbers of every member, from `offset` on, replaced. */
  readonly replaceParameters: {
    readonly members: number;
    readonly stateStride: number;
    readonly offset: number;
    readonly size: number;
  };
}

export type KernelName = keyof KernelAttributes;

/** The name under which TensorFlow.js knows a kernel. */
export const registeredName = (kernel: KernelName) => `TrustRegion.${kernel}`;

/** Runs a kernel on the backend that is active. */
export function runKernel<Name extends KernelName>(
  kernel: Name,
  inputs: NamedTensorMap,
  attributes: KernelAttributes[Name],
): Tensor {
  return runtime().runKernel(registeredName(kernel), inputs, attributes as unknown as NamedAttrMap);
}

/** Makes all kernels available on a backend; doing so twice does nothing. */
export function registerKernels(
  backendName: string,
  kernels: Readonly<Record<KernelName, KernelFunc>>,
): void {
  for (const [kernel, kernelFunc] of Object.entries(kernels)) {
    const kernelName = registeredName(kernel as KernelName);
    if (!getKernel(kernelName, backendName)) registerKernel({ kernelName, backendName, kernelFunc });
  }
}
