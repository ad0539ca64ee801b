import * as m from '#words/presets';
import type { TaskPreset } from '../environment.ts';

export const CART_POLE_BALANCE_PRESETS = [
  {
    id: 'cart-pole-balance',
    get title() {
      return m.cartPoleBalance();
    },
    get caption() {
      return m.cartPoleBalanceCaption();
    },
    layer: {
      discount: 0.99,
      steps: 131_072,
    },
  },
] as const satisfies readonly TaskPreset[];
