import { createDistance, isMeanScaled, METRICS, type ProjectionId } from 'trust-region-layers';
import type { LabConfiguration } from '../../../experiments/lab.ts';

/** How far the plane reaches: λ from 1/LIMIT to LIMIT on both axes. */
export const LIMIT = 64;

type Lambda = readonly [number, number];

/**
 * How far policies with the old one's own axes are from it, by their λ: what a region in the plane of shapes is made of.
 * The distances are the library's own.
 */
function distanceByShape(
  projection: ProjectionId,
  { old, scaled }: Pick<LabConfiguration, 'old' | 'scaled'>,
) {
  const distance = createDistance({
    projection,
    scaled: isMeanScaled(METRICS[projection], scaled),
    factor: 'diagonal',
    dimension: 2,
  });
  const still = { mean: new Float64Array(2), factor: Float64Array.of(old.sigma1, old.sigma2) };
  const moved = { mean: new Float64Array(2), factor: new Float64Array(2) };
  const [mean, covariance] = [new Float64Array(1), new Float64Array(1)];
  return ([one, two]: Lambda): number => {
    moved.factor[0] = old.sigma1 * Math.sqrt(one);
    moved.factor[1] = old.sigma2 * Math.sqrt(two);
    distance.evaluate(moved, still, mean, covariance, 1);
    return covariance[0]!;
  };
}

const DIRECTIONS = 120;
const HALVINGS = 40;

/**
 * The outline of a metric's region at the current bound, around (1, 1): λ of policies that have the old one's axes. Where a
 * region does not end within the plane, as some have no least width, its outline runs along the edge.
 */
export function shapeRegion(
  projection: ProjectionId,
  lab: Pick<LabConfiguration, 'old' | 'scaled' | 'covarianceBound'>,
): Lambda[] {
  const distance = distanceByShape(projection, lab);
  const edge = Math.log(LIMIT);
  return Array.from({ length: DIRECTIONS }, (_, i): Lambda => {
    const angle = (i / DIRECTIONS) * 2 * Math.PI;
    const [u, v] = [Math.cos(angle), Math.sin(angle)];
    const at = (t: number): Lambda => [Math.exp(t * u), Math.exp(t * v)];
    // Along a ray from (1, 1) in ln λ every one of the distances only grows.
    let [inside, outside] = [0, edge / Math.max(Math.abs(u), Math.abs(v))];
    if (distance(at(outside)) <= lab.covarianceBound) return at(outside);
    for (let step = 0; step < HALVINGS; step++) {
      const middle = (inside + outside) / 2;
      if (distance(at(middle)) <= lab.covarianceBound) inside = middle;
      else outside = middle;
    }
    return at(inside);
  });
}
