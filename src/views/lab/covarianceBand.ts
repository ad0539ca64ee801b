import type { LabConfiguration } from '../../experiments/lab.ts';
import { type Covariance, covarianceOf, type Point } from './labGeometry.ts';

/**
 * A closed curve around the origin, by how far it reaches in direction u: √(uᵀCu) + offset. With offset 0 an ellipse, else
 * the curve parallel to one.
 */
export interface Ring {
  readonly covariance: Covariance;
  readonly offset: number;
}

/** Between which two curves around the mean the 1σ contours of all allowed covariances lie. */
export interface CovarianceBand {
  readonly outer: Ring;
  /** `null` where an allowed policy may be arbitrarily narrow. */
  readonly inner: Ring | null;
}

/**
 * The region of the covariance as the plane can show it: no allowed policy is wider than `outer` or narrower than
 * `inner` in any direction, and in each direction some reach them. See docs/mathematics.md §3.11.
 */
export function covarianceBand(
  lab: Pick<LabConfiguration, 'projection' | 'scaled' | 'covarianceBound' | 'old'>,
): CovarianceBand {
  const { projection, covarianceBound: bound } = lab;
  const old = covarianceOf(lab.old);
  const radius = Math.sqrt(bound);
  if (projection === 'kl') {
    const [least, most] = klVarianceRatios(bound);
    return {
      outer: { covariance: times(old, most), offset: 0 },
      inner: { covariance: times(old, least), offset: 0 },
    };
  }
  if (projection === 'frobenius') {
    const inner = plusIdentity(old, -radius);
    return {
      outer: { covariance: plusIdentity(old, radius), offset: 0 },
      inner: isPositive(inner) ? { covariance: inner, offset: 0 } : null,
    };
  }
  if (lab.scaled) {
    return {
      outer: { covariance: times(old, (1 + radius) ** 2), offset: 0 },
      inner: radius < 1 ? { covariance: times(old, (1 - radius) ** 2), offset: 0 } : null,
    };
  }
  const { sigma1, sigma2 } = lab.old;
  const [narrow, wide] = [Math.min(sigma1, sigma2), Math.max(sigma1, sigma2)];
  return {
    outer: { covariance: old, offset: radius },
    // Nearer than its sharpest bend a parallel curve crosses itself; then no inner curve is drawn.
    inner: radius < narrow ** 2 / wide ? { covariance: old, offset: -radius } : null,
  };
}

/** The λ below and above 1 with ½(λ − 1 − ln λ) = bound, by Newton's method from outside. */
function klVarianceRatios(bound: number): readonly [number, number] {
  const excess = (lambda: number) => (lambda - 1 - Math.log(lambda)) / 2 - bound;
  const slope = (lambda: number) => (1 - 1 / lambda) / 2;
  // Above, λ − 1 − ln λ ≥ (λ − 1)²/(2λ), and so the root lies below this; below, in ln λ, −ln λ − 1 < 2·bound.
  let most = 1 + 2 * bound + 2 * Math.sqrt(bound * (bound + 1));
  let logLeast = -1 - 2 * bound;
  for (let i = 0; i < 60; i++) {
    most -= excess(most) / slope(most);
    const least = Math.exp(logLeast);
    logLeast -= excess(least) / (slope(least) * least);
  }
  return [Math.exp(logLeast), most];
}

function times({ xx, xy, yy }: Covariance, factor: number): Covariance {
  return { xx: factor * xx, xy: factor * xy, yy: factor * yy };
}

function plusIdentity({ xx, xy, yy }: Covariance, amount: number): Covariance {
  return { xx: xx + amount, xy, yy: yy + amount };
}

function isPositive({ xx, xy, yy }: Covariance): boolean {
  return xx > 0 && yy > 0 && xx * yy - xy * xy > 0;
}

const POINTS = 96;

/** Points of a ring, counter-clockwise, around the origin. */
export function ringPoints({ covariance: { xx, xy, yy }, offset }: Ring): Point[] {
  return Array.from({ length: POINTS }, (_, i): Point => {
    const angle = (i / POINTS) * 2 * Math.PI;
    const [u, v] = [Math.cos(angle), Math.sin(angle)];
    const [x, y] = [xx * u + xy * v, xy * u + yy * v];
    const length = Math.sqrt(x * u + y * v);
    return [x / length + offset * u, y / length + offset * v];
  });
}
