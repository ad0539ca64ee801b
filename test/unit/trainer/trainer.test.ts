import { isBeyond } from 'trust-region-layers';
import { describe, expect, it } from 'vitest';
import {
  DegeneratePolicy,
  type Engine,
  EngineFailure,
  type UpdateBatch,
} from '../../../src/engines/engine.ts';
import { pendulum } from '../../../src/environments/pendulum/dynamics.ts';
import { pointMass } from '../../../src/environments/point-mass/dynamics.ts';
import { iterationsInBudget } from '../../../src/experiments/budget.ts';
import type { RunConfiguration } from '../../../src/experiments/fields.ts';
import type { FinishedEvent, IterationEvent } from '../../../src/trainer/events.ts';
import { Stopped } from '../../../src/trainer/interruptions.ts';
import type { OpenEngine } from '../../../src/trainer/population.ts';
import { train } from '../../../src/trainer/trainer.ts';
import { brokenReward, observedAction, rewardedAction } from '../../support/probeEnvironments.ts';
import { openReference } from '../../support/reference/referenceEngine.ts';
import { FREE_HOOKS, openSimd, runToEnd, smallRun } from '../../support/runs.ts';

function finishedOf(events: readonly unknown[]): FinishedEvent {
  const last = events.at(-1) as FinishedEvent;
  expect(last.type).toBe('finished');
  return last;
}

async function digestOf(overrides: Partial<RunConfiguration>): Promise<string> {
  return finishedOf((await runToEnd(smallRun(overrides), pointMass)).events).digest;
}

/** An engine that raises `EngineFailure` in its n-th policy step, once. */
function failingOnce(atStep: number): OpenEngine {
  return async (specification, start, failed) => {
    const engine = await openSimd(specification, start, failed);
    if (failed.length > 0) return engine;
    let steps = 0;
    return new Proxy(engine, {
      get(target, property) {
        const member = Reflect.get(target, property, target);
        if (typeof member !== 'function') return property === 'id' ? 'webgpu' : member;
        if (property !== 'policyStep') return member.bind(target);
        return (...args: Parameters<Engine['policyStep']>) => {
          if (++steps === atStep) throw new EngineFailure('The device was lost.', 'webgpu');
          return target.policyStep(...args);
        };
      },
    });
  };
}

describe('a run', () => {
  it('spends its budget and tells every iteration once', async () => {
    const configuration = smallRun({ steps: 300, seeds: [4, 9] });
    const { iterations, events } = await runToEnd(configuration, pointMass);
    expect(iterationsInBudget(configuration)).toBe(3);
    expect(iterations.map((event) => [event.iteration, event.steps])).toEqual([
      [1, 128],
      [2, 256],
      [3, 384],
    ]);
    expect(iterations.every((event) => event.members.map(({ seed }) => seed).join() === '4,9')).toBe(true);
    expect(finishedOf(events)).toMatchObject({ reason: 'budget', iteration: 3, steps: 384 });
  });

  it('gives the same numbers for the same seed and others for another', async () => {
    const first = await digestOf({ seeds: [1] });
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(await digestOf({ seeds: [1] })).toBe(first);
    expect(await digestOf({ seeds: [2] })).not.toBe(first);
  });

  it('starts from other weights without orthogonal ones, also where the covariance is free', async () => {
    for (const stateDependent of [true, false]) {
      const digests = [];
      for (const orthogonalInitialisation of [true, false]) {
        const { events } = await runToEnd(smallRun({ stateDependent, orthogonalInitialisation }), pendulum);
        digests.push(events.at(-1)!);
      }
      const [orthogonal, uniform] = digests.map((event) => (event.type === 'finished' ? event : null));
      expect(uniform!.reason).toBe('budget');
      expect(uniform!.digest).not.toBe(orthogonal!.digest);
    }
  });

  it('trains a member of a population to the numbers it has alone', async () => {
    const alone = await runToEnd(smallRun({ seeds: [5] }), pointMass);
    const together = await runToEnd(smallRun({ seeds: [3, 5] }), pointMass);
    const last = (events: readonly IterationEvent[], p: number) => events.at(-1)!.members[p]!;
    expect(last(together.iterations, 1).policy.parameters).toEqual(
      last(alone.iterations, 0).policy.parameters,
    );
    expect(last(together.iterations, 1).metrics).toEqual(last(alone.iterations, 0).metrics);
  });

  it('reports returns as the task pays them, whatever the learner’s reward scale', async () => {
    const { iterations, events } = await runToEnd(
      smallRun({ rewardScale: 1e-4, initialStandardDeviation: 0.01, seeds: [1] }),
      rewardedAction,
    );
    const [{ metrics }] = iterations[0]!.members as [IterationEvent['members'][number]];
    expect(metrics.episodes).toBe(128);
    expect(metrics.episodic_length).toBe(1);
    expect(metrics.episodic_return!).toBeCloseTo(-0.25, 1);
    expect(finishedOf(events).finalReturn[0]!).toBeCloseTo(-0.25, 1);
  });

  it('carries an episode over from one iteration to the next', async () => {
    const { iterations } = await runToEnd(smallRun({ steps: 128 * 13, staggerStarts: false }), pendulum);
    const finished = iterations.map(({ members }) => members[0]!.metrics.episodes);
    // 200 steps at 16 an iteration: in the 13th.
    expect(finished).toEqual([...Array(12).fill(0), 8]);
    expect(iterations[12]!.members[0]!.metrics.episodic_length).toBe(200);
    expect(iterations[0]!.members[0]!.metrics.episodic_return).toBeNull();
  });

  it('spreads the first episodes over the time limit and counts none that began in the middle', async () => {
    const { iterations } = await runToEnd(smallRun({ steps: 128 * 15, staggerStarts: true }), pendulum);
    const metrics = iterations.map(({ members }) => members[0]!.metrics);
    // Eight copies start at 0, 25, … 175 of 200 steps: the first ends whole after 200, the last after 25 + 200.
    expect(metrics.map(({ episodes }) => episodes)).toEqual([...Array(12).fill(0), 1, 0, 1]);
    expect(metrics[12]!.episodic_length).toBe(200);
    expect(metrics[14]!.episodic_length).toBe(200);
  });

  it('frees its engine when the consumer stops listening', async () => {
    let disposed = false;
    const openEngine: OpenEngine = async (...args) => {
      const engine = await openReference(...args);
      const dispose = engine.dispose.bind(engine);
      engine.dispose = () => {
        disposed = true;
        dispose();
      };
      return engine;
    };
    for await (const event of train(smallRun(), pointMass, openEngine, FREE_HOOKS)) {
      if (event.type === 'iteration') break;
    }
    expect(disposed).toBe(true);
  });

  it('holds no more tensors after iteration 50 than after iteration 3', async () => {
    const counts: number[] = [];
    await runToEnd(smallRun({ steps: 128 * 50, policyEpochs: 1, valueEpochs: 1 }), pointMass, {
      inspect: (engine) => counts.push(engine.memory().tensors),
    });
    expect(counts).toHaveLength(50);
    expect(counts[49]).toBe(counts[2]);
  });
});

describe('what is measured after an update', () => {
  for (const overrides of [
    { projection: 'kl', head: 'diagonal' },
    { projection: 'kl', head: 'full' },
    { projection: 'w2', head: 'root' },
    { projection: 'w2', head: 'full', scaled: false },
    { projection: 'frobenius', head: 'full' },
    { projection: 'bures', head: 'full' },
    { projection: 'kl', head: 'full', stateDependent: false },
    { projection: 'w2', head: 'diagonal', stateDependent: false },
  ] as const) {
    it(`is within the bound after projection in every state: ${JSON.stringify(overrides)}`, async () => {
      // Without a trust-region loss and with a high learning rate the proposals leave the region.
      const configuration = smallRun({
        ...overrides,
        seeds: [1, 2],
        trustRegionCoefficient: 0,
        learningRate: 0.01,
        steps: 128 * 6,
      });
      const { iterations, events } = await runToEnd(configuration, observedAction);
      let beyond = 0;
      for (const { members } of iterations) {
        for (const { metrics, proposed, projected } of members) {
          expect(metrics.violations_projected).toBe(0);
          for (let i = 0; i < 128; i++) {
            expect(isBeyond(projected!.mean[i]!, configuration.meanBound)).toBe(false);
            expect(isBeyond(projected!.covariance[i]!, configuration.covarianceBound)).toBe(false);
            if (isBeyond(proposed.mean[i]!, configuration.meanBound)) beyond++;
          }
        }
      }
      expect(beyond).toBeGreaterThan(100);
      const { violations } = finishedOf(events);
      expect(violations.projected).toBe(0);
      expect(violations.proposed).toBeGreaterThan(0);
    });
  }

  it('shows a state-independent covariance as it acts: set to its projection', async () => {
    const { iterations } = await runToEnd(
      smallRun({ stateDependent: false, trustRegionCoefficient: 0, learningRate: 0.01, steps: 128 * 6 }),
      observedAction,
    );
    for (const { members } of iterations) {
      for (const distance of members[0]!.proposed.covariance) expect(isBeyond(distance, 1e-3)).toBe(false);
    }
    expect(iterations.some(({ members }) => members[0]!.proposed.covariance[0]! > 0.99e-3)).toBe(true);
  });

  it('has KL beside the run’s own metric, equal where that is KL', async () => {
    const kl = (await runToEnd(smallRun({ projection: 'kl' }), observedAction)).iterations.at(-1)!
      .members[0]!;
    expect(kl.proposed.klMean).toEqual(kl.proposed.mean);
    expect(kl.projected!.klCovariance).toEqual(kl.projected!.covariance);
    const w2 = (await runToEnd(smallRun({ projection: 'w2' }), observedAction)).iterations.at(-1)!
      .members[0]!;
    // The scaled mean parts differ by the ½ that belongs to KL only.
    for (let i = 0; i < 128; i++) expect(w2.proposed.klMean[i]).toBeCloseTo(w2.proposed.mean[i]! / 2, 6);
    const mean = kl.proposed.klMean.reduce((sum, x, i) => sum + x + kl.proposed.klCovariance[i]!, 0) / 128;
    expect(kl.metrics.approx_kl).toBeCloseTo(mean, 6);
  });

  it('has no projected side without a layer', async () => {
    for (const algorithm of ['ppo', 'pg'] as const) {
      const { iterations, events } = await runToEnd(smallRun({ algorithm }), pointMass);
      const [member] = iterations[0]!.members;
      expect(member!.projected).toBeNull();
      expect(member!.probes.projected).toBeNull();
      expect(member!.metrics.violations_projected).toBeNull();
      expect(finishedOf(events).violations.projected).toBeNull();
    }
  });

  it('reports whole policies at probe states, with the states to draw', async () => {
    const { iterations } = await runToEnd(smallRun({ head: 'full' }), pointMass);
    const { probes } = iterations[0]!.members[0]!;
    expect(probes.state).toHaveLength(6 * pointMass.stateSize);
    const observation = new Float32Array(probes.observation.length);
    pointMass.observe(probes.state, observation, 6);
    expect(probes.observation).toEqual(observation);
    for (const side of [probes.old, probes.proposed, probes.projected!]) {
      expect(side.mean).toHaveLength(12);
      for (let j = 0; j < 6; j++) {
        const [a, b, c, d] = side.covariance.slice(4 * j, 4 * j + 4);
        expect(b).toBe(c);
        expect(a! * d! - b! * c!).toBeGreaterThan(0);
      }
    }
    // The first policy is the initial one in every state.
    expect(probes.old.covariance[0]).toBeCloseTo(1, 1);
  });
});

describe('the entropy floor', () => {
  it('starts at the first policy’s entropy and ends near the target', async () => {
    const { iterations } = await runToEnd(
      smallRun({ entropySchedule: 'linear', targetEntropy: -1, steps: 128 * 10 }),
      observedAction,
    );
    const floors = iterations.map(({ members }) => members[0]!.metrics.entropy_floor!);
    const initial = Math.log(2 * Math.PI * Math.E);
    expect(floors[0]).toBeCloseTo(initial, 1);
    for (const [t, floor] of floors.entries()) {
      expect(floor).toBeCloseTo(floors[0]! + (t / 10) * (-1 - floors[0]!), 4);
    }
  });

  it('is absent without a schedule and for algorithms without a layer', async () => {
    for (const overrides of [{}, { algorithm: 'ppo', entropySchedule: 'linear' }] as const) {
      const { iterations } = await runToEnd(smallRun(overrides), pointMass);
      expect(iterations[0]!.members[0]!.metrics.entropy_floor).toBeNull();
    }
  });
});

describe('when numbers stop being finite', () => {
  it('says where and in which iteration a broken reward showed first', async () => {
    const { events, iterations } = await runToEnd(smallRun({ steps: 128 * 9, seeds: [6, 8] }), brokenReward);
    // The 41st step of an episode that never ends: in the third iteration of 16 steps.
    expect(iterations).toHaveLength(2);
    expect(events.filter(({ type }) => type === 'diverged')).toEqual(
      [6, 8].map((seed) => ({ type: 'diverged', iteration: 3, steps: 256, seed, quantity: 'rewards' })),
    );
    expect(finishedOf(events)).toMatchObject({ reason: 'diverged', iteration: 2, steps: 256 });
  });

  for (const algorithm of ['trpl', 'ppo', 'pg'] as const) {
    it(`reports a run with an absurd learning rate instead of training on: ${algorithm}`, async () => {
      const { events } = await runToEnd(
        smallRun({ algorithm, head: 'full', learningRate: 1e30, valueLearningRate: 1e30, steps: 128 * 20 }),
        pointMass,
      );
      expect(events.at(-2)).toMatchObject({ type: 'diverged', seed: 1 });
      expect(finishedOf(events).reason).toBe('diverged');
    });
  }
});

describe('when a policy step meets covariances that are no longer positive definite', () => {
  /** An engine with everything its policy steps raise kept. */
  function listening(raised: unknown[]): OpenEngine {
    return async (...args) => {
      const engine = await openSimd(...args);
      const policyStep = engine.policyStep.bind(engine);
      engine.policyStep = (minibatch) => {
        try {
          policyStep(minibatch);
        } catch (error) {
          raised.push(error);
          throw error;
        }
      };
      return engine;
    };
  }

  for (const algorithm of ['pg', 'ppo', 'trpl'] as const) {
    it(`has diverged, not failed: ${algorithm} with a root head`, async () => {
      const raised: unknown[] = [];
      const { events, iterations } = await runToEnd(
        smallRun({ algorithm, head: 'root', learningRate: 1000, seeds: [7], steps: 128 * 12 }),
        pointMass,
        { openEngine: listening(raised) },
      );
      expect(raised).toHaveLength(1);
      const error = raised[0] as DegeneratePolicy;
      expect(error).toBeInstanceOf(DegeneratePolicy);
      expect(error.message).toMatch(/positive definite|finite/);
      expect(error.member).toBe(0);
      expect(events.at(-2)).toEqual({
        type: 'diverged',
        iteration: iterations.length + 1,
        steps: iterations.length * 128,
        seed: 7,
        quantity: 'policy covariance',
      });
      expect(finishedOf(events)).toMatchObject({ reason: 'diverged', iteration: iterations.length });
    });
  }

  it('names the member whose policy it was, and goes on with the others as if they had been alone', async () => {
    const openEngine: OpenEngine = async (...args) => {
      const engine = await openReference(...args);
      const policyStep = engine.policyStep.bind(engine);
      const beginUpdate = engine.beginUpdate.bind(engine);
      let steps = 0;
      let batch: UpdateBatch | null = null;
      engine.beginUpdate = (given) => {
        batch = given;
        beginUpdate(given);
      };
      engine.policyStep = (minibatch) => {
        // An old policy that is not one, in a state of the second member, in the second iteration's first step.
        if (++steps === 9 && engine.specification.members === 2)
          batch!.oldFactor[batch!.oldFactor.length - 1] = -1;
        return policyStep(minibatch);
      };
      return engine;
    };
    const { events, iterations } = await runToEnd(smallRun({ seeds: [6, 8] }), pointMass, { openEngine });
    expect(events.find(({ type }) => type === 'diverged')).toMatchObject({
      type: 'diverged',
      iteration: 2,
      seed: 8,
      quantity: 'policy covariance',
    });
    const alone = finishedOf(
      (await runToEnd(smallRun({ seeds: [6] }), pointMass, { openEngine: openReference })).events,
    );
    const finished = finishedOf(events);
    expect(finished.reason).toBe('budget');
    expect(finished.members[0]).toEqual(alone.members[0]);
    expect(finished.members[1]).toMatchObject({ seed: 8, reason: 'diverged', iteration: 1 });
    // Its last report stands, without new episodes.
    expect(iterations.map(({ members }) => members.length)).toEqual([2, 2, 2]);
    expect(iterations[2]!.members[1]!.policy).toEqual(iterations[0]!.members[1]!.policy);
    expect(iterations[2]!.members[1]!.metrics.episodes).toBe(0);
  });
});

describe('when an engine fails', () => {
  it('goes on from the last whole iteration with the numbers it would have had', async () => {
    const configuration = smallRun({ steps: 128 * 4, entropySchedule: 'linear', targetEntropy: 0 });
    const whole = await runToEnd(configuration, pointMass);
    // Eight policy steps an iteration: the 20th is in the middle of the third.
    const broken = await runToEnd(configuration, pointMass, { openEngine: failingOnce(20) });
    expect(broken.events.find(({ type }) => type === 'engine-changed')).toEqual({
      type: 'engine-changed',
      from: 'webgpu',
      to: 'simd',
      reason: 'The device was lost.',
      iteration: 2,
    });
    expect(broken.iterations.map(({ iteration }) => iteration)).toEqual([1, 2, 3, 4]);
    expect(broken.iterations.map(({ members }) => members[0]!.metrics)).toEqual(
      whole.iterations.map(({ members }) => members[0]!.metrics),
    );
    expect(finishedOf(broken.events).digest).toBe(finishedOf(whole.events).digest);
  });

  it('rejects with the sentence of the opener when nothing is left', async () => {
    const openEngine: OpenEngine = async () => {
      throw new Error('No engine.');
    };
    await expect(runToEnd(smallRun(), pointMass, { openEngine })).rejects.toThrow('No engine.');
  });
});

describe('when it is stopped', () => {
  it('ends as it was after the last whole iteration', async () => {
    const whole = await runToEnd(smallRun({ steps: 256 }), pointMass);
    let iteration = 0;
    let last = 1;
    const { events } = await runToEnd(smallRun({ steps: 128 * 9 }), pointMass, {
      hooks: {
        seconds: () => 0,
        pace: async (fraction) => {
          if (fraction < last) iteration++;
          last = fraction;
          if (iteration === 3 && fraction > 0.5) throw new Stopped();
        },
      },
    });
    expect(finishedOf(events)).toMatchObject({ reason: 'stopped', iteration: 2, steps: 256 });
    expect(finishedOf(events).digest).toBe(finishedOf(whole.events).digest);
  });
});
