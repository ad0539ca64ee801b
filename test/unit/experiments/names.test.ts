import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_RUN } from '../../../src/experiments/fields.ts';
import { runDifference, runName, settingDifferences } from '../../../src/experiments/names.ts';
import { anyConfiguration } from './arbitraries.ts';

describe('names of runs', () => {
  it('are the same for the same configuration, two plain words', () => {
    fc.assert(
      fc.property(anyConfiguration, (configuration) => {
        expect(runName({ ...configuration })).toBe(runName(configuration));
        expect(runName(configuration)).toMatch(/^[a-z]+-[a-z]+$/);
      }),
    );
  });

  it('differ for different seeds, mostly', () => {
    const configurations = Array.from({ length: 200 }, (_, seed) => ({ ...DEFAULT_RUN, seeds: [seed] }));
    expect(new Set(configurations.map(runName)).size).toBeGreaterThan(180);
  });
});

describe('differences of runs', () => {
  it('read like a sentence', () => {
    expect(
      runDifference(DEFAULT_RUN, {
        ...DEFAULT_RUN,
        algorithm: 'ppo',
        scaled: false,
        gaeLambda: 0.9,
        learningRate: 3e-3,
        steps: 1e6,
        seeds: [1, 2],
      }),
    ).toBe(
      'algorithm trpl → ppo, precision-scaled metric on → off, GAE λ 0.95 → 0.9, learning rate 1e-3 → 3e-3, budget 131072 → 1e6, seeds 1 → 1, 2',
    );
  });

  it('are empty between equal runs', () => {
    expect(runDifference(DEFAULT_RUN, { ...DEFAULT_RUN, seeds: [...DEFAULT_RUN.seeds] })).toBe('');
    expect(settingDifferences(DEFAULT_RUN, DEFAULT_RUN)).toEqual([]);
  });
});
