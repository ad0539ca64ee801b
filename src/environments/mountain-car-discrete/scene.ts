import { chosen } from '../chosen.ts';
import type { Scene } from '../environment.ts';
import { valleyScene } from '../mountain-car/scene.ts';
import { GOAL_POSITION } from './dynamics.ts';

export const mountainCarDiscreteScene: Scene = {
  ...valleyScene(GOAL_POSITION, (action) => chosen([-1, 0, 1], action)),
  choiceKeys: ['ArrowLeft', null, 'ArrowRight'],
  still: { steps: 26, action: [0] },
};
