import type { Tensor2D, TensorInfo } from '@tensorflow/tfjs-core';

/**
 * Inputs of the forward kernel: n states as rows. `bounds` is [n, 3] or, the same for all states, [1, 3]:
 * mean bound, covariance bound, entropy floor.
 */
export interface ProjectionInputs<T extends TensorInfo = Tensor2D> {
  readonly mean: T;
  readonly factor: T;
  readonly oldMean: T;
  readonly oldFactor: T;
  readonly bounds: T;
}

/** The backward kernel also takes the gradient with respect to the forward kernel's output, [n, k + f]. */
export interface BackwardInputs<T extends TensorInfo = Tensor2D> extends ProjectionInputs<T> {
  readonly upstream: T;
}
