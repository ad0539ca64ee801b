import { PROJECTION_IDS } from 'trust-region-layers';
import { ALGORITHMS } from '../../src/algorithms/registry.ts';
import { ENVIRONMENT_IDS } from '../../src/environments/environmentById.ts';
import type { EnvironmentId } from '../../src/environments/registry.ts';
import { DEFAULT_RUN, type RunConfiguration } from '../../src/experiments/fields.ts';
import { baseConfiguration } from '../../src/experiments/presets.ts';
import { methodName } from '../../src/views/train/runMethod.ts';

/** One row of a table: an algorithm with its own settings over the task's preset. */
export interface Method {
  readonly id: string;
  readonly title: string;
  readonly settings: Partial<RunConfiguration>;
}

/** A task with the budget that every method gets. */
export interface Task {
  readonly environment: EnvironmentId;
  /** Environment steps per seed. */
  readonly steps: number;
  /** What a method needs on this task beside its own settings, by the method's id. */
  readonly settings?: Readonly<Record<string, Partial<RunConfiguration>>>;
  /** A sentence on these settings: why, and how they were found. */
  readonly remark?: string;
}

/** Every algorithm; one with a layer has a row for each projection. */
export const METHODS: readonly Method[] = ALGORITHMS.flatMap(({ id: algorithm, layer }) =>
  (layer === null ? [undefined] : PROJECTION_IDS).map((projection) => ({
    id: projection === undefined ? algorithm : `${algorithm}-${projection}`,
    title: methodName({ ...DEFAULT_RUN, algorithm, ...(projection && { projection }) }),
    settings: { algorithm, ...(projection && { projection }) },
  })),
);

/** What differs from the budget of a task's start; the arms could do with ten times as much. */
const PLANS: Partial<Record<EnvironmentId, Partial<Task>>> = {
  pendulum: {
    steps: 200_704,
    settings: { ppo: { learningRate: 5e-4 }, papi: { learningRate: 5e-4 } },
    remark:
      'PPO and PAPI have half the learning rate of the others, found on seeds 11 to 18: with 1e-3, two and one of these eight ended below −200, with 5e-4 none.',
  },
  reacher: { steps: 131_072 },
  'reacher-5-dense': { steps: 131_072 },
  'reacher-5': { steps: 131_072 },
};

/** Every task, with a budget that a laptop spends in minutes. */
export const TASKS: readonly Task[] = ENVIRONMENT_IDS.map((environment) => ({
  environment,
  steps: baseConfiguration(null, environment).steps,
  ...PLANS[environment],
}));
