import type { ProjectionId } from 'trust-region-layers';
import type { LabConfiguration } from '../../../experiments/lab.ts';
import { type Evaluation, evaluate } from '../evaluate.ts';

const POINTS = 32;
/** The smallest bounds of a path, as a share of the proposal's distance. */
const SMALLEST = 1e-4;

/**
 * Where a projection takes the proposal as both bounds grow by the same factor from next to nothing until it is let through:
 * the way from the old policy to the proposed one, oldest first. Both bounds keep their ratio.
 */
export function projectionPath(projection: ProjectionId, lab: LabConfiguration): Evaluation[] {
  const { meanPart, covariancePart } = evaluate(projection, lab);
  // What it takes to let everything through, and nearly nothing, in multiples of the bounds.
  const most = Math.max(meanPart.before / lab.meanBound, covariancePart.before / lab.covarianceBound);
  if (!(most > 0)) return [];
  return Array.from({ length: POINTS }, (_, i) => {
    const factor = most * SMALLEST ** (1 - i / (POINTS - 1));
    return evaluate(projection, {
      ...lab,
      meanBound: lab.meanBound * factor,
      covarianceBound: lab.covarianceBound * factor,
      entropyFloor: null,
    });
  });
}
