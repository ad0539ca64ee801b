import type { EnvironmentId } from '../../src/environments/registry.ts';
import type { RunConfiguration } from '../../src/experiments/fields.ts';

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

export const METHODS: readonly Method[] = [
  { id: 'trpl-kl', title: 'TRPL, KL', settings: { algorithm: 'trpl', projection: 'kl' } },
  { id: 'trpl-w2', title: 'TRPL, W2', settings: { algorithm: 'trpl', projection: 'w2' } },
  {
    id: 'trpl-frobenius',
    title: 'TRPL, Frobenius',
    settings: { algorithm: 'trpl', projection: 'frobenius' },
  },
  { id: 'trpl-bures', title: 'TRPL, Bures', settings: { algorithm: 'trpl', projection: 'bures' } },
  { id: 'ppo', title: 'PPO', settings: { algorithm: 'ppo' } },
  { id: 'trpo', title: 'TRPO', settings: { algorithm: 'trpo' } },
  { id: 'papi', title: 'PAPI', settings: { algorithm: 'papi' } },
  { id: 'pg', title: 'Policy gradient', settings: { algorithm: 'pg' } },
];

/** Budgets that a laptop spends in minutes, those of the presets but for the arms, which could do with ten times as much. */
export const TASKS: readonly Task[] = [
  {
    environment: 'pendulum',
    steps: 200_704,
    settings: { ppo: { learningRate: 5e-4 }, papi: { learningRate: 5e-4 } },
    remark:
      'PPO and PAPI have half the learning rate of the others, found on seeds 11 to 18: with 1e-3, two and one of these eight ended below −200, with 5e-4 none.',
  },
  { environment: 'cart-pole', steps: 262_144 },
  { environment: 'point-mass', steps: 98_304 },
  { environment: 'acrobot', steps: 163_840 },
  { environment: 'mountain-car', steps: 163_840 },
  { environment: 'reacher', steps: 131_072 },
  { environment: 'reacher-5-dense', steps: 131_072 },
  { environment: 'reacher-5', steps: 131_072 },
];
