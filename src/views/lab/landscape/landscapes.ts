import type { LabGaussian } from '../../../experiments/lab.ts';
import { DEFAULT_LAB } from '../../../experiments/labPresets.ts';
import type { LandscapeId } from '../../../experiments/landscapeLink.ts';
import { covarianceOf } from '../labGeometry.ts';
import type { Hill } from './expectedReward.ts';

/** A reward of every action, and a policy from which it is worth a walk. */
export interface Landscape {
  readonly hills: readonly Hill[];
  readonly start: LabGaussian;
}

function hill(height: number, x: number, y: number, sigma1: number, sigma2: number, angle: number): Hill {
  return { height, at: [x, y], breadth: covarianceOf({ sigma1, sigma2, angle }) };
}

/** Where the Lab begins, so that the pair on the first screen already tells the first landscape's story. */
const start: LabGaussian = DEFAULT_LAB.old;

export const LANDSCAPES: Readonly<Record<LandscapeId, Landscape>> = {
  cliff: { start, hills: [hill(1.6, 0.35, 0.25, 1, 1.6, 30), hill(-4, 2.1, 1.25, 0.75, 2.2, 30)] },
  ridge: {
    start,
    hills: [
      hill(2, 2.4, 1.5, 2.4, 0.42, 30),
      hill(-1.2, 1, 2.3, 2.2, 0.55, 30),
      hill(-1.2, 2.4, -0.3, 2.2, 0.55, 30),
    ],
  },
  hills: {
    start,
    hills: [
      hill(0.8, -0.1, -0.1, 0.8, 0.8, 0),
      hill(2, 3, 1.8, 0.9, 0.9, 0),
      hill(-1, 1.5, 0.8, 0.55, 1.4, 30),
    ],
  },
  gentle: { start, hills: [hill(1, 1, 0.8, 1.2, 1.2, 0)] },
};
