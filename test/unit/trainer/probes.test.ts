import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/engines/engine.ts';
import type { Environment } from '../../../src/environments/environment.ts';
import type { RunConfiguration } from '../../../src/experiments/fields.ts';
import {
  constantReward,
  delayedReward,
  endlessReward,
  observedAction,
  observedReward,
  rewardedAction,
} from '../../support/probeEnvironments.ts';
import { runToEnd, smallRun } from '../../support/runs.ts';

/** Observations of the probes are small numbers already, and the answers are read off at them. */
const PROBE: Partial<RunConfiguration> = { normaliseObservations: false, steps: 128 * 25 };

async function valuesAfterTraining(
  environment: Environment,
  observations: readonly number[],
  overrides: Partial<RunConfiguration> = {},
): Promise<number[]> {
  const { inspected } = await runToEnd(
    smallRun({ ...PROBE, valueLearningRate: 0.02, valueEpochs: 4, ...overrides }),
    environment,
    {
      inspect: async (engine: Engine) => [
        ...(await engine.values(Float32Array.from(observations), observations.length)),
      ],
    },
  );
  return inspected as number[];
}

/** Means of the policy [n, k]. */
async function meansAfterTraining(
  environment: Environment,
  observations: readonly number[],
  overrides: Partial<RunConfiguration>,
): Promise<number[][]> {
  const k = environment.actionSpace.size;
  const { inspected } = await runToEnd(
    smallRun({
      ...PROBE,
      steps: 128 * 60,
      policyEpochs: 6,
      learningRate: 0.005,
      valueLearningRate: 0.02,
      ...overrides,
    }),
    environment,
    {
      inspect: async (engine: Engine) => {
        const raw = await engine.policyOutput(Float32Array.from(observations), observations.length);
        const width = raw.length / observations.length;
        return observations.map((_, i) => [...raw.slice(i * width, i * width + k)]);
      },
    },
  );
  return inspected as number[][];
}

describe('the value network', () => {
  it('learns a constant', async () => {
    const [value] = await valuesAfterTraining(constantReward, [0]);
    expect(value).toBeCloseTo(1, 1);
  });

  it('tells observations apart', async () => {
    const [low, high] = await valuesAfterTraining(observedReward, [-1, 1]);
    expect(low).toBeCloseTo(-1, 1);
    expect(high).toBeCloseTo(1, 1);
  });

  it('discounts what comes later', async () => {
    const [first, second] = await valuesAfterTraining(delayedReward, [0, 1], { discount: 0.5 });
    expect(first).toBeCloseTo(0.5, 1);
    expect(second).toBeCloseTo(1, 1);
  });

  it('looks past the time limit, but not past a termination', async () => {
    const [endless] = await valuesAfterTraining(endlessReward, [0], { discount: 0.5 });
    expect(endless).toBeCloseTo(2, 1);
  });

  it('learns from scaled rewards', async () => {
    const [value] = await valuesAfterTraining(constantReward, [0], { rewardScale: 0.25 });
    expect(value).toBeCloseTo(0.25, 1);
  });
});

describe('the policy', () => {
  const WIDE = { meanBound: 0.3, covarianceBound: 0.01, initialStandardDeviation: 0.5 };

  for (const overrides of [
    { algorithm: 'trpl', projection: 'kl' },
    { algorithm: 'trpl', projection: 'w2' },
    { algorithm: 'trpl', projection: 'frobenius' },
    { algorithm: 'trpl', projection: 'bures' },
    { algorithm: 'ppo' },
    { algorithm: 'pg', policyEpochs: 2 },
  ] as const) {
    const name = 'projection' in overrides ? `trpl with ${overrides.projection}` : overrides.algorithm;
    it(`finds the rewarded action with ${name}`, async () => {
      const [[mean]] = (await meansAfterTraining(rewardedAction, [0], { ...WIDE, ...overrides })) as [
        number[],
      ];
      expect(Math.abs(mean! - 0.5)).toBeLessThan(0.12);
    });
  }

  for (const overrides of [
    { head: 'diagonal', stateDependent: true },
    { head: 'diagonal', stateDependent: false },
    { head: 'full', stateDependent: true },
    { head: 'full', stateDependent: false },
    { head: 'root', stateDependent: true, projection: 'w2' },
    { head: 'root', stateDependent: false, projection: 'w2' },
  ] as const) {
    const dependence = overrides.stateDependent ? 'state-dependent' : 'state-independent';
    it(`finds the action each observation asks for with a ${dependence} ${overrides.head} covariance`, async () => {
      const [low, high] = await meansAfterTraining(observedAction, [-1, 1], { ...WIDE, ...overrides });
      for (const [mean, expected] of [
        [low![0]!, -0.5],
        [low![1]!, 0.5],
        [high![0]!, 0.5],
        [high![1]!, -0.5],
      ] as const) {
        expect(Math.abs(mean - expected)).toBeLessThan(0.2);
      }
    });
  }
});
