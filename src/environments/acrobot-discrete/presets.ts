import * as m from '#words/presets';
import { CLASSIC_CONTROL } from '../classicControl.ts';
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
    layer: CLASSIC_CONTROL,
  },
] as const satisfies readonly TaskPreset[];
