import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_RUN } from '../../../src/experiments/fields.ts';
import { DEFAULT_TRAIN, decodeLink, encodeLink } from '../../../src/experiments/link.ts';
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

  it('outlive a link: neither what is rounded in it nor the engine that was taken changes them', () => {
    fc.assert(
      fc.property(anyConfiguration, fc.constantFrom('auto', 'webgpu', 'simd'), (configuration, engine) => {
        const { state } = decodeLink(
          encodeLink({ ...DEFAULT_TRAIN, configuration: { ...configuration, engine } }),
        );
        expect(state.view === 'train' && runName(state.configuration)).toBe(runName(configuration));
      }),
    );
  });

  it('outlive settings that are invented later', () => {
    // Whatever is added to the table is at its default in these: only what they say themselves counts.
    expect(runName(DEFAULT_RUN)).toBe('crisp-violet');
    expect(runName({ ...DEFAULT_RUN, algorithm: 'ppo', seeds: [7] })).toBe('kind-beacon');
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
      'algorithm TRPL → PPO, precision-scaled metric on → off, GAE λ 0.95 → 0.9, learning rate 0.001 → 0.003, budget 131,072 → 1,000,000, seeds 1 → 1, 2',
    );
  });

  it('are told up to a number, and how many more there are', () => {
    const after = { ...DEFAULT_RUN, meanBound: 0.1, projection: 'w2', environment: 'reacher' } as const;
    expect(runDifference(DEFAULT_RUN, after, 2)).toBe(
      'task Pendulum → Reacher, projection KL → W2 and 1 more',
    );
    expect(runDifference(DEFAULT_RUN, { ...DEFAULT_RUN, meanBound: 0.1 }, 2)).toBe(
      'mean bound ε_μ 0.03 → 0.1',
    );
  });

  it('say that something was off', () => {
    expect(runDifference(DEFAULT_RUN, { ...DEFAULT_RUN, stopAtReturn: -150 })).toBe(
      'stop at a return off → −150',
    );
  });

  it('are empty between equal runs', () => {
    expect(runDifference(DEFAULT_RUN, { ...DEFAULT_RUN, seeds: [...DEFAULT_RUN.seeds] })).toBe('');
    expect(settingDifferences(DEFAULT_RUN, DEFAULT_RUN)).toEqual([]);
  });
});
