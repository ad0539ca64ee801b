import * as m from '#words/presets';
import type { TaskPreset } from '../environment.ts';

export const ACROBOT_PRESETS = [
  {
    id: 'acrobot',
    get title() {
      return m.acrobot();
    },
    get caption() {
      return m.acrobotCaption();
    },
    layer: {
      discount: 0.99,
      steps: 163_840,
    },
  },
] as const satisfies readonly TaskPreset[];
