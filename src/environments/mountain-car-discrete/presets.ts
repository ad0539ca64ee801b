import * as m from '#words/presets';
import type { TaskPreset } from '../environment.ts';

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
      discount: 0.99,
      steps: 262_144,
    },
  },
] as const satisfies readonly TaskPreset[];
