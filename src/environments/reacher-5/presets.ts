import type { TaskPreset } from '../environment.ts';

/**
 * What both fast presets share: large steps, which the layer's bounds hold, and rates that fall to nothing. Of seeds 1 to 3 the sparse
 * task ends at −27, −38 and −18, the dense one at −26, −20 and −34.
 */
const FAST = {
  environments: 32,
  activation: 'relu',
  initialStandardDeviation: 0.5,
  policyEpochs: 5,
  valueEpochs: 5,
  minibatchSize: 256,
  learningRate: 2e-3,
  valueLearningRate: 3e-3,
  learningRateDecay: true,
  maximalGradientNorm: 1,
  trustRegionCoefficient: 16,
} as const;

/**
 * All that pays comes after the last step of an episode of fixed length: nothing is discounted, and the clock in the observation tells
 * the critic when it comes.
 */
export const REACHER_5_PRESETS = [
  {
    id: 'reacher-5',
    title: 'Reacher 5, KL layer',
    caption:
      'The sparse task of the paper: only the last of 200 steps tells how close. Hardly learns within its budget; “Reacher 5, fast” does.',
    layer: {
      environments: 64,
      stepsPerIteration: 100,
      discount: 1,
      rewardScale: 0.05,
      learningRate: 5e-4,
      minibatchSize: 512,
      steps: 614_400,
    },
  },
  {
    id: 'reacher-5-fast',
    title: 'Reacher 5, fast',
    caption:
      'The sparse task behind the same layer and bounds, with settings that learn it: in half a million steps from a return of −85 to about −30.',
    layer: { ...FAST, stepsPerIteration: 100, discount: 1, rewardScale: 0.05, steps: 480_000 },
  },
] as const satisfies readonly TaskPreset[];

export const REACHER_5_DENSE_PRESETS = [
  {
    id: 'reacher-5-dense',
    title: 'Reacher 5, dense, KL layer',
    caption: 'Five torques, of which the picture shows two: the same arm told its distance in every step.',
    layer: {
      environments: 64,
      discount: 0.99,
      steps: 524_288,
    },
  },
  {
    id: 'reacher-5-dense-fast',
    title: 'Reacher 5, dense, fast',
    caption:
      'The same arm, layer and bounds with settings that learn sooner: in a quarter of a million steps from a return of −90 to about −25.',
    layer: { ...FAST, discount: 0.97, rewardScale: 1, steps: 262_144 },
  },
] as const satisfies readonly TaskPreset[];
