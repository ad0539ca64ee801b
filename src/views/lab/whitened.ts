import { planarRoot } from '../../components/ellipse.ts';
import type { Covariance, Point } from './labGeometry.ts';

/** A vector seen from a policy where that is the unit circle: S⁻¹v with S the symmetric root of its covariance. */
export function whitened({ xx, xy, yy }: Covariance, [u, v]: Point): Point {
  const [a, b, d] = planarRoot(xx, xy, yy);
  const determinant = a * d - b * b;
  return [(d * u - b * v) / determinant, (a * v - b * u) / determinant];
}
