import type { ProjectionId } from 'trust-region-layers';
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

/** The pair asked about last: the plane of actions and the plane of shapes ask in the same frame. */
let last: {
  readonly lab: LabConfiguration;
  readonly paths: Map<ProjectionId, readonly Evaluation[]>;
} | null = null;

/** The way of one projection, found once for a pair. */
export function pathOf(projection: ProjectionId, lab: LabConfiguration): readonly Evaluation[] {
  if (last?.lab !== lab) last = { lab, paths: new Map() };
  let path = last.paths.get(projection);
  if (path === undefined) {
    path = projectionPath(projection, lab);
    last.paths.set(projection, path);
  }
  return path;
}
