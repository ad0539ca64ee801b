import * as m from '#words/presets';
import type { TaskPreset } from '../environment.ts';

/** Nothing tells a step from another before the flag is found by chance: an entropy bonus keeps the policy random until then, and long rollouts have the flag in them sooner. */
export const MOUNTAIN_CAR_DISCRETE_PRESETS = [
  {
    id: 'mountain-car-discrete',
    get title() {
      return m.mountainCarDiscrete();
    },
    get caption() {
      return m.mountainCarDiscreteCaption();
    },
    layer: {
      hiddenSizes: [32, 32],
      stepsPerIteration: 128,
      policyEpochs: 4,
      valueEpochs: 4,
      minibatchSize: 128,
      learningRate: 2e-3,
      valueLearningRate: 4e-3,
      learningRateDecay: true,
      maximalGradientNorm: 1,
      discount: 0.99,
      entropyCoefficient: 0.05,
      steps: 262_144,
    },
  },
] as const satisfies readonly TaskPreset[];
