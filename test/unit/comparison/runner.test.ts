import { describe, expect, it, vi } from 'vitest';
import { calibrate, SpeedBook } from '../../../src/comparison/expectedTime.ts';
import { ComparisonRunner } from '../../../src/comparison/runner.ts';
import { RunDraft, type RunRecord } from '../../../src/comparison/runRecord.ts';
import { cellCurve, cellsOf, improvementOf, scoresOf, summarise } from '../../../src/comparison/summary.ts';
import { type ComparisonPlan, plannedRuns } from '../../../src/experiments/comparison/plan.ts';
import { LocalConnection } from '../../../src/training/localConnection.ts';
import { QUESTION_INTERVAL } from '../../../src/training/silenceWatch.ts';
import { BREAKS, BreakingConnection } from '../../support/breakingConnection.ts';
import { MuteConnection } from '../../support/muteConnection.ts';
import { iterationEvent } from '../../support/trainEvents.ts';

/** Small enough for a test: an iteration is 128 steps. */
const PLAN: ComparisonPlan = {
  methods: [
    { id: 'kl', settings: {} },
    { id: 'ppo', settings: {} },
  ],
  tasks: [{ environment: 'point-mass', steps: 128 * 12 }],
  seeds: [1, 2],
  settings: {
    hiddenSizes: [8],
    environments: 8,
    stepsPerIteration: 16,
    policyEpochs: 2,
    valueEpochs: 2,
    minibatchSize: 64,
    learningRate: 0.01,
  },
  variation: null,
};

const neverFails = (_: number, message: string) => {
  throw new Error(message);
};

/** Trains a plan in this thread. */
async function trained(plan: ComparisonPlan, workers: number) {
  const runs = plannedRuns(plan);
  const records: (RunRecord | null)[] = runs.map(() => null);
  const seen = new Map<number, number>();
  let most = 0;
  await new Promise<void>((resolve) => {
    let open = 0;
    const runner = new ComparisonRunner(
      runs,
      [...runs.keys()],
      () => {
        most = Math.max(most, ++open);
        return new LocalConnection();
      },
      workers,
      {
        progress: (index, steps) => {
          expect(steps).toBeGreaterThanOrEqual(seen.get(index) ?? 0);
          seen.set(index, steps);
        },
        ended: (index, record) => {
          records[index] = record;
        },
        failed: neverFails,
        silent: () => {},
        done: resolve,
      },
    );
    runner.start();
  });
  return { plan, runs, records, most };
}

describe('runs of a comparison', () => {
  it('all end, give the same numbers on one worker and on two, and hold what the table needs', async () => {
    const [one, two] = [await trained(PLAN, 1), await trained(PLAN, 2)];
    expect(two.most).toBe(2);
    expect(one.most).toBe(1);
    expect(one.records.map((record) => record?.digest)).toEqual(two.records.map((record) => record?.digest));
    expect(new Set(one.records.map((record) => record?.digest)).size).toBe(4);
    for (const record of one.records) {
      expect(record).toMatchObject({ outcome: 'budget', steps: 1536, trouble: null });
      expect(record!.curve.length).toBeGreaterThan(0);
      expect(record!.finalReturn).not.toBeNull();
    }
    const [kl, ppo] = cellsOf(one);
    expect(kl!.records).toHaveLength(2);
    // The layer's promise: nothing behind it is beyond its bound.
    expect(summarise(kl!)!.projected!.beyond.high).toBe(0);
    expect(summarise(kl!)!.proposed.beyond.high).toBeGreaterThan(0);
    expect(summarise(ppo!)!.projected).toBeNull();
    expect(cellCurve(kl!, 'steps')!.x.at(-1)).toBe(1536);
    const scores = PLAN.methods.map((_, method) => scoresOf([kl!, ppo!], PLAN, { method, variant: 0 })!);
    const { low, value, high } = improvementOf(scores[0]!, scores[1]!);
    expect(low).toBeLessThanOrEqual(value);
    expect(value).toBeLessThanOrEqual(high);
  }, 60_000);

  it('stand still while paused, and go on to the same end', async () => {
    const plan = { ...PLAN, seeds: [1] };
    const reference = await trained(plan, 1);
    const runs = plannedRuns(plan);
    const digests: (string | null)[] = [];
    let told = 0;
    await new Promise<void>((resolve) => {
      const runner = new ComparisonRunner(runs, [0, 1], () => new LocalConnection(), 2, {
        progress: () => {
          told++;
          if (told !== 1) return;
          runner.pause();
          setTimeout(() => {
            const before = told;
            setTimeout(() => {
              expect(told).toBe(before);
              runner.resume();
            }, 150);
          }, 150);
        },
        ended: (index, record) => {
          digests[index] = record.digest;
        },
        failed: neverFails,
        silent: () => {},
        done: resolve,
      });
      runner.start();
    });
    expect(digests).toEqual(reference.records.map((record) => record!.digest));
  }, 60_000);

  it('have no record where a worker breaks, which another worker takes no harm from', async () => {
    const runs = plannedRuns({ ...PLAN, seeds: [1] });
    const failures: [number, string][] = [];
    const ended: number[] = [];
    let connections = 0;
    await new Promise<void>((resolve) => {
      const connect = () => (++connections === 1 ? new BreakingConnection() : new LocalConnection());
      new ComparisonRunner(runs, [0, 1], connect, 1, {
        progress: () => {},
        ended: (index) => ended.push(index),
        failed: (index, message) => failures.push([index, message]),
        silent: () => {},
        done: resolve,
      }).start();
    });
    expect(failures).toEqual([[0, BREAKS]]);
    expect(ended).toEqual([1]);
    expect(connections).toBe(2);
  }, 60_000);

  it('tell that a worker does not answer, and no more when they are cancelled', () => {
    vi.useFakeTimers();
    const told: boolean[] = [];
    const connections: MuteConnection[] = [];
    const connect = () => {
      connections.push(new MuteConnection());
      return connections.at(-1)!;
    };
    const runner = new ComparisonRunner(plannedRuns(PLAN), [0, 1, 2], connect, 2, {
      progress: () => {},
      ended: () => {},
      failed: neverFails,
      silent: (silent) => told.push(silent),
      done: () => {},
    });
    runner.start();
    vi.advanceTimersByTime(10 * QUESTION_INTERVAL);
    expect(told).toEqual([true]);
    for (const connection of connections) connection.answer();
    expect(told).toEqual([true, false]);
    runner.cancel();
    vi.advanceTimersByTime(10 * QUESTION_INTERVAL);
    expect(told).toEqual([true, false]);
    vi.useRealTimers();
  });

  it('tell nothing any more when they are cancelled', async () => {
    const runs = plannedRuns(PLAN);
    let told = 0;
    const runner = new ComparisonRunner(runs, [...runs.keys()], () => new LocalConnection(), 2, {
      progress: () => {
        told++;
        runner.cancel();
      },
      ended: () => {
        told += 100;
      },
      failed: neverFails,
      silent: () => {},
      done: () => {
        told += 1000;
      },
    });
    runner.start();
    await new Promise((resolve) => setTimeout(resolve, 800));
    expect(told).toBe(1);
  }, 20_000);
});

describe('records', () => {
  it('count a diverged seed with its last return, and say where it broke', () => {
    const draft = new RunDraft();
    draft.add(iterationEvent(1, [-900]));
    draft.add(iterationEvent(2, [-700]));
    // Who has diverged repeats its last report.
    draft.add({ ...iterationEvent(3, [-700]), members: iterationEvent(2, [-700]).members });
    draft.diverged('value loss was not finite in iteration 3');
    const record = draft.finish({
      seed: 1,
      reason: 'diverged',
      iteration: 2,
      finalReturn: -800,
      violations: { states: 4096, proposed: 0, projected: 0 },
      digest: 'd',
    });
    expect(record).toMatchObject({
      outcome: 'diverged',
      finalReturn: -800,
      steps: 4096,
      trouble: expect.stringMatching(/iteration 3/),
    });
    expect(record.curve.map(({ mean }) => mean)).toEqual([-900, -700]);
    expect(record.proposed).toEqual({ beyond: 0.2, beyondKl: 0.2, largestKl: 0.05 });
  });
});

describe('expected time', () => {
  it('is measured by a few iterations of every kind, then by whole runs', async () => {
    const runs = plannedRuns(PLAN);
    const left = runs.map(({ configuration }) => ({ configuration, stepsLeft: configuration.steps }));
    const book = new SpeedBook();
    expect(book.expected(left, 2)).toBeNull();
    await calibrate(book, runs, () => new LocalConnection(), new AbortController().signal);
    const first = book.expected(left, 2)!;
    expect(first).toBeGreaterThan(0);
    expect(first).toBeLessThan(60);
    for (const { configuration } of runs) book.addRun(configuration, 1000, 2);
    expect(book.expected(left, 2)).toBeCloseTo((4 * 1536 * 0.002) / 2, 9);
    expect(book.expected(left.slice(0, 1), 2)).toBeCloseTo(1536 * 0.002, 9);
    expect(book.expected([], 2)).toBe(0);
    const other = { ...runs[0]!.configuration, hiddenSizes: [16] };
    const mixed = [...left, { configuration: other, stepsLeft: 1536 }];
    expect(book.expected(mixed, 1)).toBeNull();
    expect(book.expected(mixed, 1, 'roughly')).toBeCloseTo(5 * 1536 * 0.002, 9);
    expect(new SpeedBook().expected(mixed, 1, 'roughly')).toBeNull();
  }, 30_000);
});
