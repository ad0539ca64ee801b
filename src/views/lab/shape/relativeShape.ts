import { planarRoot } from '../../../components/ellipse.ts';
import type { LabConfiguration, LabGaussian } from '../../../experiments/lab.ts';
import { axesOf, type Covariance, covarianceOf, withCovariance } from '../labGeometry.ts';

/**
 * A covariance seen from the old policy, where that is the unit circle: Σ = S_o V diag(λ) Vᵀ S_o, with S_o the root of
 * Σ_o and V the rotation by `angle`. λ are the eigenvalues of Σ_o⁻¹Σ; an old policy has λ = (1, 1).
 * See docs/mathematics.md §1.
 */
export interface RelativeShape {
  readonly lambda: readonly [number, number];
  /** Radians, of the first axis. */
  readonly angle: number;
}

/** The shape of a covariance, its first axis the one that lies nearer to a given angle. */
export function relativeShape(old: Covariance, covariance: Covariance, near = 0): RelativeShape {
  const [a, b, d] = planarRoot(old.xx, old.xy, old.yy);
  const determinant = a * d - b * b;
  const [ia, ib, id] = [d / determinant, -b / determinant, a / determinant];
  const { xx, xy, yy } = covariance;
  // S_o⁻¹ Σ S_o⁻¹
  const left = [ia * xx + ib * xy, ia * xy + ib * yy, ib * xx + id * xy, ib * xy + id * yy] as const;
  const white: Covariance = {
    xx: left[0] * ia + left[1] * ib,
    xy: left[0] * ib + left[1] * id,
    yy: left[2] * ib + left[3] * id,
  };
  const { sigma1, sigma2, angle: degrees } = axesOf(white);
  const angle = (degrees * Math.PI) / 180;
  const lambda = [sigma1 ** 2, sigma2 ** 2] as const;
  return Math.abs(Math.sin(angle - near)) > Math.SQRT1_2
    ? { lambda: [lambda[1], lambda[0]], angle: angle - Math.PI / 2 }
    : { lambda, angle };
}

/** The covariance of a shape. */
export function covarianceOfShape(old: Covariance, { lambda: [one, two], angle }: RelativeShape): Covariance {
  const [a, b, d] = planarRoot(old.xx, old.xy, old.yy);
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const [p, q, r] = [one * c * c + two * s * s, (one - two) * c * s, one * s * s + two * c * c];
  const left = [a * p + b * q, a * q + b * r, b * p + d * q, b * q + d * r] as const;
  return { xx: left[0] * a + left[1] * b, xy: left[0] * b + left[1] * d, yy: left[2] * b + left[3] * d };
}

/** The angle of the old policy's own first axis; a shape at it shares both axes with the old policy. */
export function ownAngle(old: LabGaussian): number {
  return (old.angle * Math.PI) / 180;
}

/** By how many degrees a shape's axes are turned against the old policy's, 0 … 45. */
export function turnedBy(old: LabGaussian, { lambda, angle }: RelativeShape): number {
  // A circle has no axes, and an old circle shares everybody's.
  if (Math.abs(Math.log(lambda[0] / lambda[1])) < 1e-6 || Math.abs(Math.log(old.sigma1 / old.sigma2)) < 1e-6)
    return 0;
  const quarter = Math.PI / 2;
  const off = (((angle - ownAngle(old)) % quarter) + quarter) % quarter;
  return (Math.min(off, quarter - off) * 180) / Math.PI;
}

/** The Lab with the proposal's shape changed, its mean and the directions of its axes as they are. */
export function withShape(lab: LabConfiguration, shape: RelativeShape): LabGaussian {
  return withCovariance(lab.proposed, covarianceOfShape(covarianceOf(lab.old), shape));
}
