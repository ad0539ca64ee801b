/** The distances of every state of the batch from the old policy, [n] each: both parts, and both in KL (docs/mathematics.md §2). */
export interface StateDistances {
  readonly mean: Float32Array;
  readonly covariance: Float32Array;
  readonly klMean: Float32Array;
  readonly klCovariance: Float32Array;
}

/** Room for the distances of so many states. */
export function createDistances(size: number): StateDistances {
  return {
    mean: new Float32Array(size),
    covariance: new Float32Array(size),
    klMean: new Float32Array(size),
    klCovariance: new Float32Array(size),
  };
}
