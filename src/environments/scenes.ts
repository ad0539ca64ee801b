import { acrobotScene } from './acrobot/scene.ts';
import { acrobotDiscreteScene } from './acrobot-discrete/scene.ts';
import { cartPoleScene } from './cart-pole/scene.ts';
import { cartPoleBalanceScene } from './cart-pole-balance/scene.ts';
import type { Scene } from './environment.ts';
import { mountainCarScene } from './mountain-car/scene.ts';
import { mountainCarDiscreteScene } from './mountain-car-discrete/scene.ts';
import { pendulumScene } from './pendulum/scene.ts';
import { pointMassScene } from './point-mass/scene.ts';
import { reacherScene } from './reacher/scene.ts';
import { reacher5DenseScene, reacher5Scene } from './reacher-5/scene.ts';
import type { EnvironmentId } from './registry.ts';
import { spellingScene } from './spelling/scene.ts';

/** The picture of every task by id; apart from the registry, which runs where there is no canvas. */
export const SCENES: Readonly<Record<EnvironmentId, Scene>> = {
  pendulum: pendulumScene,
  'mountain-car': mountainCarScene,
  'cart-pole': cartPoleScene,
  acrobot: acrobotScene,
  'point-mass': pointMassScene,
  reacher: reacherScene,
  'reacher-5': reacher5Scene,
  'reacher-5-dense': reacher5DenseScene,
  'cart-pole-balance': cartPoleBalanceScene,
  'acrobot-discrete': acrobotDiscreteScene,
  'mountain-car-discrete': mountainCarDiscreteScene,
  spelling: spellingScene,
};
