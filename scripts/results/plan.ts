import { methodTitle } from '../../src/components/runMethod.ts';
import { ENVIRONMENT_IDS } from '../../src/environments/environmentById.ts';
import type { EnvironmentId } from '../../src/environments/registry.ts';
import {
  isLayer,
  isOnTask,
  METHOD_IDS,
  type MethodId,
  methodSettings,
} from '../../src/experiments/comparison/methods.ts';
import { TASK_TERMS, type TaskTerms } from '../../src/experiments/comparison/tasks.ts';
import type { RunConfiguration } from '../../src/experiments/fields.ts';

/** One row of a table: an algorithm with its own settings over the task's preset. */
export interface Method {
  readonly id: MethodId;
  readonly title: string;
  readonly settingsOn: (environment: EnvironmentId) => Partial<RunConfiguration>;
}

/** A task on the terms on which the page compares methods as well. */
export interface Task extends TaskTerms {
  readonly environment: EnvironmentId;
}

/** Every method; one without a layer needs no projection named. */
export const METHODS: readonly Method[] = METHOD_IDS.map((id) => ({
  id,
  title: methodTitle(id),
  settingsOn: (environment) => (isLayer(id) ? methodSettings(id, environment) : { algorithm: id }),
}));

export const TASKS: readonly Task[] = ENVIRONMENT_IDS.map((environment) => ({
  environment,
  ...TASK_TERMS[environment],
}));

/** Those of the methods that a task has: a layer is of Gaussian policies, of policies over actions, or of both. */
export function methodsOn({ environment }: Task, methods: readonly Method[]): readonly Method[] {
  return methods.filter(({ id }) => isOnTask(id, environment));
}
