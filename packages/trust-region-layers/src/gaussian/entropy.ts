import { log } from '../elementary/logarithm.ts';

/** Entropy in nats of a one-dimensional Gaussian of unit variance, ½ ln(2πe). */
const UNIT_ENTROPY = 0.5 * (1 + log(2 * Math.PI));

/**
 * Differential entropy in nats, H = k/2 ln(2πe) + ½ ln|Σ|, from ½ ln|Σ| (the sum of the logs of a Cholesky diagonal).
 * See docs/mathematics.md §5.1.
 */
export function entropyOf(dimension: number, halfLogDeterminant: number): number {
  return dimension * UNIT_ENTROPY + halfLogDeterminant;
}
