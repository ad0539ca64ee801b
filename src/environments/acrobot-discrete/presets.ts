import * as m from '#words/presets';
import type { TaskPreset } from '../environment.ts';

export const ACROBOT_DISCRETE_PRESETS = [
  {
    id: 'acrobot-discrete',
    get title() {
      return m.acrobotDiscrete();
    },
    get caption() {
      return m.acrobotDiscreteCaption();
    },
    layer: {
      hiddenSizes: [32, 32],
      stepsPerIteration: 32,
      policyEpochs: 4,
      valueEpochs: 4,
      minibatchSize: 128,
      learningRate: 2e-3,
      valueLearningRate: 4e-3,
      learningRateDecay: true,
      maximalGradientNorm: 1,
      discount: 0.99,
      steps: 131_072,
    },
  },
] as const satisfies readonly TaskPreset[];
