import type { LabConfiguration } from '../../../../experiments/lab.ts';
import { LAB_PRESETS, type LabPresetId } from '../../../../experiments/labPresets.ts';
import type { LabScript } from '../../lab/labScript.ts';

function example(id: LabPresetId): LabConfiguration {
  return LAB_PRESETS.find((preset) => preset.id === id)!.configuration;
}

const mean = example('mean');
const everything = example('everything');
const rotate = example('rotate');
const inside = example('inside');

/** What sentences of the prose set the figure to. */
export const states = {
  inside,
  mean,
  /** Twice as far from the old mean, in the same direction. */
  farther: { ...mean, proposed: { ...mean.proposed, mean: [3.6, 2.2] } },
  everything,
  kl: rotate,
  w2: { ...rotate, projection: 'w2' },
  frobenius: { ...rotate, projection: 'frobenius' },
  bures: { ...rotate, projection: 'bures' },
  tight: { ...everything, meanBound: 0.001, covarianceBound: 0.001 },
  loose: { ...everything, meanBound: 1.5, covarianceBound: 0.7 },
  wide: { ...inside, proposed: { ...inside.proposed, sigma1: 8 } },
} as const satisfies Record<string, LabConfiguration>;

/** Where the reader's own policy waits: beside the pair, and round, so that it suggests nothing. */
const START = { mean: [1.1, -1.7], sigma1: 0.7, sigma2: 0.7, angle: 0 } as const;

/** Beyond this η the old policy counts for more than the proposal. */
const HALF_WAY = 1;

export type NearestStep = 'inside' | 'mean' | 'predict' | 'ways' | 'multipliers' | 'task';

export const script: LabScript<NearestStep> = {
  id: 'nearest',
  steps: [
    { id: 'inside', lab: states.inside, readOuts: ['mean', 'covariance'] },
    { id: 'mean', lab: states.mean, readOuts: ['mean'], hides: ['band'] },
    {
      id: 'predict',
      lab: states.everything,
      prediction: { kind: 'place', start: START },
      readOuts: ['mean', 'covariance'],
    },
    { id: 'ways', lab: states.kl, looks: ['shapes'], controls: ['projection'], readOuts: ['covariance'] },
    {
      id: 'multipliers',
      lab: states.everything,
      controls: ['mean-bound', 'covariance-bound'],
      readOuts: ['mean', 'covariance'],
    },
    {
      id: 'task',
      lab: states.inside,
      readOuts: ['mean', 'covariance'],
      task: ({ evaluation: { meanPart, covariancePart } }) =>
        !meanPart.binds && covariancePart.multiplier > HALF_WAY,
    },
  ],
};
