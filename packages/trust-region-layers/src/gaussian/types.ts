/**
 * How a batch of Gaussians is laid out in memory. Row-major, states first, so that a batch of one is
 * the Lab and a batch of 2048 is the trainer, and neither allocates per state.
 */

/** Float64 in the Lab, the command line and the tests; Float32 where an engine hands its tensors over. */
export type FloatArray = Float64Array | Float32Array;

/**
 * What the `factor` array of a batch holds, for k action dimensions:
 * - `diagonal`: k standard deviations s, Σ = diag(s²);
 * - `cholesky`: k×k lower-triangular L (zeros above the diagonal), Σ = L Lᵀ;
 * - `root`: k×k symmetric positive definite R, Σ = R R;
 * - `covariance`: k×k symmetric positive definite Σ itself.
 *
 * See docs/mathematics.md §1.2.
 */
export type FactorKind = 'diagonal' | 'cholesky' | 'root' | 'covariance';

/** n Gaussians over k action dimensions: `mean` is [n, k], `factor` is [n, factorSize(kind, k)]. */
export interface GaussianBatch {
  readonly mean: FloatArray;
  readonly factor: FloatArray;
}

/** Largest number of action dimensions the dense routines accept. */
export const MAX_DIMENSION = 32;

/** Numbers per state in a factor of this kind: k for `diagonal`, k² otherwise. */
export function factorSize(kind: FactorKind, dimension: number): number {
  return kind === 'diagonal' ? dimension : dimension * dimension;
}
