import { PROJECTION_IDS, type ProjectionId } from 'trust-region-layers';
import type { LabConfiguration } from '../../../experiments/lab.ts';
import { type Evaluation, evaluate } from '../evaluate.ts';
import { passingFactor } from './boundShare.ts';

const POINTS = 32;
/** The smallest bounds of a path, as a share of the proposal's distance. */
const SMALLEST = 1e-4;

/**
 * Where a projection takes the proposal as both bounds grow by the same factor from next to nothing until it is let through:
 * the way from the old policy to the proposed one, oldest first. Both bounds keep their ratio.
 */
export function projectionPath(projection: ProjectionId, lab: LabConfiguration): Evaluation[] {
  // What it takes to let everything through, and nearly nothing, in multiples of the bounds.
  const most = passingFactor(evaluate(projection, lab));
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

type Paths = Readonly<Record<ProjectionId, readonly Evaluation[]>>;

/** The pair asked about last: the plane of actions and the plane of shapes ask in the same frame. */
let last: { readonly lab: LabConfiguration; readonly paths: Paths } | null = null;

/** The ways of all projections. */
export function projectionPaths(lab: LabConfiguration): Paths {
  if (last?.lab !== lab) {
    const paths = Object.fromEntries(PROJECTION_IDS.map((id) => [id, projectionPath(id, lab)])) as Record<
      ProjectionId,
      Evaluation[]
    >;
    last = { lab, paths };
  }
  return last.paths;
}
