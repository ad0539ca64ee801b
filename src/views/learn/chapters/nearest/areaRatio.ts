import type { ProjectionId } from 'trust-region-layers';
import type { LabConfiguration } from '../../../../experiments/lab.ts';
import { evaluate } from '../../../lab/evaluate.ts';

/** Area of a projected ellipse over that of the old one: the root of the ratio of determinants. */
export function areaRatio(projection: ProjectionId, lab: LabConfiguration): number {
  const { xx, xy, yy } = evaluate(projection, lab).covariance;
  return Math.sqrt(xx * yy - xy * xy) / (lab.old.sigma1 * lab.old.sigma2);
}
