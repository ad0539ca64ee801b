import type { TaskPreset } from '../environment.ts';

export const REACHER_PRESETS = [
  {
    id: 'reacher',
    title: 'Reacher, KL layer',
    caption:
      'Two torques and a full covariance: each state has an ellipse, stretched where one joint matters more.',
    layer: {
      head: 'full',
      discount: 0.97,
      rewardScale: 1,
      steps: 262_144,
    },
  },
] as const satisfies readonly TaskPreset[];
