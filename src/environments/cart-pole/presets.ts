import * as m from '#words/presets';
import type { TaskPreset } from '../environment.ts';

/**
 * The trap is to hang still in the middle. What leads out: long rollouts, an entropy bonus, and observations as they are, for a
 * running scale learned while the pole hangs would blow up the first swing.
 */
export const CART_POLE_PRESETS = [
  {
    id: 'cart-pole',
    get title() {
      return m.cartPole();
    },
    get caption() {
      return m.cartPoleCaption();
    },
    layer: {
      normaliseObservations: false,
      stepsPerIteration: 128,
      entropyCoefficient: 0.02,
      discount: 0.98,
      steps: 262_144,
    },
  },
] as const satisfies readonly TaskPreset[];
