import { describe, expect, it } from 'vitest';
import { environmentById } from '../../../src/environments/environmentById.ts';
import { iterationsInBudget } from '../../../src/experiments/budget.ts';
import { ENVIRONMENT_IDS } from '../../../src/experiments/choices.ts';
import { requireConfiguration } from '../../../src/experiments/configuration.ts';
import {
  closestPreset,
  ENVIRONMENT_PRESETS,
  presetConfiguration,
  RUN_PRESETS,
} from '../../../src/experiments/presets.ts';
import { mean } from '../../../src/trainer/episodeLog.ts';
import { FREE_HOOKS, runToEnd } from '../../support/runs.ts';

describe('presets', () => {
  it.each(ENVIRONMENT_IDS)('let %s start from one of its own, held by a KL layer', (environment) => {
    const start = presetConfiguration(ENVIRONMENT_PRESETS[environment]);
    expect(start).toMatchObject({ environment, algorithm: 'trpl', projection: 'kl' });
    // The form shows the first of a task as its start.
    const own = RUN_PRESETS.find((preset) => presetConfiguration(preset.id).environment === environment);
    expect(own?.id).toBe(ENVIRONMENT_PRESETS[environment]);
  });

  it('are valid runs of whole iterations, with names of their own', () => {
    for (const { id, title, caption } of RUN_PRESETS) {
      const configuration = presetConfiguration(id);
      expect(requireConfiguration({ ...configuration })).toEqual(configuration);
      expect(configuration.steps % (configuration.environments * configuration.stepsPerIteration)).toBe(0);
      expect(caption).toMatch(/\.$/);
      expect(RUN_PRESETS.filter((other) => other.title === title || other.id === id)).toHaveLength(1);
    }
  });

  it('are told from a configuration: the closest of its task and method', () => {
    for (const { id } of RUN_PRESETS) {
      expect(closestPreset({ ...presetConfiguration(id), seeds: [7], discount: 0.5 })).toBe(id);
    }
    expect(closestPreset({ ...presetConfiguration('pendulum'), algorithm: 'ppo' })).toBe('pendulum-ppo');
    expect(closestPreset({ ...presetConfiguration('acrobot'), algorithm: 'pg' })).toBe('acrobot');
  });

  it('have a fast pendulum that is solved within half of its budget and stays so, no state beyond a bound behind the layer', async () => {
    const fast = { ...presetConfiguration('pendulum-fast'), engine: 'simd' } as const;
    const pendulum = environmentById('pendulum');
    const half = iterationsInBudget(fast) / 2;
    let returns: readonly number[] = [];
    const { events } = await runToEnd(fast, pendulum, {
      hooks: {
        ...FREE_HOOKS,
        checkpoint: ({ iteration, members }) => {
          if (iteration === half) returns = members[0]!.checkpoint.member.recentReturns.slice(-32);
        },
      },
    });
    expect(mean(returns)).toBeGreaterThan(pendulum.solvedReturn!);
    const last = events.at(-1)!;
    if (last.type !== 'finished') throw new TypeError(`ended with ${last.type}`);
    expect(last.finalReturn[0]).toBeGreaterThan(pendulum.solvedReturn!);
    expect(last.violations.projected).toBe(0);
  });
});
