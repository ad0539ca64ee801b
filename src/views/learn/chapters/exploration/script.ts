import type { RunConfiguration } from '../../../../experiments/fields.ts';
import { presetConfiguration } from '../../../../experiments/presets.ts';
import { finalReturn, isOver } from '../../train/runFacts.ts';
import type { TrainScript } from '../../train/trainScript.ts';

export type ExplorationSide = 'bounded' | 'unbounded' | 'car';
export type ExplorationStep = 'noise' | 'predict' | 'bound' | 'still' | 'floor';

/** The sparse reacher; with an open covariance none of seeds 1 to 5 gets half as far as with the bound. */
const ARM: RunConfiguration = { ...presetConfiguration('reacher-5-fast'), seeds: [1], engine: 'simd' };
/** As far as a covariance bound goes: nothing ever meets it. */
const OPEN = 10;

/** With a standard deviation of 1 at the start one seed in eight learns to stand still: this one. */
export const CAR: RunConfiguration = {
  ...presetConfiguration('mountain-car'),
  initialStandardDeviation: 1,
  seeds: [3],
  engine: 'simd',
};

/** Returns are negative while the flag is never reached. */
export const FOUND_RETURN = 0;
/** A difference that counts. */
const NEARER = 10;

export const script: TrainScript<ExplorationStep, ExplorationSide> = {
  id: 'exploration',
  pace: 'full',
  stages: [
    {
      id: 'arms',
      sides: [
        { id: 'unbounded', configuration: { ...ARM, covarianceBound: OPEN } },
        { id: 'bounded', configuration: ARM },
      ],
    },
    { id: 'car', sides: [{ id: 'car', configuration: CAR }] },
  ],
  steps: [
    { id: 'noise', stage: 'arms', parts: ['agents', 'entropy', 'return'] },
    {
      id: 'predict',
      parts: ['agents', 'entropy', 'return'],
      prediction: {
        options: ['unbounded', 'same', 'bounded'],
        answer: ({ bounded, unbounded }) => {
          if (!isOver(bounded) || !isOver(unbounded)) return null;
          const gap = (finalReturn(bounded) ?? 0) - (finalReturn(unbounded) ?? 0);
          return gap > NEARER ? 'bounded' : gap < -NEARER ? 'unbounded' : 'same';
        },
      },
    },
    { id: 'bound', parts: ['agents', 'entropy', 'return'] },
    { id: 'still', stage: 'car', parts: ['agents', 'entropy', 'return'] },
    { id: 'floor', parts: ['agents', 'entropy', 'return'] },
  ],
};
