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
      discount: 0.99,
      steps: 163_840,
    },
  },
] as const satisfies readonly TaskPreset[];
