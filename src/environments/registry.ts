import { acrobot } from './acrobot/dynamics.ts';
import { ACROBOT_PRESETS } from './acrobot/presets.ts';
import { acrobotDiscrete } from './acrobot-discrete/dynamics.ts';
import { ACROBOT_DISCRETE_PRESETS } from './acrobot-discrete/presets.ts';
import { cartPole } from './cart-pole/dynamics.ts';
import { CART_POLE_PRESETS } from './cart-pole/presets.ts';
import { cartPoleBalance } from './cart-pole-balance/dynamics.ts';
import { CART_POLE_BALANCE_PRESETS } from './cart-pole-balance/presets.ts';
import type { Task } from './environment.ts';
import { mountainCar } from './mountain-car/dynamics.ts';
import { MOUNTAIN_CAR_PRESETS } from './mountain-car/presets.ts';
import { mountainCarDiscrete } from './mountain-car-discrete/dynamics.ts';
import { MOUNTAIN_CAR_DISCRETE_PRESETS } from './mountain-car-discrete/presets.ts';
import { pendulum } from './pendulum/dynamics.ts';
import { PENDULUM_PRESETS } from './pendulum/presets.ts';
import { pointMass } from './point-mass/dynamics.ts';
import { POINT_MASS_PRESETS } from './point-mass/presets.ts';
import { reacher } from './reacher/dynamics.ts';
import { REACHER_PRESETS } from './reacher/presets.ts';
import { reacher5, reacher5Dense } from './reacher-5/dynamics.ts';
import { REACHER_5_DENSE_PRESETS, REACHER_5_PRESETS } from './reacher-5/presets.ts';
import { spelling } from './spelling/dynamics.ts';
import { SPELLING_PRESETS } from './spelling/presets.ts';

/**
 * Every task by id, in the order in which the interface lists them. What draws them is in scenes.ts, so that the worker and
 * the command line load no drawing code.
 */
export const TASKS = {
  pendulum: { environment: pendulum, presets: PENDULUM_PRESETS },
  'mountain-car': { environment: mountainCar, presets: MOUNTAIN_CAR_PRESETS },
  'cart-pole': { environment: cartPole, presets: CART_POLE_PRESETS },
  acrobot: { environment: acrobot, presets: ACROBOT_PRESETS },
  'point-mass': { environment: pointMass, presets: POINT_MASS_PRESETS },
  reacher: { environment: reacher, presets: REACHER_PRESETS },
  'reacher-5': { environment: reacher5, presets: REACHER_5_PRESETS },
  'reacher-5-dense': { environment: reacher5Dense, presets: REACHER_5_DENSE_PRESETS },
  'cart-pole-balance': { environment: cartPoleBalance, presets: CART_POLE_BALANCE_PRESETS },
  'acrobot-discrete': { environment: acrobotDiscrete, presets: ACROBOT_DISCRETE_PRESETS },
  'mountain-car-discrete': { environment: mountainCarDiscrete, presets: MOUNTAIN_CAR_DISCRETE_PRESETS },
  spelling: { environment: spelling, presets: SPELLING_PRESETS },
} as const satisfies Readonly<Record<string, Task>>;

export type EnvironmentId = keyof typeof TASKS;
