import type { LabConfiguration, LabGaussian } from '../../../../experiments/lab.ts';
import { DEFAULT_LAB } from '../../../../experiments/labPresets.ts';
import type { PlanePart } from '../../../lab/planeParts.ts';
import type { LabScript } from '../../lab/labScript.ts';
import { distanceBy, inUnits, RULERS } from './distances.ts';

const BASE = { ...DEFAULT_LAB, scaled: false } as const;

const FLAT: LabGaussian = { mean: [0, 0], sigma1: 1, sigma2: 0.1, angle: 0 };
const start: LabConfiguration = {
  ...BASE,
  old: { mean: [-0.6, -0.3], sigma1: 1, sigma2: 0.6, angle: 20 },
  proposed: { mean: [0.4, 0.4], sigma1: 0.9, sigma2: 0.4, angle: -15 },
};
const round = (sigma: number): LabGaussian => ({ mean: [0, 0], sigma1: sigma, sigma2: sigma, angle: 0 });

/** What sentences of the prose set the figure to. */
export const states = {
  start,
  along: { ...BASE, old: FLAT, proposed: { ...FLAT, mean: [0.4, 0] } },
  across: { ...BASE, old: FLAT, proposed: { ...FLAT, mean: [0, 0.4] } },
  /** A policy that grows by a fifth, and one that loses nine tenths of its width. */
  widening: { ...BASE, old: round(1), proposed: round(1.2) },
  collapse: { ...BASE, old: round(0.1), proposed: round(0.01) },
  /** The same change to and fro. */
  narrower: { ...BASE, old: round(1), proposed: round(0.2) },
  wider: { ...BASE, old: round(0.2), proposed: round(1) },
  metres: start,
  halfMetres: inUnits(start, 2),
  scaled: { ...inUnits(start, 2), scaled: true },
  task: {
    ...BASE,
    old: { mean: [0, 0], sigma1: 0.9, sigma2: 0.12, angle: 0 },
    proposed: { mean: [0.1, 0], sigma1: 0.9, sigma2: 0.12, angle: 0 },
  },
} as const satisfies Record<string, LabConfiguration>;

/** What the task calls far and near: by KL in nats, by W2 in squared units of the action. */
export const TASK = { klFar: 1, klNear: 0.05, w2Far: 0.5, w2Near: 0.06 } as const;

export type RulersStep = 'three' | 'narrow' | 'predict' | 'sides' | 'units' | 'scaled' | 'task';

const HIDES: readonly PlanePart[] = ['projected', 'region', 'band'];

/** Which rulers find the collapse of a narrow policy smaller than a slight widening of a wide one. */
function blindToCollapse(): string {
  const blind = RULERS.filter(
    (ruler) => distanceBy(ruler, states.collapse) < distanceBy(ruler, states.widening),
  );
  return blind.join('-') || 'none';
}

export const script: LabScript<RulersStep> = {
  id: 'rulers',
  steps: [
    { id: 'three', lab: states.start, hides: HIDES },
    { id: 'narrow', lab: states.along, hides: HIDES },
    {
      id: 'predict',
      lab: states.collapse,
      hides: HIDES,
      prediction: { kind: 'choice', options: ['kl', 'w2', 'w2-frobenius', 'none'], answer: blindToCollapse },
    },
    { id: 'sides', lab: states.narrower, hides: HIDES },
    { id: 'units', lab: states.metres, hides: HIDES },
    { id: 'scaled', lab: states.scaled, hides: HIDES, controls: ['scaled'] },
    {
      id: 'task',
      lab: states.task,
      hides: HIDES,
      task: ({ lab }) => {
        const [kl, w2] = [distanceBy('kl', lab), distanceBy('w2', { ...lab, scaled: false })];
        return (kl >= TASK.klFar && w2 <= TASK.w2Near) || (kl <= TASK.klNear && w2 >= TASK.w2Far);
      },
    },
  ],
};
