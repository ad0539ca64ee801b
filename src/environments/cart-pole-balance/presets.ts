import * as m from '#words/presets';
import { CLASSIC_CONTROL } from '../classicControl.ts';
import type { TaskPreset } from '../environment.ts';

/**
 * Observations as they are: scaled by what was seen so far, one seed of thirteen ended at 255. With a discount of 0.98 the worst of five ended
 * at 447.
 */
export const CART_POLE_BALANCE_PRESETS = [
  {
    id: 'cart-pole-balance',
    get title() {
      return m.cartPoleBalance();
    },
    get caption() {
      return m.cartPoleBalanceCaption();
    },
    layer: { ...CLASSIC_CONTROL, normaliseObservations: false },
  },
] as const satisfies readonly TaskPreset[];
