import { linksScene } from '../acrobot/scene.ts';
import { chosen } from '../chosen.ts';
import type { Scene } from '../environment.ts';
import { TORQUES } from './dynamics.ts';

export const acrobotDiscreteScene: Scene = {
  ...linksScene((action) => chosen(TORQUES, action)),
  choiceKeys: ['ArrowLeft', null, 'ArrowRight'],
  still: { steps: 14, action: [2] },
};
