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

/** The contour as a part of a path: many of them cost one element. */
export function contourPath({ x, y, matrix: [a, b, c, d] }: PixelEllipse): string {
  // M turns two opposite points of the unit circle into two of the ellipse; M·Mᵀ has its axes.
  const [xx, xy, yy] = [a * a + b * b, a * c + b * d, c * c + d * d];
  const [middle, half] = [(xx + yy) / 2, Math.hypot((xx - yy) / 2, xy)];
  const [long, short] = [Math.sqrt(middle + half), Math.sqrt(Math.max(0, middle - half))];
  const angle = (Math.atan2(2 * xy, xx - yy) * 90) / Math.PI;
  const arc = `a${n(long)} ${n(short)} ${n(angle)} 1 0`;
  return `M${n(x - a)} ${n(y - c)}${arc} ${n(2 * a)} ${n(2 * c)}${arc} ${n(-2 * a)} ${n(-2 * c)}`;
}

/** A hundredth of a pixel is nothing to the eye. */
const n = (value: number) => Math.round(100 * value) / 100;

/** The band of allowed 1σ contours around a mean that lies at 0, as a path: the outer curve, and the inner one as its hole. */
export function bandPath({ outer, inner }: CovarianceBand, { factor }: PlaneScale): string {
  const outline = (ring: Ring) =>
    `M${ringPoints(ring)
      .map(([u, v]) => `${(u * factor).toFixed(1)} ${(-v * factor).toFixed(1)}`)
      .join('L')}Z`;
  return outline(outer) + (inner === null ? '' : outline(inner));
}
