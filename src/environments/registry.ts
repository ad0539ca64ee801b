import type { Environment } from './environment.ts';
import { ENVIRONMENT_IDS, type EnvironmentId } from './ids.ts';
import { pendulum } from './pendulum/dynamics.ts';
import { pointMass } from './point-mass/dynamics.ts';

/** Every task by id: the dynamics alone, so that the worker and the command line load no drawing code. */
export const ENVIRONMENTS: Readonly<Record<EnvironmentId, Environment>> = {
  pendulum,
  'point-mass': pointMass,
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
