import { describe, expect, it } from 'vitest';
import { createEngine } from '../../../src/engines/createEngine.ts';
import { EngineFailure, type EngineId } from '../../../src/engines/engine.ts';
import { pointMass } from '../../../src/environments/point-mass/dynamics.ts';
import { ALGORITHM_IDS } from '../../../src/experiments/choices.ts';
import type { RunConfiguration } from '../../../src/experiments/fields.ts';
import type { RunCheckpoint } from '../../../src/trainer/checkpoint.ts';
import { digestMember, digestRun } from '../../../src/trainer/digest.ts';
import type { DivergedEvent, FinishedEvent, IterationEvent } from '../../../src/trainer/events.ts';
import { finishedEvent } from '../../../src/trainer/finishedEvent.ts';
import { Stopped } from '../../../src/trainer/interruptions.ts';
import type { OpenEngine } from '../../../src/trainer/population.ts';
import { train } from '../../../src/trainer/trainer.ts';
import { brittleReward } from '../../support/probeEnvironments.ts';
import { createReferenceEngine, openReference } from '../../support/reference/referenceEngine.ts';
import { FREE_HOOKS, openSimd, runToEnd, smallRun } from '../../support/runs.ts';

type Run = Awaited<ReturnType<typeof runToEnd>>;

const finishedOf = ({ events }: Run) => events.at(-1) as FinishedEvent;
const divergedOf = ({ events }: Run) =>
  events.filter((event): event is DivergedEvent => event.type === 'diverged');
const reportOf = (event: IterationEvent, seed: number) =>
  event.members.find((member) => member.seed === seed)!;

/** One copy of {@link brittleReward}: each seed breaks at a step of its own. */
const BRITTLE = { environments: 1, stepsPerIteration: 16, minibatchSize: 16, steps: 16 * 6 } as const;

describe('a population', () => {
  const engines: readonly [string, OpenEngine][] = [
    ['reference', openReference],
    ['simd', openSimd],
  ];
  for (const [id, openEngine] of engines) {
    for (const algorithm of ALGORITHM_IDS) {
      if (algorithm === 'trpo' && id === 'reference') continue;
      it(`is its seeds trained alone: ${algorithm} on ${id}`, async () => {
        const overrides: Partial<RunConfiguration> = {
          algorithm,
          klStop: 0.004,
          policyEpochs: 4,
          learningRate: 0.003,
          normaliseRewards: true,
          learningRateDecay: true,
        };
        const seeds = [3, 5, 8];
        const together = await runToEnd(smallRun({ ...overrides, seeds }), pointMass, { openEngine });
        const digests: string[] = [];
        for (const [p, seed] of seeds.entries()) {
          const alone = await runToEnd(smallRun({ ...overrides, seeds: [seed] }), pointMass, { openEngine });
          for (const [i, event] of together.iterations.entries()) {
            expect(reportOf(event, seed)).toEqual(alone.iterations[i]!.members[0]);
          }
          expect(finishedOf(together).members[p]).toEqual(finishedOf(alone).members[0]);
          expect(finishedOf(alone).digest).toBe(finishedOf(alone).members[0]!.digest);
          digests.push(finishedOf(alone).digest);
        }
        expect(finishedOf(together).digest).toBe(digestRun(digests));
        expect(new Set(digests).size).toBe(3);
      });
    }
  }

  it('has a digest that depends on its seeds’ order and on nothing else', async () => {
    const digests = ['aa', 'bb'];
    expect(digestRun(['aa'])).toBe('aa');
    expect(digestRun(digests)).toMatch(/^[0-9a-f]{64}$/);
    expect(digestRun(digests)).not.toBe(digestRun([...digests].reverse()));
    // "a", "ab" and "aa", "b" are not the same members.
    expect(digestRun(['a', 'ab'])).not.toBe(digestRun(['aa', 'b']));
  });

  it('hands out checkpoints after every iteration and at its end, from which it goes on as if it had not stopped', async () => {
    const told: RunCheckpoint[] = [];
    const configuration = smallRun({ seeds: [2, 4], steps: 256 });
    const whole = await runToEnd(configuration, pointMass, {
      hooks: { ...FREE_HOOKS, checkpoint: (run) => told.push(run) },
    });
    expect(told.map(({ iteration }) => iteration)).toEqual([1, 2, 2]);
    expect(told.at(-1)!.members.map(({ ended }) => ended)).toEqual(['budget', 'budget']);
    const digests = (run: RunCheckpoint) =>
      run.members.map(({ checkpoint }) => digestMember(checkpoint.engine));
    expect(digests(told[1]!)).toEqual(finishedOf(whole).members.map(({ digest }) => digest));
    const first = await runToEnd(smallRun({ seeds: [2, 4], steps: 128 }), pointMass);
    expect(digests(told[0]!)).toEqual(finishedOf(first).members.map(({ digest }) => digest));

    const from = structuredClone(told[0]!);
    const rest = await runToEnd(configuration, pointMass, { hooks: { ...FREE_HOOKS, from } });
    expect(rest.iterations).toEqual(whole.iterations.slice(1));
    expect(finishedOf(rest)).toEqual(finishedOf(whole));
  });

  it('that is stopped while its second seed trains has only whole iterations of all', async () => {
    let iteration = 1;
    let last = 0;
    const stopped = await runToEnd(smallRun({ seeds: [2, 4], steps: 128 * 5 }), pointMass, {
      hooks: {
        ...FREE_HOOKS,
        pace: async (fraction) => {
          if (fraction < last) iteration++;
          last = fraction;
          if (iteration === 2 && fraction > 0.75) throw new Stopped();
        },
      },
    });
    const whole = await runToEnd(smallRun({ seeds: [2, 4], steps: 128 }), pointMass);
    expect(finishedOf(stopped).members.map(({ iteration, reason }) => [iteration, reason])).toEqual([
      [1, 'stopped'],
      [1, 'stopped'],
    ]);
    expect(finishedOf(stopped).digest).toBe(finishedOf(whole).digest);
  });

  it('tells a fraction that only grows within an iteration', async () => {
    const fractions: number[] = [];
    await runToEnd(smallRun({ seeds: [1, 2, 3], steps: 128 }), pointMass, {
      hooks: { ...FREE_HOOKS, pace: async (fraction) => void fractions.push(fraction) },
    });
    for (let i = 1; i < fractions.length; i++) expect(fractions[i]).toBeGreaterThanOrEqual(fractions[i - 1]!);
    expect(fractions[0]).toBeLessThan(0.1);
    expect(fractions.at(-1)).toBeCloseTo(1, 10);
  });
});

describe('seeds that diverge', () => {
  // They end in iterations 3, 2 and 1; the second spends its budget.
  const seeds = [1, 7, 4, 9];

  for (const [id, openEngine] of [
    ['reference', openReference],
    ['simd', openSimd],
  ] as const) {
    it(`end where they would have ended alone, while the others go on as alone: ${id}`, async () => {
      const together = await runToEnd(smallRun({ ...BRITTLE, seeds }), brittleReward, { openEngine });
      const alone: Run[] = [];
      for (const seed of seeds) {
        alone.push(await runToEnd(smallRun({ ...BRITTLE, seeds: [seed] }), brittleReward, { openEngine }));
      }
      const ends = alone.map((run) => finishedOf(run).members[0]!);
      expect(ends.map(({ iteration }) => iteration)).toEqual([3, 6, 2, 0]);
      expect(ends.map(({ reason }) => reason)).toEqual(['diverged', 'budget', 'diverged', 'diverged']);
      expect(finishedOf(together).members).toEqual(ends);
      expect(finishedOf(together)).toMatchObject({ reason: 'budget', iteration: 6, steps: 16 * 6 });
      expect(finishedOf(together).finalReturn).toEqual(ends.map(({ finalReturn }) => finalReturn));
      expect(divergedOf(together)).toEqual(alone.flatMap(divergedOf).reverse());
      expect(together.iterations.map(({ iteration }) => iteration)).toEqual([1, 2, 3, 4, 5, 6]);
      const { engine } = alone[1]!.iterations[0]!;
      expect(together.iterations.map((event) => event.engine)).toEqual(new Array(6).fill(engine));
    });
  }

  it('stay where they ended when the others go on from a checkpoint', async () => {
    const configuration = smallRun({ ...BRITTLE, seeds });
    const told: RunCheckpoint[] = [];
    const whole = await runToEnd(configuration, brittleReward, {
      hooks: { ...FREE_HOOKS, checkpoint: (run) => told.push(run) },
    });
    expect(told[3]!.members.map(({ ended }) => ended)).toEqual(['diverged', null, 'diverged', 'diverged']);
    const from = structuredClone(told[3]!);
    const rest = await runToEnd(configuration, brittleReward, { hooks: { ...FREE_HOOKS, from } });
    expect(divergedOf(rest)).toEqual([]);
    expect(rest.iterations).toEqual(whole.iterations.slice(4));
    expect(finishedOf(rest)).toEqual(finishedOf(whole));
  });

  it('keep their last report', async () => {
    const events = train(smallRun({ ...BRITTLE, seeds }), brittleReward, openSimd, FREE_HOOKS);
    /** [seed][iteration − 1] */
    const told: { measured: number; parameters: Float32Array; states: number }[][] = seeds.map(() => []);
    for await (const event of events) {
      if (event.type !== 'iteration') continue;
      expect(event.members.map(({ seed }) => seed)).toEqual(seeds);
      for (const [p, { iteration, policy, proposed }] of event.members.entries()) {
        const { parameters } = policy;
        told[p]!.push({ measured: iteration, parameters, states: proposed.mean.length });
      }
    }
    expect(told.map((reports) => reports.map(({ measured }) => measured))).toEqual([
      [1, 2, 3, 3, 3, 3],
      [1, 2, 3, 4, 5, 6],
      [1, 2, 2, 2, 2, 2],
      [0, 0, 0, 0, 0, 0],
    ]);
    for (const [p, reports] of told.entries()) {
      for (const { measured, parameters, states } of reports) {
        expect(states).toBe(measured === 0 ? 0 : 16);
        expect(parameters.length).toBeGreaterThan(0);
        if (measured > 0) expect(parameters).toEqual(told[p]![measured - 1]!.parameters);
      }
    }
  });

  it('train on in engines of the kind that was chosen first', async () => {
    const asked: (EngineId | undefined)[] = [];
    const openEngine: OpenEngine = (specification, start, _failed, same) => {
      asked.push(same);
      return createEngine(same ?? 'simd', specification, start);
    };
    const run = await runToEnd(smallRun({ ...BRITTLE, seeds }), brittleReward, { openEngine });
    expect(divergedOf(run).length).toBeGreaterThan(0);
    expect(asked[0]).toBeUndefined();
    expect(new Set(asked.slice(1))).toEqual(new Set(['simd']));
  });

  it('do not make an engine that failed before them fail again', async () => {
    const asked: (readonly EngineId[])[] = [];
    const openEngine: OpenEngine = async (specification, start, failed) => {
      asked.push([...failed]);
      const engine = await createReferenceEngine(specification, start);
      if (failed.length === 0) {
        engine.beginUpdate = () => {
          throw new EngineFailure('No memory left.', 'simd');
        };
      }
      return engine;
    };
    const run = await runToEnd(smallRun({ ...BRITTLE, seeds }), brittleReward, { openEngine });
    const changes = run.events.filter(({ type }) => type === 'engine-changed');
    expect(changes).toEqual([
      { type: 'engine-changed', from: 'simd', to: 'webgpu', reason: 'No memory left.', iteration: 0 },
    ]);
    // The seed that diverges before there is an update, then the failure, then the other seeds that diverge.
    expect(asked).toEqual([[], [], ['simd'], ['simd'], ['simd']]);
  });

  it('free their engines, and so does a failure to open the next one', async () => {
    let open = 0;
    let opened = 0;
    const openEngine: OpenEngine = async (specification, start) => {
      if (++opened === 3) throw new Error('No memory.');
      const engine = await createEngine('simd', specification, start);
      const dispose = engine.dispose.bind(engine);
      open++;
      engine.dispose = () => {
        open--;
        dispose();
      };
      return engine;
    };
    await expect(runToEnd(smallRun({ seeds: [1, 2, 3] }), pointMass, { openEngine })).rejects.toThrow(
      'No memory.',
    );
    expect(open).toBe(0);
    opened = 100;
    await runToEnd(smallRun({ ...BRITTLE, seeds }), brittleReward, { openEngine });
    expect(open).toBe(0);
  });
});

describe('the last event of members from different places', () => {
  const member = (seed: number, states: number, proposed: number, projected: number | null) => ({
    seed,
    reason: 'budget' as const,
    iteration: states / 10,
    finalReturn: -seed,
    violations: { states, proposed, projected },
    digest: `d${seed}`,
  });

  it('weighs violations by states', () => {
    const event = finishedEvent([member(1, 100, 50, 1), member(2, 300, 50, 0)], 10, 4);
    expect(event.violations).toEqual({ proposed: 0.25, projected: 0.0025 });
    expect(event).toMatchObject({ iteration: 30, steps: 300, seconds: 4, finalReturn: [-1, -2] });
    expect(event.digest).toBe(digestRun(['d1', 'd2']));
    expect(finishedEvent([member(1, 100, 50, null)], 10, 4).violations).toEqual({
      proposed: 0.5,
      projected: null,
    });
    expect(finishedEvent([member(1, 0, 0, 0)], 10, 4).violations).toEqual({ proposed: 0, projected: 0 });
  });

  it('ends for the best reason of any member', () => {
    const reasons = (...list: ('budget' | 'stopped' | 'diverged' | 'failed')[]) =>
      finishedEvent(
        list.map((reason, i) => ({ ...member(i, 10, 0, 0), reason })),
        10,
        1,
      ).reason;
    expect(reasons('diverged', 'budget')).toBe('budget');
    expect(reasons('diverged', 'stopped', 'failed')).toBe('stopped');
    expect(reasons('failed', 'diverged')).toBe('diverged');
    expect(reasons('failed', 'failed')).toBe('failed');
  });
});
