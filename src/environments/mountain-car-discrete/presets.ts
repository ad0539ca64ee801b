import * as m from '#words/presets';
import { CLASSIC_CONTROL } from '../classicControl.ts';
import type { TaskPreset } from '../environment.ts';

/** Nothing tells a step from another before the flag is found by chance: an entropy bonus keeps the policy random until then, and long rollouts have the flag in them sooner. */
export const MOUNTAIN_CAR_DISCRETE_PRESETS = [
  {
    id: 'mountain-car-discrete',
    get title() {
      return m.mountainCarDiscrete();
    },
    get caption() {
      return m.mountainCarDiscreteCaption();
    },
    layer: { ...CLASSIC_CONTROL, stepsPerIteration: 128, entropyCoefficient: 0.05, steps: 262_144 },
  },
] as const satisfies readonly TaskPreset[];
