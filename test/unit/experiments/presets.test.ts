import { describe, expect, it } from 'vitest';
import { ENVIRONMENT_IDS } from '../../../src/experiments/choices.ts';
import { requireConfiguration } from '../../../src/experiments/configuration.ts';
import {
  closestPreset,
  ENVIRONMENT_PRESETS,
  presetConfiguration,
  RUN_PRESETS,
} from '../../../src/experiments/presets.ts';

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
});
