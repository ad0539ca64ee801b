import type { TaskPreset } from '../environment.ts';

export const ACROBOT_PRESETS = [
  {
    id: 'acrobot',
    title: 'Acrobot, KL layer',
    caption: 'Every step costs the same: the return is minus the steps that the swing takes.',
    layer: {
      discount: 0.99,
      steps: 163_840,
    },
  },
] as const satisfies readonly TaskPreset[];
