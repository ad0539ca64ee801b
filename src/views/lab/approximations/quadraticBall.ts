import { planarRoot } from '../../../components/ellipse.ts';
import type { Covariance } from '../labGeometry.ts';
import type { Gaussian } from './divergence.ts';

/** Entries of a symmetric matrix M with A Σ A = M, A the inverse root of the old covariance. */
function whitened(old: Covariance, { xx, xy, yy }: Covariance): Covariance {
  const [a, b, d] = planarRoot(old.xx, old.xy, old.yy);
  const determinant = a * d - b * b;
  const [p, q, r] = [d / determinant, -b / determinant, a / determinant];
  const left = [p * xx + q * xy, p * xy + q * yy, q * xx + r * xy, q * xy + r * yy] as const;
  return { xx: left[0] * p + left[1] * q, xy: left[0] * q + left[1] * r, yy: left[2] * q + left[3] * r };
}

/**
 * What TRPO takes for KL(q‖p): its second-order part at the old policy q, ½δᵀΛₒδ + ¼‖M − I‖², by the Fisher information of
 * mean and covariance. See docs/mathematics.md §16.4.
 */
export function quadraticKl(p: Gaussian, old: Gaussian): number {
  const { xx, xy, yy } = old.covariance;
  const [dx, dy] = [p.mean[0] - old.mean[0], p.mean[1] - old.mean[1]];
  const determinant = xx * yy - xy * xy;
  const meanPart = (yy * dx * dx - 2 * xy * dx * dy + xx * dy * dy) / determinant;
  const m = whitened(old.covariance, p.covariance);
  return 0.5 * meanPart + 0.25 * ((m.xx - 1) ** 2 + 2 * m.xy ** 2 + (m.yy - 1) ** 2);
}

/** From this bound on the ball holds covariances without any spread, and the real KL on it has no largest. */
export const LIMITLESS = 0.25;
