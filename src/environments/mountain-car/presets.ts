import * as m from '#words/presets';
import type { TaskPreset } from '../environment.ts';

/**
 * Nothing but the flag pays and thrust costs, so a policy that does not find the flag at first learns to stand still. With the usual
 * standard deviation of 1 this happens to one seed in four; with 2, noise that mostly pushes fully one way or the other, to none of four.
 */
export const MOUNTAIN_CAR_PRESETS = [
  {
    id: 'mountain-car',
    get title() {
      return m.mountainCar();
    },
    get caption() {
      return m.mountainCarCaption();
    },
    layer: {
      initialStandardDeviation: 2,
      discount: 0.99,
      learningRate: 3e-4,
      steps: 163_840,
    },
  },
] as const satisfies readonly TaskPreset[];
