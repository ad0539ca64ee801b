import * as m from '#words/lab';
import { axesToCovariance, covarianceToAxes } from '../../components/ellipse.ts';
import { formatField, formatSignificant } from '../../components/format.ts';
import { LAB_LIMITS, type LabGaussian } from '../../experiments/lab.ts';

/** A point of the action plane, (a₁, a₂). */
export type Point = readonly [number, number];
/** Which of a Gaussian's two orthogonal axes. */
export type Axis = 1 | 2;

/** Entries of a symmetric 2×2 matrix. */
export interface Covariance {
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
}

const DEGREE = Math.PI / 180;

function clamp(value: number, { minimum, maximum }: { minimum: number; maximum: number }): number {
  return Math.min(maximum, Math.max(minimum, value));
}

/** Degrees brought to (−90, 90]: an axis has no direction. */
export function normaliseAngle(degrees: number): number {
  const turned = ((((degrees + 90) % 180) + 180) % 180) - 90;
  return turned === -90 ? 90 : turned;
}

/** Σ = Rot(angle) diag(σ₁², σ₂²) Rot(angle)ᵀ. */
export function covarianceOf({
  sigma1,
  sigma2,
  angle,
}: Pick<LabGaussian, 'sigma1' | 'sigma2' | 'angle'>): Covariance {
  const [xx, xy, , yy] = axesToCovariance({ sigma1, sigma2, angle: angle * DEGREE });
  return { xx, xy, yy };
}

/** Why a matrix cannot be a covariance the Lab can show, as a sentence; `null` if it can. */
export function covarianceProblem({ xx, xy, yy }: Covariance): string | null {
  const determinant = xx * yy - xy * xy;
  if (!(xx > 0 && yy > 0 && determinant > 0)) {
    return m.notPositive({ product: formatSignificant(xx * yy), square: formatSignificant(xy * xy) });
  }
  const { sigma1, sigma2 } = axesOf({ xx, xy, yy });
  const { minimum, maximum } = LAB_LIMITS.sigma;
  // The entries are typed with a few digits: a hair beyond the limit is clamped, not refused.
  if (Math.min(sigma1, sigma2) < minimum * 0.999 || Math.max(sigma1, sigma2) > maximum * 1.001) {
    return m.deviationsWrong({ minimum: formatField(minimum), maximum: formatField(maximum) });
  }
  return null;
}

/** The orthogonal axes of a positive definite covariance, the longer first. */
export function axesOf({ xx, xy, yy }: Covariance): Pick<LabGaussian, 'sigma1' | 'sigma2' | 'angle'> {
  const { sigma1, sigma2, angle } = covarianceToAxes([xx, xy, xy, yy]);
  return { sigma1, sigma2, angle: normaliseAngle(angle / DEGREE) };
}

/** The same mean with another covariance, within the Lab's limits; the matrix must be positive definite. */
export function withCovariance(gaussian: LabGaussian, covariance: Covariance): LabGaussian {
  const { sigma1, sigma2, angle } = axesOf(covariance);
  return {
    mean: gaussian.mean,
    sigma1: clamp(sigma1, LAB_LIMITS.sigma),
    sigma2: clamp(sigma2, LAB_LIMITS.sigma),
    angle,
  };
}

export function withMean(gaussian: LabGaussian, [x, y]: Point): LabGaussian {
  return { ...gaussian, mean: [clamp(x, LAB_LIMITS.mean), clamp(y, LAB_LIMITS.mean)] };
}

/** Unit vector along an axis. */
function axisDirection(gaussian: LabGaussian, axis: Axis): Point {
  const angle = (gaussian.angle + (axis === 1 ? 0 : 90)) * DEGREE;
  return [Math.cos(angle), Math.sin(angle)];
}

/** Tip of an axis at 1σ; `side` says which of its two ends. */
export function axisTip(gaussian: LabGaussian, axis: Axis, side: 1 | -1): Point {
  const [u, v] = axisDirection(gaussian, axis);
  const length = side * (axis === 1 ? gaussian.sigma1 : gaussian.sigma2);
  return [gaussian.mean[0] + length * u, gaussian.mean[1] + length * v];
}

/** Which end of an axis is nearer to a point: the handle stays under the pointer when the angle wraps. */
export function nearerSide(gaussian: LabGaussian, axis: Axis, [x, y]: Point): 1 | -1 {
  const [u, v] = axisDirection(gaussian, axis);
  return (x - gaussian.mean[0]) * u + (y - gaussian.mean[1]) * v < 0 ? -1 : 1;
}

/** Pulls the tip of an axis to a point: its length is the distance from the mean, its direction turns both axes. */
export function dragAxis(gaussian: LabGaussian, axis: Axis, [x, y]: Point): LabGaussian {
  const dx = x - gaussian.mean[0];
  const dy = y - gaussian.mean[1];
  const length = Math.hypot(dx, dy);
  if (length < LAB_LIMITS.sigma.minimum) return withSigma(gaussian, axis, LAB_LIMITS.sigma.minimum);
  const angle = normaliseAngle(Math.atan2(dy, dx) / DEGREE - (axis === 1 ? 0 : 90));
  return withSigma({ ...gaussian, angle }, axis, length);
}

export function withSigma(gaussian: LabGaussian, axis: Axis, sigma: number): LabGaussian {
  const allowed = clamp(sigma, LAB_LIMITS.sigma);
  return axis === 1 ? { ...gaussian, sigma1: allowed } : { ...gaussian, sigma2: allowed };
}

export function turned(gaussian: LabGaussian, degrees: number): LabGaussian {
  return { ...gaussian, angle: normaliseAngle(gaussian.angle + degrees) };
}
