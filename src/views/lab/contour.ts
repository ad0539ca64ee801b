import { planarRoot } from '../../components/ellipse.ts';
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
