import { describe, expect, it } from 'vitest';
import type { RunConfiguration } from '../../../src/experiments/fields.ts';
import { chain } from '../../support/chain.ts';
import { runToEnd, smallRun } from '../../support/runs.ts';

const run = (changes: Partial<RunConfiguration>) =>
  runToEnd(
    smallRun({
      hiddenSizes: [16],
      environments: 16,
      stepsPerIteration: 32,
      minibatchSize: 128,
      discount: 0.9,
      rewardScale: 1,
      normaliseObservations: false,
      learningRate: 3e-3,
      steps: 512 * 24,
      ...changes,
    }),
    chain,
  );

const METHODS: Readonly<Record<string, Partial<RunConfiguration>>> = {
  'trpl kl': { algorithm: 'trpl', categoricalProjection: 'kl', categoricalBound: 0.05 },
  'trpl euclidean': { algorithm: 'trpl', categoricalProjection: 'euclidean', categoricalBound: 0.02 },
  ppo: { algorithm: 'ppo' },
  trpo: { algorithm: 'trpo', averageKlBound: 0.02 },
  papi: { algorithm: 'papi', averageKlBound: 0.02 },
  pg: { algorithm: 'pg' },
};

describe('training over discrete actions', () => {
  it.each(Object.keys(METHODS))('learns: %s', async (method) => {
    const { iterations } = await run(METHODS[method]!);
    const [first, last] = [iterations[0]!, iterations.at(-1)!].map(({ members }) => members[0]!.metrics);
    expect(last!.episodic_return!).toBeGreaterThan(12);
    expect(first!.episodic_return!).toBeLessThan(10);
    expect(first!.entropy).toBeCloseTo(Math.log(3), 1);
    expect(last!.entropy).toBeLessThan(0.9);
  });

  it.each(['trpl kl', 'trpl euclidean'])(
    'acts within the bound in every state of every iteration: %s',
    async (method) => {
      const { iterations } = await run({
        ...METHODS[method],
        trustRegionCoefficient: 0,
        learningRate: 2e-2,
        steps: 512 * 6,
      });
      const bound = METHODS[method]!.categoricalBound!;
      const members = iterations.map(({ members: [member] }) => member!);
      expect(Math.max(...members.map(({ metrics }) => metrics.violations_proposed))).toBeGreaterThan(0.2);
      for (const { projected, metrics, proposed } of members) {
        expect(metrics.violations_projected).toBe(0);
        expect(Math.max(...projected!.mean)).toBeLessThanOrEqual(bound * (1 + 1e-4));
        expect(Math.max(...proposed.covariance)).toBe(0);
      }
    },
  );

  it('keeps the average KL that PAPI and TRPO promise', async () => {
    for (const method of ['papi', 'trpo']) {
      const { iterations } = await run({
        ...METHODS[method],
        averageKlBound: 0.005,
        steps: 512 * 8,
        learningRate: 1e-2,
      });
      for (const { members } of iterations) {
        // TRPO's bound is on the other direction of KL.
        expect(members[0]!.metrics.approx_kl).toBeLessThanOrEqual(
          0.005 * (method === 'papi' ? 1 + 1e-6 : 1.3),
        );
      }
    }
  });

  it('keeps an entropy floor below ln n, however high it is asked for', async () => {
    const floor = { entropySchedule: 'linear', targetEntropy: 5 } as const;
    const { iterations } = await run({ ...METHODS['trpl kl'], ...floor, steps: 512 * 6 });
    for (const { members } of iterations) {
      const { entropy_floor } = members[0]!.metrics;
      expect(entropy_floor!).toBeLessThan(Math.log(3));
      expect(members[0]!.probes.projected!.mean.every(Number.isFinite)).toBe(true);
    }
  });

  it('reports probabilities at the probe states', async () => {
    const { iterations } = await run({ ...METHODS['trpl kl'], steps: 512 * 2 });
    const { probes } = iterations.at(-1)!.members[0]!;
    for (const policies of [probes.old, probes.proposed, probes.projected!]) {
      expect(policies.covariance).toHaveLength(0);
      expect(policies.mean.length % 3).toBe(0);
      for (let i = 0; i < policies.mean.length; i += 3) {
        expect(policies.mean[i]! + policies.mean[i + 1]! + policies.mean[i + 2]!).toBeCloseTo(1, 12);
      }
    }
  });

  it('repeats to the bit, member by member', async () => {
    const together = await run({ ...METHODS['trpl kl'], seeds: [1, 2], steps: 512 * 3 });
    const again = await run({ ...METHODS['trpl kl'], seeds: [2], steps: 512 * 3 });
    const parameters = ({ iterations }: typeof again, member: number) =>
      iterations.map(({ members }) => members[member]!.policy.parameters);
    expect(parameters(again, 0)).toEqual(parameters(together, 1));
  });
});
