/** Smallest multiplier of an active part: a part is outside exactly where its multiplier is positive. */
export const SMALLEST_MULTIPLIER = 2 ** -53;

/**
 * Multiplier of a projection that moves on a straight line towards the old policy in a quadratic distance:
 * √(distance/bound) − 1, so that the position 1/(1 + multiplier) on the line lies on the boundary. The mean step
 * (ω) and the covariance steps of w2, frobenius and bures (η) are all of this form (docs/mathematics.md §3.2).
 */
export function radialMultiplier(distance: number, bound: number): number {
  const ratio = distance / bound;
  const root = ratio < Infinity ? Math.sqrt(ratio) : Math.sqrt(distance) / Math.sqrt(bound);
  return Math.max(root - 1, SMALLEST_MULTIPLIER);
}
