import { describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/engines/engine.ts';
import { EngineFailure } from '../../../src/engines/engine.ts';
import type { RunConfiguration } from '../../../src/experiments/fields.ts';
import type { FinishedEvent, IterationEvent } from '../../../src/trainer/events.ts';
import { openChosenEngine } from '../../../src/training/engineChoice.ts';
import type { Allowance, SessionCommand, SessionEvent } from '../../../src/training/protocol.ts';
import { type SessionOptions, TrainingSession } from '../../../src/training/session.ts';
import { wholeOf } from '../../support/dissections.ts';
import { smallRun } from '../../support/runs.ts';

type EventOf<T extends SessionEvent['type']> = Extract<SessionEvent, { type: T }>;

/**
 * A session whose clock advances by a fixed time at every look, so that it yields and reports at the same places
 * in every run, however fast the machine.
 */
class Bench {
  readonly events: SessionEvent[] = [];
  /** Milliseconds at which iterations were reported. */
  readonly reportTimes: number[] = [];
  readonly session: TrainingSession;
  readonly #waiting: { matches: (event: SessionEvent) => boolean; resolve: () => void }[] = [];
  #time = 0;

  constructor(options: SessionOptions & { readonly tick?: number } = {}) {
    const { tick = 10, ...rest } = options;
    const now = () => {
      this.#time += tick;
      return this.#time;
    };
    this.session = new TrainingSession((event) => this.#receive(event), { now, ...rest });
  }

  send(command: SessionCommand): void {
    this.session.handle(command);
  }

  start(overrides: Partial<RunConfiguration> = {}, allowance: Partial<Allowance> = {}): void {
    this.send({
      type: 'start',
      configuration: smallRun({ environment: 'point-mass', ...overrides }),
      to: Infinity,
      ...allowance,
    });
  }

  /** Resolves at the first event from now on that matches. */
  next(matches: (event: SessionEvent) => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ matches, resolve });
    });
  }

  phase(phase: string): Promise<void> {
    return this.next((event) => event.type === 'phase' && event.phase === phase);
  }

  of<T extends SessionEvent['type']>(type: T): EventOf<T>[] {
    return this.events.filter((event): event is EventOf<T> => event.type === type);
  }

  #receive(event: SessionEvent): void {
    this.events.push(event);
    if (event.type === 'iteration') this.reportTimes.push(this.#time);
    for (const waiting of [...this.#waiting]) {
      if (!waiting.matches(event)) continue;
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
      waiting.resolve();
    }
  }
}

/** Every iteration that was told of, in a report of its own or within another's. */
function toldIterations(reports: readonly IterationEvent[]): number[] {
  return reports.flatMap(({ skipped = [], iteration }) => [...skipped.map((s) => s.iteration), iteration]);
}

const LONG = { steps: 128 * 10_000 };

describe('TrainingSession', () => {
  it('goes as far as it may, waits there and tells the digest that a run of that length ends with', async () => {
    const bench = new Bench();
    const short = new Bench();
    const configuration = smallRun({ seeds: [4, 2], steps: 128 * 3 });
    short.send({ type: 'start', configuration, to: Infinity });
    await short.phase('finished');
    bench.send({ type: 'start', configuration: { ...configuration, steps: 128 * 9 }, to: 3 });
    await bench.phase('paused');
    expect(bench.of('iteration').at(-1)!.iteration).toBe(3);
    await bench.next(({ type }) => type === 'standing');
    const { digest, members } = short.of('finished')[0]!;
    expect(bench.of('standing')[0]).toEqual({
      type: 'standing',
      iteration: 3,
      digest,
      members: members.map((member) => ({ seed: member.seed, digest: member.digest })),
    });
    bench.send({ type: 'advance', to: 4 });
    await bench.next((event) => event.type === 'standing' && event.iteration === 4);
    bench.send({ type: 'stop' });
    await bench.phase('finished');
    expect(bench.of('finished')[0]).toMatchObject({ reason: 'stopped', iteration: 4 });
  });

  it('goes from idle through preparing and running to finished, and says which engine and why', async () => {
    const bench = new Bench();
    expect(bench.session.phase).toBe('idle');
    bench.start();
    await bench.phase('finished');
    expect(bench.of('phase').map(({ phase }) => phase)).toEqual(['preparing', 'running', 'finished']);
    expect(bench.of('engine')).toEqual([
      {
        type: 'engine',
        engine: 'simd',
        description: 'WebAssembly SIMD',
        reason: 'WebAssembly was asked for by name.',
        trials: [],
        workers: 1,
      },
    ]);
    expect(bench.of('finished')).toHaveLength(1);
    expect(bench.events.at(-2)!.type).toBe('finished');
  });

  it('answers a ping before the iteration ends', async () => {
    const bench = new Bench();
    bench.start(LONG);
    await bench.next(({ type }) => type === 'progress');
    bench.send({ type: 'ping', token: 7 });
    expect(bench.events.at(-1)).toEqual({ type: 'pong', token: 7 });
    bench.session.close();
  });

  it('lets the event loop in many times during one iteration', async () => {
    const bench = new Bench();
    bench.start(LONG);
    await bench.phase('running');
    let turns = 0;
    let counting = true;
    const count = () => {
      turns++;
      if (counting) setImmediate(count);
    };
    setImmediate(count);
    await bench.next(({ type }) => type === 'iteration');
    counting = false;
    // 16 steps, 8 value and 8 policy minibatches, and the rest.
    expect(turns).toBeGreaterThan(30);
    bench.session.close();
  });

  it('pauses in mid-iteration, keeps everything, and goes on with the same numbers', async () => {
    const whole = new Bench();
    whole.start();
    await whole.phase('finished');

    const bench = new Bench();
    bench.start();
    for (let pause = 0; pause < 3; pause++) {
      await bench.next(({ type }) => type === 'progress');
      bench.send({ type: 'advance', to: 0 });
      expect(bench.events.at(-1)).toMatchObject({ type: 'phase', phase: 'paused' });
      const before = bench.events.length;
      for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
      expect(bench.events.length).toBe(before);
      bench.send({ type: 'advance', to: Infinity });
      expect(bench.events.at(-1)).toMatchObject({ type: 'phase', phase: 'running' });
    }
    await bench.phase('finished');
    expect(bench.of('finished')[0]!.digest).toBe(whole.of('finished')[0]!.digest);
  });

  it('starts waiting, goes one iteration further at a time, and reports each', async () => {
    const bench = new Bench();
    bench.start(LONG, { to: 0 });
    await bench.phase('paused');
    expect(bench.of('iteration')).toHaveLength(0);
    for (const iteration of [1, 2, 3]) {
      const paused = bench.phase('paused');
      bench.send({ type: 'advance', to: iteration });
      await paused;
      expect(bench.of('iteration').at(-1)!.iteration).toBe(iteration);
      const heard = 1 + iteration;
      expect(bench.events.at(-1)).toEqual({ type: 'phase', phase: 'paused', iteration, heard });
    }
    bench.session.close();
  });

  it('stops from a pause and from a run with what was reached', async () => {
    for (const paused of [true, false]) {
      const bench = new Bench();
      bench.start(LONG, { to: paused ? 0 : Infinity });
      await (paused ? bench.phase('paused') : bench.next(({ type }) => type === 'iteration'));
      bench.send({ type: 'stop' });
      await bench.phase('finished');
      const [finished] = bench.of('finished') as [FinishedEvent];
      expect(finished.reason).toBe('stopped');
      expect(finished.iteration).toBe(toldIterations(bench.of('iteration')).at(-1) ?? 0);
    }
  });

  it('can be started again when a run is over', async () => {
    const bench = new Bench();
    bench.start();
    await bench.phase('finished');
    bench.start();
    await bench.phase('finished');
    const digests = bench.of('finished').map(({ digest }) => digest);
    expect(digests[0]).toBe(digests[1]);
  });

  it('refuses what makes no sense with a sentence and a phase, and goes on', async () => {
    const bench = new Bench();
    for (const command of [{ type: 'advance', to: 3 }, { type: 'stop' }] as const) {
      bench.send(command);
      expect(bench.events.at(-2)).toMatchObject({ type: 'refused', command: command.type });
      expect(bench.events.at(-1)).toMatchObject({ type: 'phase', phase: 'idle' });
    }
    bench.start();
    bench.start();
    expect(bench.of('refused').at(-1)).toMatchObject({
      command: 'start',
      message: expect.stringMatching(/stop it/),
    });
    await bench.phase('finished');
  });

  it('says what is wrong when a run cannot be made', async () => {
    const bench = new Bench();
    bench.start({ environment: 'moon-lander' as RunConfiguration['environment'] });
    await bench.phase('failed');
    expect(bench.of('failed')[0]!.message).toMatch(/moon-lander.*pendulum/);
  });

  it('keeps silent after it was closed and frees the engine', async () => {
    let disposed = false;
    const bench = new Bench({
      openEngine: async (...args) => {
        const opened = await openChosenEngine(...args);
        const dispose = opened.engine.dispose.bind(opened.engine);
        opened.engine.dispose = () => {
          disposed = true;
          dispose();
        };
        return opened;
      },
    });
    bench.start(LONG);
    await bench.next(({ type }) => type === 'iteration');
    bench.session.close();
    const count = bench.events.length;
    for (let turn = 0; turn < 50 && !disposed; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(disposed).toBe(true);
    expect(bench.events.length).toBe(count);
  });

  it('tells that the engine changed, then to what, and goes on', async () => {
    const bench = new Bench({
      openEngine: async (wish, specification, start, failed) => {
        const opened = await openChosenEngine(wish, specification, start, failed);
        if (failed.length > 0) return opened;
        const engine = new Proxy(opened.engine, {
          get(target, property) {
            const member = Reflect.get(target, property, target);
            if (property === 'takeLosses') {
              return async (): ReturnType<Engine['takeLosses']> => {
                throw new EngineFailure('The WebGPU device was lost.', 'webgpu');
              };
            }
            return typeof member === 'function' ? member.bind(target) : member;
          },
        });
        return { engine, reason: 'It is the test’s.', trials: [] };
      },
    });
    bench.start();
    await bench.phase('finished');
    const types = bench.events.map(({ type }) => type).filter((type) => type.startsWith('engine'));
    expect(types).toEqual(['engine', 'engine-changed', 'engine']);
    expect(bench.of('engine-changed')[0]).toMatchObject({
      from: 'webgpu',
      to: 'simd',
      reason: 'The WebGPU device was lost.',
    });
    expect(toldIterations(bench.of('iteration'))).toEqual([1, 2, 3]);
  });
});

describe('a part of a pool’s run', () => {
  const reported = (bench: Bench) => bench.of('iteration').map(({ iteration }) => iteration);
  const turns = async (count: number) => {
    for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
  };

  it('reports the iterations that it is asked for, waits where it may not go on, and goes on when it may', async () => {
    const bench = new Bench();
    bench.start(LONG, { to: 5, reportEvery: 2 });
    await bench.next((event) => event.type === 'iteration' && event.iteration === 5);
    await turns(200);
    expect(reported(bench)).toEqual([2, 4, 5]);
    expect(toldIterations(bench.of('iteration'))).toEqual([1, 2, 3, 4, 5]);
    expect(bench.session.phase).toBe('paused');
    bench.send({ type: 'advance', to: 6, reportEvery: 2 });
    bench.send({ type: 'advance', to: 12, reportEvery: 4 });
    expect(bench.session.phase).toBe('running');
    await bench.next((event) => event.type === 'iteration' && event.iteration === 12);
    expect(reported(bench)).toEqual([2, 4, 5, 8, 12]);
    expect(toldIterations(bench.of('iteration'))).toHaveLength(12);
    bench.session.close();
  });

  it('stops while it waits', async () => {
    const bench = new Bench();
    bench.start(LONG, { to: 4, reportEvery: 8 });
    await bench.phase('paused');
    expect(reported(bench)).toEqual([4]);
    bench.send({ type: 'advance', to: 10, reportEvery: 8 });
    await bench.next((event) => event.type === 'iteration' && event.iteration === 10);
    await turns(50);
    bench.send({ type: 'stop' });
    await bench.phase('finished');
    expect(bench.of('finished')[0]).toMatchObject({ reason: 'stopped', iteration: 10 });
  });

  it('says how much it has heard when it tells its phase', async () => {
    const bench = new Bench();
    bench.start(LONG);
    await bench.next(({ type }) => type === 'iteration');
    for (const to of [0, 30, 0]) bench.send({ type: 'advance', to });
    expect(bench.of('phase').slice(-3)).toMatchObject([
      { phase: 'paused', heard: 2 },
      { phase: 'running', heard: 3 },
      { phase: 'paused', heard: 4 },
    ]);
    await turns(20);
    bench.send({ type: 'advance', to: 30 });
    await bench.phase('paused');
    expect(bench.of('phase').at(-1)).toEqual({ type: 'phase', phase: 'paused', iteration: 30, heard: 5 });
    bench.session.close();
  });

  it('can be asked beforehand which engine it would take', async () => {
    const asked: (number | undefined)[] = [];
    let disposed = 0;
    const bench = new Bench({
      openEngine: async (wish, specification, start, failed, options) => {
        asked.push(options?.workers);
        const opened = await openChosenEngine(wish, specification, start, failed, options);
        const { engine } = opened;
        const dispose = engine.dispose.bind(engine);
        engine.dispose = () => {
          disposed++;
          dispose();
        };
        return opened;
      },
    });
    bench.send({ type: 'choose', configuration: smallRun({ engine: 'auto', seeds: [1, 2] }), workers: 2 });
    bench.send({ type: 'choose', configuration: smallRun(), workers: 2 });
    expect(bench.of('refused')).toHaveLength(1);
    await bench.phase('idle');
    expect(bench.of('engine')).toEqual([expect.objectContaining({ engine: 'simd', trials: [] })]);
    expect(asked).toEqual([2]);
    expect(disposed).toBe(1);
    bench.start();
    await bench.phase('finished');
  });
});

describe('a session that looks into an iteration', () => {
  const configuration = smallRun({ environment: 'point-mass', seeds: [1, 2], steps: 128 * 500 });
  const dissect = { type: 'dissect', configuration, seed: 2, iteration: 3, from: null } as const;

  it('recomputes it to the digest of the run, tells how far it is, and is free for another', async () => {
    const run = new Bench();
    const standing = run.next(({ type }) => type === 'standing');
    run.send({ type: 'start', configuration, to: 3 });
    await standing;
    const digest = run.of('standing')[0]!.members[1]!.digest;
    run.session.close();

    const bench = new Bench();
    bench.send(dissect);
    expect(bench.session.phase).toBe('preparing');
    bench.send(dissect);
    expect(bench.of('refused')[0]!.message).toMatch(/looked into before it or after it/);
    bench.send({ type: 'ping', token: 5 });
    expect(bench.of('pong')).toHaveLength(1);
    await bench.phase('idle');
    expect(bench.of('dissection').map(({ dissection }) => wholeOf(dissection).digest)).toEqual([digest]);
    const shares = bench.of('progress').map(({ fraction }) => fraction);
    expect(shares.length).toBeGreaterThan(2);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    // What it posts can be sent to another thread.
    expect(structuredClone(bench.of('dissection')[0])).toEqual(bench.of('dissection')[0]);

    bench.send({ ...dissect, iteration: 1 });
    await bench.phase('idle');
    expect(bench.of('dissection')[1]!.dissection.iteration).toBe(1);
    bench.start({ steps: 128 });
    await bench.phase('finished');
  });

  it('says what is wrong with what it is asked for, and can be asked again', async () => {
    const bench = new Bench();
    bench.send({ ...dissect, iteration: 501 });
    await bench.phase('failed');
    expect(bench.of('failed')[0]!.message).toBe('The run has the iterations 1 to 500, not 501.');
    bench.send({ ...dissect, iteration: 1 });
    await bench.phase('idle');
    expect(bench.of('dissection')).toHaveLength(1);
  });

  it('shows an iteration in which the seed diverges as far as it goes', async () => {
    const bench = new Bench();
    const absurd = { ...configuration, rewardScale: 1e300, learningRate: 1e30 };
    bench.send({ ...dissect, configuration: absurd, iteration: 1 });
    await bench.phase('idle');
    const [event] = bench.of('dissection');
    expect(event!.dissection).toMatchObject({ iteration: 1, broken: { during: 'value' } });
    expect(structuredClone(event)).toEqual(event);
  });

  it('says in which iteration a seed diverges that does not get there', async () => {
    const bench = new Bench();
    const absurd = { ...configuration, rewardScale: 1e300, learningRate: 1e30 };
    bench.send({ ...dissect, configuration: absurd, iteration: 2 });
    await bench.phase('failed');
    expect(bench.of('failed')[0]!.message).toMatch(
      /^Seed 2 does not get to the end of iteration 1: .* finite/,
    );
  });

  it('stops without an answer', async () => {
    const bench = new Bench();
    bench.send({ ...dissect, iteration: 400 });
    await bench.next(({ type }) => type === 'progress');
    bench.send({ type: 'stop' });
    await bench.phase('idle');
    expect(bench.of('dissection')).toHaveLength(0);
    expect(bench.of('failed')).toHaveLength(0);
  });
});

describe('reports of a fast run', () => {
  it('are at most ten a second and lose no iteration', async () => {
    const bench = new Bench({ tick: 0.5 });
    bench.start({ steps: 128 * 40 });
    await bench.phase('finished');
    const reports = bench.of('iteration');
    expect(reports.length).toBeLessThan(40);
    expect(toldIterations(reports)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    const withSkipped = reports.find(({ skipped }) => skipped)!;
    expect(withSkipped.skipped![0]!.members[0]!.metrics.policy_loss).toEqual(expect.any(Number));
    // All but the last, which the end of the run flushes, keep their distance.
    const times = bench.reportTimes.slice(0, -1);
    for (let i = 1; i < times.length; i++) expect(times[i]! - times[i - 1]!).toBeGreaterThan(99);
  });

  it('arrive before the pause that follows them', async () => {
    const bench = new Bench({ tick: 0.01 });
    bench.start(LONG);
    await bench.next(({ type }) => type === 'iteration');
    const paused = bench.phase('paused');
    bench.send({ type: 'advance', to: toldIterations(bench.of('iteration')).at(-1)! + 30 });
    await paused;
    const { iteration } = bench.of('phase').at(-1)!;
    expect(toldIterations(bench.of('iteration')).at(-1)).toBe(iteration);
    bench.session.close();
  });
});

describe('the speed limit', () => {
  it('holds iterations back, counts the waiting as training, and can be lifted', async () => {
    const started = performance.now();
    const bench = new Bench({ now: () => performance.now() });
    bench.start({ steps: 128 * 4 }, { iterationsPerSecond: 10 });
    await bench.phase('finished');
    expect(performance.now() - started).toBeGreaterThan(390);
    expect(bench.of('finished')[0]!.seconds).toBeGreaterThan(0.39);

    bench.start(LONG, { iterationsPerSecond: 0.001 });
    await bench.next(({ type }) => type === 'iteration');
    const second = bench.next(({ type }) => type === 'iteration');
    bench.send({ type: 'advance', to: Infinity, iterationsPerSecond: null });
    await second;
    bench.session.close();
  });
});
