import * as words from '#words/comparisons';
import { ENVIRONMENT_IDS, type EnvironmentId } from '../choices.ts';
import type { RunConfiguration } from '../fields.ts';
import { baseConfiguration } from '../presets.ts';
import type { MethodId } from './methods.ts';

/** What methods get on a task beside its preset. */
export interface TaskTerms {
  /** Environment steps per seed. */
  readonly steps: number;
  /** What a method needs here beside its own settings. */
  readonly settings?: Partial<Record<MethodId, Partial<RunConfiguration>>>;
  /** A sentence on these settings: why, and how they were found. */
  readonly remark?: string;
  /** Where the field has no threshold: about the best interquartile mean in docs/results.md, for scores. */
  readonly goodReturn?: number;
}

/** What differs from the budget of a task's start; the arms could do with ten times as much. */
const OWN_TERMS: Partial<Record<EnvironmentId, Partial<TaskTerms>>> = {
  pendulum: {
    steps: 200_704,
    settings: { ppo: { learningRate: 5e-4 }, papi: { learningRate: 5e-4 } },
    get remark() {
      return words.pendulumRemark();
    },
  },
  'cart-pole': { goodReturn: 440 },
  reacher: { steps: 131_072, goodReturn: -5.4 },
  'reacher-5-dense': { steps: 131_072, goodReturn: -65 },
  'reacher-5': { steps: 131_072, goodReturn: -75 },
  // Every word right.
  spelling: { goodReturn: 1 },
};

/** The terms on which methods are compared on every task, with a budget that a laptop spends in minutes. */
export const TASK_TERMS = Object.fromEntries(
  ENVIRONMENT_IDS.map((id): [EnvironmentId, TaskTerms] => [
    id,
    { steps: baseConfiguration(null, id).steps, ...OWN_TERMS[id] },
  ]),
) as Readonly<Record<EnvironmentId, TaskTerms>>;
