import * as m from '#words/approximations';
import type { LabConfiguration } from '../../../experiments/lab.ts';
import type { Approximation, LookOptions } from '../../../experiments/lookOptions.ts';
import { contourOf } from '../contour.ts';
import type { PixelEllipse } from '../labelPlacement.ts';
import { covarianceOf } from '../labGeometry.ts';
import type { PlaneScale } from '../planeView.ts';
import { projectAverage } from './averageBound.ts';
import { clipRing } from './clipRegion.ts';
import { type Gaussian, gaussianOf } from './divergence.ts';
import { worstOnBall } from './largestKl.ts';
import { statesOf } from './states.ts';

/** What is drawn of an approximation: an ellipse around a policy's mean, and what it is called. */
export interface Outline {
  readonly key: Approximation | 'worst';
  readonly of: Approximation;
  readonly gaussian: Gaussian;
  readonly deviations: number;
  /** Where it is a ring: how far its inner edge reaches, as a share of the outer one. */
  readonly hole?: number;
  readonly name: () => string;
}

let last: {
  readonly lab: LabConfiguration;
  readonly options: LookOptions;
  readonly outlines: readonly Outline[];
} | null = null;

/** Those that are to be drawn; found once for lines and names. */
export function approximationOutlines(lab: LabConfiguration, options: LookOptions): readonly Outline[] {
  if (last?.lab !== lab || last.options !== options) {
    const outlines = MAKERS.filter(({ of }) => options.drawn.includes(of)).flatMap(({ make }) =>
      make(lab, options),
    );
    last = { lab, options, outlines };
  }
  return last.outlines;
}

export function outlineContour({ gaussian, deviations }: Outline, scale: PlaneScale): PixelEllipse {
  return contourOf(gaussian.mean, gaussian.covariance, scale, deviations);
}

const MAKERS: readonly {
  readonly of: Approximation;
  readonly make: (lab: LabConfiguration, options: LookOptions) => readonly Outline[];
}[] = [
  {
    of: 'ppo',
    make: (lab, { action, clip }) => {
      const covariance = covarianceOf(lab.proposed);
      const { inner, outer } = clipRing(action, clip, covariance, lab.old);
      if (outer === null) return [];
      const gaussian = { mean: action, covariance };
      return [{ key: 'ppo', of: 'ppo', gaussian, deviations: outer, hole: inner / outer, name: m.ringLabel }];
    },
  },
  {
    of: 'trpo',
    make: (lab, { averageBound }) => {
      const ball: Outline = {
        ...{ key: 'trpo', of: 'trpo', name: m.ballLabel },
        gaussian: gaussianOf(lab.old),
        deviations: Math.sqrt(2 * averageBound),
      };
      const worst = worstOnBall(lab, averageBound);
      if (worst === null) return [ball];
      return [ball, { key: 'worst', of: 'trpo', gaussian: worst.policy, deviations: 1, name: m.worstLabel }];
    },
  },
  {
    of: 'papi',
    make: (lab, { averageBound, others }) => {
      const [gaussian] = projectAverage(statesOf(lab, others), averageBound).policies;
      return [{ key: 'papi', of: 'papi', gaussian: gaussian!, deviations: 1, name: m.papiName }];
    },
  },
];
