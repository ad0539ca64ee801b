import type { FloatArray } from 'trust-region-layers/gaussian';

/**
 * The Fisher information of a policy in the coordinates of the network's output, row by row: the second derivative of
 * KL(p ‖ p′) in p′ at p. See docs/mathematics.md §9.4.
 */
export interface FisherMetric {
  /**
   * out = M(raw) · tangent for `count` raw rows. `out` may be in the precision of any engine.
   * @throws {RangeError} where a root is not positive definite
   */
  apply(raw: FloatArray, tangent: FloatArray, out: FloatArray, count: number): void;
}
