import { planarRoot } from '../../components/ellipse.ts';
import { type CovarianceBand, type Ring, ringPoints } from './covarianceBand.ts';
import type { PixelEllipse } from './labelPlacement.ts';
import type { Covariance, Point } from './labGeometry.ts';
import type { PlaneScale } from './planeView.ts';

/** The 1σ contour in pixels: centre + M·(unit circle), M the symmetric root of Σ with a₂ turned upwards. */
export function contourOf(
  mean: Point,
  { xx, xy, yy }: Covariance,
  scale: PlaneScale,
  deviations = 1,
): PixelEllipse {
  const [rxx, rxy, ryy] = planarRoot(xx, xy, yy);
  const size = deviations * scale.factor;
  return {
    x: scale.x(mean[0]),
    y: scale.y(mean[1]),
    matrix: [rxx * size, rxy * size, -rxy * size, -ryy * size],
  };
}

/** The SVG transform that turns a unit circle into the contour. */
export function contourTransform({ x, y, matrix: [a, b, c, d] }: PixelEllipse): string {
  return `matrix(${a} ${c} ${b} ${d} ${x} ${y})`;
}

/** The band of allowed 1σ contours around a mean, as a path: the outer curve, and the inner one as its hole. */
export function bandPath({ outer, inner }: CovarianceBand, [x, y]: Point, scale: PlaneScale): string {
  const outline = (ring: Ring) =>
    `M${ringPoints(ring)
      .map(([u, v]) => `${scale.x(x + u).toFixed(1)} ${scale.y(y + v).toFixed(1)}`)
      .join('L')}Z`;
  return outline(outer) + (inner === null ? '' : outline(inner));
}
