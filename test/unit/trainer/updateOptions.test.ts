import { describe, expect, it } from 'vitest';
import { EngineFailure, type UpdateBatch } from '../../../src/engines/engine.ts';
import { pendulum } from '../../../src/environments/pendulum/dynamics.ts';
import { pointMass } from '../../../src/environments/point-mass/dynamics.ts';
import type { RunConfiguration } from '../../../src/experiments/fields.ts';
import type { FinishedEvent } from '../../../src/trainer/events.ts';
import type { OpenEngine } from '../../../src/trainer/population.ts';
import { engineSpecification } from '../../../src/trainer/specification.ts';
import { observedAction } from '../../support/probeEnvironments.ts';
import { openSimd, runToEnd, smallRun } from '../../support/runs.ts';

/** What a run's engines were given and asked for. */
interface Record {
  readonly batches: UpdateBatch[];
  /** What the value network said of each batch before its update. */
  readonly values: Promise<Float32Array>[];
  policySteps: number;
}

function recording(record: Record): OpenEngine {
  return async (...args) => {
    const engine = await openSimd(...args);
    const beginUpdate = engine.beginUpdate.bind(engine);
    const policyStep = engine.policyStep.bind(engine);
    engine.beginUpdate = (batch) => {
      record.batches.push(structuredClone(batch));
      record.values.push(engine.values(batch.observation, batch.count));
      beginUpdate(batch);
    };
    engine.policyStep = (minibatch) => {
      record.policySteps++;
      return policyStep(minibatch);
    };
    return engine;
  };
}

async function recorded(overrides: Partial<RunConfiguration>, environment = pointMass) {
  const record: Record = { batches: [], values: [], policySteps: 0 };
  const run = await runToEnd(smallRun(overrides), environment, { openEngine: recording(record) });
  return { ...record, ...run, metrics: run.iterations.map(({ members }) => members[0]!.metrics) };
}

const deviationOf = (values: Float32Array) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
};

describe('the decay of the learning rates', () => {
  // Powers of two, so that their quarters are exact.
  const rates = { learningRate: 2 ** -11, valueLearningRate: 2 ** -10, steps: 128 * 4 };

  it('takes both linearly to 0 over the budget', async () => {
    const { batches } = await recorded({ ...rates, learningRateDecay: true });
    expect(batches.map((batch) => batch.policyLearningRate)).toEqual(
      [4, 3, 2, 1].map((quarters) => quarters * 2 ** -13),
    );
    expect(batches.map((batch) => batch.valueLearningRate)).toEqual(
      [4, 3, 2, 1].map((quarters) => quarters * 2 ** -12),
    );
  });

  it('is off unless asked for', async () => {
    const { batches } = await recorded(rates);
    expect(batches.map((batch) => batch.policyLearningRate)).toEqual(Array(4).fill(2 ** -11));
    expect(batches.map((batch) => batch.valueLearningRate)).toEqual(Array(4).fill(2 ** -10));
  });
});

describe('the clips', () => {
  it('reach the engine, 0 as none', () => {
    const told = (overrides: Partial<RunConfiguration>) => {
      const { maximalGradientNorm, valueClip } = engineSpecification(smallRun(overrides), pointMass);
      return [maximalGradientNorm, valueClip];
    };
    expect(told({})).toEqual([Infinity, Infinity]);
    expect(told({ maximalGradientNorm: 0.5, valueClip: 0.2 })).toEqual([0.5, 0.2]);
  });

  it('are told what the value network said before its update', async () => {
    const { batches, values } = await recorded({ steps: 128 * 2, valueClip: 0.2 });
    for (const [i, { oldValue }] of batches.entries()) {
      const said = await values[i]!;
      expect(deviationOf(said)).toBeGreaterThan(0.01);
      for (const [state, value] of said.entries()) expect(oldValue[state]).toBeCloseTo(value, 5);
    }
  });
});

describe('normalised rewards', () => {
  it('make targets of order one, and leave the returns that are shown as the task pays them', async () => {
    const overrides = { steps: 128 * 14, staggerStarts: false, discount: 0.9 };
    const plain = await recorded(overrides, pendulum);
    const normalised = await recorded({ ...overrides, normaliseRewards: true }, pendulum);
    // Rewards of pendulum are about −6 a step.
    expect(deviationOf(plain.batches[10]!.target)).toBeGreaterThan(3);
    expect(deviationOf(normalised.batches[10]!.target)).toBeLessThan(2);
    const shown = (run: typeof plain) => run.metrics.find(({ episodes }) => episodes > 0)!.episodic_return!;
    expect(shown(plain)).toBeLessThan(-500);
    expect(shown(normalised)).toBeLessThan(-500);
  });

  it('do not feel the scale of the task', async () => {
    const targets = async (rewardScale: number) =>
      (await recorded({ steps: 128, normaliseRewards: true, rewardScale })).batches[0]!.target;
    const [one, ten] = [await targets(1), await targets(10)];
    // The scale of a run comes after: what it multiplies has deviation one.
    expect(deviationOf(ten) / deviationOf(one)).toBeGreaterThan(5);
  });
});

describe('the KL stop', () => {
  const overrides = { policyEpochs: 5, learningRate: 0.01, steps: 128 * 3 };

  for (const algorithm of ['ppo', 'papi'] as const) {
    it(`ends the epochs of ${algorithm} as soon as the mean KL exceeds it`, async () => {
      const { metrics, policySteps } = await recorded(
        { ...overrides, algorithm, klStop: 1e-4 },
        observedAction,
      );
      expect(metrics.map(({ policy_epochs }) => policy_epochs)).toEqual([1, 1, 1]);
      expect(policySteps).toBe(3 * 4);
      // PAPI projects afterwards, PPO stays where it stopped.
      if (algorithm === 'ppo') for (const { approx_kl } of metrics) expect(approx_kl).toBeGreaterThan(1e-4);
    });
  }

  it('lets epochs go on below it, the first ones as without it', async () => {
    const { metrics, policySteps, events } = await recorded({ ...overrides, algorithm: 'ppo', klStop: 10 });
    expect(metrics.map(({ policy_epochs }) => policy_epochs)).toEqual([5, 5, 5]);
    expect(policySteps).toBe(3 * 5 * 4);
    const free = await recorded({ ...overrides, algorithm: 'ppo' });
    expect((events.at(-1) as FinishedEvent).digest).toBe((free.events.at(-1) as FinishedEvent).digest);
  });

  it('is read by no other algorithm', async () => {
    for (const algorithm of ['trpl', 'pg'] as const) {
      const { metrics } = await recorded({ ...overrides, algorithm, klStop: 1e-9 });
      expect(metrics.map(({ policy_epochs }) => policy_epochs)).toEqual([5, 5, 5]);
    }
  });
});

describe('a checkpoint', () => {
  /** An engine that fails for good in the middle of the third iteration's value epochs. */
  function failing(): OpenEngine {
    let updates = 0;
    return async (specification, start, failed) => {
      const engine = await openSimd(specification, start, failed);
      if (failed.length > 0) return engine;
      const beginUpdate = engine.beginUpdate.bind(engine);
      const valueStep = engine.valueStep.bind(engine);
      let steps = 0;
      engine.beginUpdate = (batch) => {
        updates++;
        beginUpdate(batch);
      };
      engine.valueStep = (minibatch) => {
        if (updates === 3 && ++steps === 3) throw new EngineFailure('The device was lost.', 'webgpu');
        return valueStep(minibatch);
      };
      return engine;
    };
  }
  const options = {
    learningRateDecay: true,
    maximalGradientNorm: 0.5,
    valueClip: 0.2,
    normaliseRewards: true,
    klStop: 0.01,
    entropySchedule: 'linear',
    steps: 128 * 4,
  } as const;

  for (const algorithm of ['trpl', 'ppo', 'trpo', 'papi', 'pg'] as const) {
    it(`carries all that ${algorithm} needs to go on with every option on`, async () => {
      const configuration = smallRun({ ...options, algorithm });
      const whole = await runToEnd(configuration, pendulum);
      const broken = await runToEnd(configuration, pendulum, { openEngine: failing() });
      expect(broken.events.some(({ type }) => type === 'engine-changed')).toBe(true);
      const metrics = (run: typeof whole) => run.iterations.map(({ members }) => members[0]!.metrics);
      expect(metrics(broken)).toEqual(metrics(whole));
      expect((broken.events.at(-1) as FinishedEvent).digest).toBe(
        (whole.events.at(-1) as FinishedEvent).digest,
      );
    });
  }
});
