import type { TaskPreset } from '../environment.ts';

/**
 * All that pays comes after the last step of an episode of fixed length: nothing is discounted, and the clock in the observation tells
 * the critic when it comes.
 */
export const REACHER_5_PRESETS = [
  {
    id: 'reacher-5',
    title: 'Reacher 5, KL layer',
    caption:
      'The sparse task of the paper: only the last of 200 steps tells how close. Learns slowly, and not with every seed.',
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
] as const satisfies readonly TaskPreset[];
