import { createEngine } from '../../src/engines/createEngine.ts';
import type { Engine } from '../../src/engines/engine.ts';
import type { Environment } from '../../src/environments/environment.ts';
import { DEFAULT_RUN, type RunConfiguration } from '../../src/experiments/fields.ts';
import type { IterationEvent, TrainerEvent } from '../../src/trainer/events.ts';
import type { OpenEngine } from '../../src/trainer/population.ts';
import { type TrainerHooks, train } from '../../src/trainer/trainer.ts';

/** A run small enough for a test: 8 environments × 16 steps, one small hidden layer. */
export function smallRun(overrides: Partial<RunConfiguration> = {}): RunConfiguration {
  return {
    ...DEFAULT_RUN,
    engine: 'simd',
    hiddenSizes: [8],
    environments: 8,
    stepsPerIteration: 16,
    policyEpochs: 2,
    valueEpochs: 2,
    minibatchSize: 32,
    rewardScale: 1,
    steps: 128 * 3,
    ...overrides,
  };
}

/** The engine that most runs have. */
export const openSimd: OpenEngine = (specification, start) => createEngine('simd', specification, start);

/** No waiting, and a clock that stands still. */
export const FREE_HOOKS: TrainerHooks = { pace: async () => {}, seconds: () => 0 };

export interface RunResult {
  readonly events: readonly TrainerEvent[];
  readonly iterations: readonly IterationEvent[];
  /** What `inspect` returned after the last iteration, while the engine was alive. */
  readonly inspected: unknown;
}

/** Runs to the end; `inspect` sees the engine after every iteration, its last answer is kept. */
export async function runToEnd(
  configuration: RunConfiguration,
  environment: Environment,
  options: {
    readonly openEngine?: OpenEngine;
    readonly hooks?: TrainerHooks;
    readonly inspect?: (engine: Engine, event: IterationEvent) => unknown;
  } = {},
): Promise<RunResult> {
  let engine: Engine | null = null;
  const openEngine: OpenEngine = async (...args) => {
    engine = await (options.openEngine ?? openSimd)(...args);
    return engine;
  };
  const events: TrainerEvent[] = [];
  const iterations: IterationEvent[] = [];
  let inspected: unknown;
  for await (const event of train(configuration, environment, openEngine, options.hooks ?? FREE_HOOKS)) {
    events.push(event);
    if (event.type !== 'iteration') continue;
    iterations.push(event);
    inspected = await options.inspect?.(engine!, event);
  }
  return { events, iterations, inspected };
}
