import type { Tensor2D, TensorInfo } from '@tensorflow/tfjs-core';

/**
 * Inputs of the forward kernel: m states as rows of n logits. `bounds` is [m, 2] or, the same for all states, [1, 2]:
 * bound and entropy floor.
 */
export interface CategoricalInputs<T extends TensorInfo = Tensor2D> {
  readonly logits: T;
  readonly oldLogits: T;
  readonly bounds: T;
}

/** The backward kernel also takes the gradient with respect to the forward kernel's output, [m, n]. */
export interface CategoricalBackwardInputs<T extends TensorInfo = Tensor2D> extends CategoricalInputs<T> {
  readonly upstream: T;
}
