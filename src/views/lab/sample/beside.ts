import type { LabGaussian } from '../../../experiments/lab.ts';
import { covarianceOf, type Point } from '../labGeometry.ts';

/** A point in reach of a policy and clear of its handle. */
export function beside(gaussian: LabGaussian): Point {
  const { xx, yy } = covarianceOf(gaussian);
  const [x, y] = gaussian.mean;
  return [Number((x + 0.6 * Math.sqrt(xx)).toFixed(2)), Number((y + 0.6 * Math.sqrt(yy)).toFixed(2))];
}
