import type { LabConfiguration, LabGaussian } from '../../../../experiments/lab.ts';
import { DEFAULT_LAB } from '../../../../experiments/labPresets.ts';
import type { GradientKind } from '../../../../experiments/lookOptions.ts';
import type { Loss } from '../../../lab/gradient/lossGradient.ts';
import type { PlanePart } from '../../../lab/planeParts.ts';
import type { LabScript } from '../../lab/labScript.ts';
import { descended, stepsAt } from './steps.ts';

const ROUND: LabGaussian = { mean: [-0.9, -0.3], sigma1: 0.9, sigma2: 0.9, angle: 0 };
const BASE: LabConfiguration = { ...DEFAULT_LAB, old: ROUND, proposed: ROUND };

/** Where the loss pulls the actions. */
const TARGET = [1.6, 0.6] as const;
export const PULL: Loss = { kind: 'pull', target: TARGET };
/** One action of the old policy that was better than expected. */
export const SAMPLE: Loss = { kind: 'sample', action: [-0.3, 0.2], advantage: 1 };
/** PPO's usual clip. */
export const CLIP = 0.2;

function proposedAt(x: number, y: number): LabConfiguration {
  return { ...BASE, proposed: { ...ROUND, mean: [x, y] } };
}

const far = proposedAt(0.6, -1.3);
/** Straight on from the old mean towards the target, by so much of the way. */
function onTheLine(share: number): LabConfiguration {
  const [x, y] = ROUND.mean;
  return proposedAt(x + share * (TARGET[0] - x), y + share * (TARGET[1] - y));
}

/** What sentences of the prose set the figure to. */
export const states = {
  inside: proposedAt(-0.6, -0.5),
  far,
  line: onTheLine(0.7),
  five: descended(far, PULL, 5),
  twenty: descended(far, PULL, 20),
  nudged: proposedAt(-0.62, -0.02),
  unmoved: BASE,
  task: proposedAt(0.5, -1.6),
} as const satisfies Record<string, LabConfiguration>;

/** What is shown in each step: whose arrows, and downhill on what. */
export const FIELDS: Readonly<
  Record<GradientsStep, { readonly loss: Loss; readonly kinds: readonly GradientKind[] }>
> = {
  downhill: { loss: PULL, kinds: ['raw'] },
  layer: { loss: PULL, kinds: ['raw', 'layer'] },
  predict: { loss: PULL, kinds: ['raw'] },
  slides: { loss: PULL, kinds: ['layer'] },
  clip: { loss: SAMPLE, kinds: ['layer', 'clip'] },
  task: { loss: PULL, kinds: ['layer'] },
};

export type GradientsStep = 'downhill' | 'layer' | 'predict' | 'slides' | 'clip' | 'task';

const HIDES: readonly PlanePart[] = ['band'];
/** Below this share of what it is without the layer, nothing to speak of is left. */
const SILENT = 0.1;

/** What the layer leaves of the gradient in the mean: the share of its length that passes. */
export function shareLeft(lab: LabConfiguration): number {
  const { raw, layer } = stepsAt(lab, PULL, CLIP);
  return Math.hypot(...layer) / Math.hypot(...raw);
}

export const script: LabScript<GradientsStep> = {
  id: 'gradients',
  steps: [
    { id: 'downhill', lab: states.inside, hides: HIDES, sees: TARGET },
    { id: 'layer', lab: states.far, hides: HIDES, sees: TARGET },
    {
      id: 'predict',
      lab: states.line,
      hides: HIDES,
      sees: TARGET,
      prediction: {
        kind: 'choice',
        options: ['whole', 'turned', 'nothing'],
        answer: ({ lab }) => {
          const share = shareLeft(lab);
          return share < 1e-6 ? 'nothing' : share > 1 - 1e-6 ? 'whole' : 'turned';
        },
      },
    },
    { id: 'slides', lab: states.far, hides: HIDES, sees: TARGET },
    { id: 'clip', lab: states.nudged, hides: HIDES },
    {
      id: 'task',
      lab: states.task,
      hides: HIDES,
      sees: TARGET,
      task: ({ lab, evaluation }) => evaluation.meanPart.binds && shareLeft(lab) < SILENT,
    },
  ],
};
