import { poleScene } from '../cart-pole/scene.ts';
import { chosen } from '../chosen.ts';
import type { Scene } from '../environment.ts';
import { ANGLE_LIMIT } from './dynamics.ts';

export const cartPoleBalanceScene: Scene = {
  ...poleScene((action) => chosen([-1, 1], action), ANGLE_LIMIT),
  choiceKeys: ['ArrowLeft', 'ArrowRight'],
  still: { steps: 12, action: [1] },
};
