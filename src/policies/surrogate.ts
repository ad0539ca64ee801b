import { exp } from 'trust-region-layers/elementary';

/**
 * Log-ratio from which on the ratio grows along its tangent instead of exponentially. e⁶⁰ ≈ 10²⁶ lies far beyond
 * any ratio a working run meets, and leaves room for its products in float32: without it a single state whose
 * policy has moved away overflows to infinity, and infinity times a zero advantage is NaN. Value and slope
 * are continuous, so the gradient still pulls such a state back.
 */
export const LOG_RATIO_LIMIT = 60;

const LIMIT_RATIO = exp(LOG_RATIO_LIMIT);

/** p̃(a)/q(a) from its logarithm; tangent beyond {@link LOG_RATIO_LIMIT}. See docs/mathematics.md §7.1, §9.3. */
export function ratioOf(logRatio: number): number {
  return logRatio <= LOG_RATIO_LIMIT ? exp(logRatio) : LIMIT_RATIO * (1 + logRatio - LOG_RATIO_LIMIT);
}

/**
 * Surrogate loss of one state from its ratio p̃(a)/q(a): the larger (pessimistic) of −ratio · A and −clip(ratio) · A
 * (Schulman et al. 2017, eq. 7), the same where `clipRatio` is infinite. See docs/mathematics.md §7.2, §9.2.
 */
export function surrogateLoss(ratio: number, advantage: number, clipRatio: number): number {
  const clipped = Math.min(Math.max(ratio, 1 - clipRatio), 1 + clipRatio);
  return Math.max(-ratio * advantage, -clipped * advantage);
}

/** Whether the clip takes the gradient away: the ratio has gone beyond it in the direction that pays. */
export function clipBinds(ratio: number, advantage: number, clipRatio: number): boolean {
  return advantage > 0 ? ratio > 1 + clipRatio : ratio < 1 - clipRatio;
}

/** Derivative of {@link surrogateLoss} with respect to log p̃(a): zero where the clip binds. */
export function surrogateSlope(ratio: number, advantage: number, clipRatio: number): number {
  // The ratio is its own derivative in the logarithm, up to where it grows along its tangent.
  return clipBinds(ratio, advantage, clipRatio) ? 0 : -Math.min(ratio, LIMIT_RATIO) * advantage;
}
