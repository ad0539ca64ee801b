import type { Environment } from './environment.ts';
import { type EnvironmentId, TASKS } from './registry.ts';

export const ENVIRONMENT_IDS = Object.keys(TASKS) as readonly EnvironmentId[];

/**
 * The task with this id.
 * @throws {RangeError} naming the tasks there are.
 */
export function environmentById(id: string): Environment {
  if (!Object.hasOwn(TASKS, id)) {
    throw new RangeError(`there is no environment "${id}"; there are ${ENVIRONMENT_IDS.join(', ')}`);
  }
  return TASKS[id as EnvironmentId].environment;
}
