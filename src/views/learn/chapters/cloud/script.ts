import * as m from '#words/learn';
import type { LabConfiguration, LabGaussian } from '../../../../experiments/lab.ts';
import { DEFAULT_LAB } from '../../../../experiments/labPresets.ts';
import type { PlanePart } from '../../../lab/planeParts.ts';
import type { LabScript } from '../../lab/labScript.ts';
import { entropyOf, shareWithin, stretchOf } from './cloudNumbers.ts';

/** A figure of one policy: the others lie on it and are hidden. */
function policy(gaussian: LabGaussian): LabConfiguration {
  return { ...DEFAULT_LAB, old: gaussian, proposed: gaussian };
}

const START: LabGaussian = { mean: [0.4, 0.2], sigma1: 1.1, sigma2: 0.6, angle: 30 };
const ROUND: LabGaussian = { mean: [0, 0], sigma1: 0.8, sigma2: 0.8, angle: 0 };

/** What sentences of the prose set the figure to. */
export const states = {
  start: policy(START),
  moved: policy({ ...START, mean: [-0.8, -0.5] }),
  round: policy({ ...START, sigma1: 0.8, sigma2: 0.8, angle: 0 }),
  long: policy({ ...START, sigma1: 1.6, sigma2: 0.4, angle: 0 }),
  tilted: policy({ ...START, sigma1: 1.6, sigma2: 0.4, angle: 40 }),
  certain: policy({ ...START, sigma1: 0.55, sigma2: 0.3 }),
  wide: policy({ ...START, sigma1: 2.2, sigma2: 1.2 }),
  task: policy(ROUND),
} as const satisfies Record<string, LabConfiguration>;

/** The entropy that the task asks to keep, and how near is near enough, in nats. */
export const TASK_ENTROPY = entropyOf(states.task);
const TASK_SLACK = 0.05;
const TASK_STRETCH = 3;

/** Answers of the prediction: shares of the actions. */
const SHARES = { third: 0.39, half: 0.5, most: 0.68, nearly: 0.95 } as const;

export type CloudStep = 'dice' | 'mean' | 'covariance' | 'predict' | 'density' | 'entropy' | 'task';

const HIDES: readonly PlanePart[] = ['proposed', 'projected', 'region', 'band'];

export const script: LabScript<CloudStep> = {
  id: 'cloud',
  names: () => ({ old: m.policy() }),
  steps: [
    { id: 'dice', lab: states.start, hides: HIDES },
    { id: 'mean', lab: states.start, hides: HIDES },
    { id: 'covariance', lab: states.tilted, hides: HIDES },
    {
      id: 'predict',
      lab: states.start,
      hides: HIDES,
      prediction: {
        kind: 'choice',
        options: Object.keys(SHARES),
        answer: () => {
          const share = shareWithin(1);
          const distance = ([, value]: [string, number]) => Math.abs(value - share);
          return Object.entries(SHARES).sort((a, b) => distance(a) - distance(b))[0]![0];
        },
      },
    },
    { id: 'density', lab: states.start, hides: HIDES },
    { id: 'entropy', lab: states.start, hides: HIDES },
    {
      id: 'task',
      lab: states.task,
      hides: HIDES,
      task: ({ lab }) =>
        Math.abs(entropyOf(lab) - TASK_ENTROPY) <= TASK_SLACK && stretchOf(lab.old) >= TASK_STRETCH,
    },
  ],
};
