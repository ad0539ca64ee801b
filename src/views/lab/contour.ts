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
  // Root of a 2×2 positive definite matrix: (Σ + √det I) / √(tr + 2√det).
  const rootDeterminant = Math.sqrt(Math.max(0, xx * yy - xy * xy));
  const size = (deviations * scale.factor) / Math.sqrt(xx + yy + 2 * rootDeterminant);
  return {
    x: scale.x(mean[0]),
    y: scale.y(mean[1]),
    matrix: [(xx + rootDeterminant) * size, xy * size, -xy * size, -(yy + rootDeterminant) * size],
  };
}

/** The SVG transform that turns a unit circle into the contour. */
export function contourTransform({ x, y, matrix: [a, b, c, d] }: PixelEllipse): string {
  return `matrix(${a} ${c} ${b} ${d} ${x} ${y})`;
}
