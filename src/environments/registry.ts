import { acrobot } from './acrobot/dynamics.ts';
import { cartPole } from './cart-pole/dynamics.ts';
import type { Environment } from './environment.ts';
import { ENVIRONMENT_IDS, type EnvironmentId } from './ids.ts';
import { mountainCar } from './mountain-car/dynamics.ts';
import { pendulum } from './pendulum/dynamics.ts';
import { pointMass } from './point-mass/dynamics.ts';
import { reacher } from './reacher/dynamics.ts';
import { reacher5, reacher5Dense } from './reacher-5/dynamics.ts';

/** Every task by id: the dynamics alone, so that the worker and the command line load no drawing code. */
export const ENVIRONMENTS: Readonly<Record<EnvironmentId, Environment>> = {
  pendulum,
  'mountain-car': mountainCar,
  'cart-pole': cartPole,
  acrobot,
  'point-mass': pointMass,
  reacher,
  'reacher-5': reacher5,
  'reacher-5-dense': reacher5Dense,
};

/**
 * The task with this id.
 * @throws {RangeError} naming the tasks there are.
 */
export function environmentById(id: string): Environment {
  if (!Object.hasOwn(ENVIRONMENTS, id)) {
    throw new RangeError(`there is no environment "${id}"; there are ${ENVIRONMENT_IDS.join(', ')}`);
  }
  return ENVIRONMENTS[id as EnvironmentId];
}
