import * as m from '#words/presets';
import type { TaskPreset } from '../environment.ts';

/**
 * As language models are fine-tuned: a network that has been taught, a reward at the end, no discount. The step is ten times the one
 * of other tasks: with theirs both methods arrive alike, with this one the clip no longer holds (docs/algorithms.md).
 */
const FINE_TUNING = {
  hiddenSizes: [128],
  activation: 'relu',
  rewardScale: 1,
  discount: 1,
  staggerStarts: false,
  normaliseObservations: false,
  environments: 64,
  stepsPerIteration: 32,
  learningRate: 1e-2,
  steps: 65_536,
} as const;

export const SPELLING_PRESETS = [
  {
    id: 'spelling',
    get title() {
      return m.spelling();
    },
    get caption() {
      return m.spellingCaption();
    },
    layer: FINE_TUNING,
  },
  {
    id: 'spelling-ppo',
    get title() {
      return m.spellingPpo();
    },
    get caption() {
      return m.spellingPpoCaption();
    },
    layer: { ...FINE_TUNING, algorithm: 'ppo' },
  },
] as const satisfies readonly TaskPreset[];
