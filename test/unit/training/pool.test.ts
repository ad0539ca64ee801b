import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunConfiguration } from '../../../src/experiments/fields.ts';
import type { RunCheckpoint } from '../../../src/trainer/checkpoint.ts';
import { digestMember } from '../../../src/trainer/digest.ts';
import type { IterationEvent, IterationSummary } from '../../../src/trainer/events.ts';
import type { TrainingConnection } from '../../../src/training/connection.ts';
import { LocalConnection } from '../../../src/training/localConnection.ts';
import { TrainingPool } from '../../../src/training/pool.ts';
import type { SessionCommand, SessionEvent, TrainingCommand } from '../../../src/training/protocol.ts';
import { smallRun } from '../../support/runs.ts';

type EventOf<T extends SessionEvent['type']> = Extract<SessionEvent, { type: T }>;

/** A session in this thread that can be broken, and whose events and commands are kept. */
class BreakableConnection implements TrainingConnection {
  readonly commands: SessionCommand[] = [];
  readonly events: SessionEvent[] = [];
  closed = false;
  readonly #session = new LocalConnection();
  readonly #lag: number;
  readonly #listeners = new Set<(event: SessionEvent) => void>();

  /** @param lag turns of the event loop that a message takes on its way, either way; 0: none */
  constructor(lag: number) {
    this.#session.subscribe((event) => afterTurns(lag, () => this.#tell(event)));
    this.#lag = lag;
  }

  send(command: SessionCommand): void {
    this.commands.push(command);
    afterTurns(this.#lag, () => this.#session.send(command));
  }

  subscribe(listener: (event: SessionEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.closed = true;
    this.#listeners.clear();
    this.#session.close();
  }

  /** As a worker's client tells that the worker is gone. */
  break(): void {
    this.#session.close();
    this.#tell({ type: 'failed', message: 'The training worker stopped: out of memory.' });
    this.#tell({ type: 'phase', phase: 'failed', iteration: 0 });
  }

  #tell(event: SessionEvent): void {
    this.events.push(event);
    for (const listener of this.#listeners) listener(event);
  }
}

function afterTurns(count: number, task: () => void): void {
  if (count === 0) task();
  else setImmediate(() => afterTurns(count - 1, task));
}

class Bench {
  readonly events: SessionEvent[] = [];
  readonly connections: BreakableConnection[] = [];
  readonly pool: TrainingPool;

  constructor(workers: number, lag = 0) {
    this.pool = new TrainingPool(() => {
      const connection = new BreakableConnection(lag);
      this.connections.push(connection);
      return connection;
    }, workers);
    this.pool.subscribe((event) => this.events.push(event));
  }

  send(command: TrainingCommand): void {
    this.pool.send(command);
  }

  start(
    overrides: Partial<RunConfiguration>,
    rest: { paused?: boolean; until?: number; from?: RunCheckpoint; densities?: boolean } = {},
  ): void {
    const configuration = smallRun({ environment: 'point-mass', ...overrides });
    this.send({ type: 'start', configuration, paused: false, ...rest });
  }

  /** Resolves at the first event from now on that matches. */
  next<T extends SessionEvent['type']>(
    type: T,
    matches: (event: EventOf<T>) => boolean = () => true,
  ): Promise<EventOf<T>> {
    return new Promise((resolve) => {
      const unsubscribe = this.pool.subscribe((event) => {
        if (event.type !== type || !matches(event as EventOf<T>)) return;
        unsubscribe();
        resolve(event as EventOf<T>);
      });
    });
  }

  phase(phase: string): Promise<EventOf<'phase'>> {
    return this.next('phase', (event) => event.phase === phase);
  }

  of<T extends SessionEvent['type']>(type: T): EventOf<T>[] {
    return this.events.filter((event): event is EventOf<T> => event.type === type);
  }

  /** Every iteration in the order in which it was told of. */
  told(): IterationSummary[] {
    return this.of('iteration').flatMap(({ skipped = [], ...event }) => [...skipped, event]);
  }
}

function digestsOf({ members }: { readonly members: readonly { seed: number; digest: string | null }[] }) {
  return members.map(({ seed, digest }) => ({ seed, digest }));
}

const SEEDS = [5, 1, 9];
const LONG = { seeds: SEEDS, steps: 128 * 10_000 };

describe('a pool of sessions', () => {
  it('gives the same run whatever the number of workers', async () => {
    const runs = [];
    for (const workers of [1, 2, 3, 8]) {
      const bench = new Bench(workers);
      bench.start({ seeds: SEEDS, steps: 128 * 7 });
      await bench.phase('finished');
      expect(bench.connections).toHaveLength(Math.min(workers, 3));
      const [finished] = bench.of('finished');
      const { seconds: _, ...outcome } = finished!;
      const metrics = bench.told().map(({ iteration, steps, members }) => ({
        iteration,
        steps,
        members: members.map(({ seed, metrics: numbers }) => ({ seed, numbers })),
      }));
      const last = bench
        .of('iteration')
        .at(-1)!
        .members.map(({ seed, policy, proposed, probes }) => ({
          seed,
          policy,
          proposed,
          probes,
        }));
      runs.push({ outcome, metrics, last });
      bench.pool.close();
    }
    expect(runs[0]!.outcome.members.map(({ seed }) => seed)).toEqual(SEEDS);
    expect(new Set(runs[0]!.outcome.members.map(({ digest }) => digest)).size).toBe(3);
    for (const run of runs.slice(1)) expect(run).toEqual(runs[0]);
  });

  it('tells the densities of every iteration, reported in full or not, where they are asked for', async () => {
    const runs = [];
    for (const workers of [1, 3]) {
      const bench = new Bench(workers);
      bench.start({ seeds: SEEDS, steps: 128 * 7 }, { densities: true });
      await bench.phase('finished');
      expect(bench.told()).toHaveLength(7);
      runs.push(bench.told().map(({ members }) => members.map(({ densities }) => densities)));
    }
    expect(runs[0]!.flat()).not.toContain(undefined);
    expect(runs[1]).toEqual(runs[0]);
    const quiet = new Bench(1);
    quiet.start({ seeds: SEEDS });
    await quiet.phase('finished');
    expect(quiet.told()[0]!.members[0]).not.toHaveProperty('densities');
  });

  it('goes through the phases of a session and tells of one engine', async () => {
    const bench = new Bench(2);
    bench.start({ seeds: SEEDS });
    await bench.phase('finished');
    expect(bench.of('phase').map(({ phase }) => phase)).toEqual(['preparing', 'running', 'finished']);
    expect(bench.of('engine')).toEqual([expect.objectContaining({ engine: 'simd', workers: 2 })]);
    expect(bench.of('finished')).toHaveLength(1);
    expect(bench.told().map(({ iteration }) => iteration)).toEqual([1, 2, 3]);
  });

  it('is over when it says so: a command in answer ends it no second time', async () => {
    for (const workers of [1, 2]) {
      const bench = new Bench(workers);
      bench.pool.subscribe((event) => {
        if (event.type === 'finished') bench.send({ type: 'stop' });
      });
      bench.start({ seeds: SEEDS });
      await bench.phase('finished');
      expect(bench.of('finished')).toHaveLength(1);
      expect(bench.of('refused').map(({ command }) => command)).toEqual(['stop']);
      bench.pool.close();
    }
  });

  it('chooses the engine of auto once, and spreads the run over workers where that is WebAssembly', async () => {
    const bench = new Bench(3);
    bench.start({ seeds: SEEDS, engine: 'auto' });
    bench.send({ type: 'pause' });
    await bench.phase('paused');
    expect(bench.connections).toHaveLength(3);
    const starts = bench.connections.flatMap(({ commands }) =>
      commands.filter((command) => command.type === 'start'),
    );
    expect(starts.map(({ configuration }) => configuration.engine)).toEqual(['simd', 'simd', 'simd']);
    expect(bench.of('engine')).toEqual([expect.objectContaining({ engine: 'simd', workers: 3 })]);
    bench.send({ type: 'resume' });
    await bench.phase('finished');
    expect(bench.of('finished')[0]!.reason).toBe('budget');
  });

  it('keeps workers within a few reports of one another', async () => {
    const bench = new Bench(2);
    // One worker has a seed, the other two.
    bench.start(LONG);
    await bench.next('iteration', ({ iteration }) => iteration >= 40);
    bench.send({ type: 'stop' });
    await bench.phase('finished');
    const allowances = bench.connections[0]!.commands.filter((command) => command.type === 'advance');
    expect(allowances.length).toBeGreaterThan(2);
    expect(bench.connections[1]!.commands.filter((command) => command.type === 'advance')).toEqual(
      allowances,
    );
    for (const { to } of allowances) expect(to).toBeLessThan(Infinity);
    const told = bench.told().map(({ iteration }) => iteration);
    expect(told).toEqual(told.map((_, index) => index + 1));
  });

  it('pauses everybody after the same iteration, tells the digests there, and goes on with the same numbers', async () => {
    const whole = new Bench(1);
    whole.start({ seeds: SEEDS, steps: 128 * 30 });
    await whole.phase('finished');

    const bench = new Bench(2);
    bench.start({ seeds: SEEDS, steps: 128 * 30 });
    for (let pause = 0; pause < 3; pause++) {
      await bench.next('iteration');
      const standing = bench.next('standing');
      bench.send({ type: 'pause' });
      expect(bench.events.at(-1)).toMatchObject({ type: 'phase', phase: 'paused' });
      const { iteration, members } = await standing;
      expect(members.map(({ seed }) => seed)).toEqual(SEEDS);
      expect(bench.of('phase').at(-1)).toMatchObject({ phase: 'paused', iteration });
      expect(bench.told().at(-1)!.iteration).toBe(iteration);
      const count = bench.events.length;
      for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
      expect(bench.events.length).toBe(count);
      bench.send({ type: 'resume' });
      expect(bench.events.at(-1)).toMatchObject({ type: 'phase', phase: 'running' });
    }
    await bench.phase('finished');
    expect(bench.of('finished')[0]!.digest).toBe(whole.of('finished')[0]!.digest);
  });

  it('replays to an iteration, steps from there, and goes on to another', async () => {
    const bench = new Bench(2);
    bench.send({ type: 'limit', iterationsPerSecond: 0.001 });
    bench.start(LONG, { until: 4 });
    expect(await bench.next('standing')).toMatchObject({ iteration: 4 });
    for (const iteration of [5, 6]) {
      const standing = bench.next('standing');
      bench.send({ type: 'step' });
      expect(bench.of('phase').at(-1)).toMatchObject({ phase: 'running' });
      expect(await standing).toMatchObject({ iteration });
    }
    bench.send({ type: 'advance', to: 12 });
    const { members } = await bench.next('standing', ({ iteration }) => iteration === 12);
    bench.send({ type: 'stop' });
    const finished = await bench.next('finished');
    expect(finished).toMatchObject({ reason: 'stopped', iteration: 12 });
    expect(digestsOf(finished)).toEqual(members);

    const short = new Bench(3);
    short.start({ ...LONG, steps: 128 * 12 });
    expect(digestsOf(await short.next('finished'))).toEqual(members);
  });

  it('goes on to an iteration as it is told, past its pauses', async () => {
    const bench = new Bench(2);
    bench.start(LONG);
    await bench.next('iteration');
    bench.send({ type: 'limit', iterationsPerSecond: 1e-3 });
    bench.send({ type: 'advance', to: 60 });
    bench.send({ type: 'pause' });
    await bench.next('standing');
    bench.send({ type: 'resume' });
    expect(await bench.next('standing')).toMatchObject({ iteration: 60 });
    expect(bench.of('phase').at(-1)).toMatchObject({ phase: 'paused', iteration: 60 });
    bench.send({ type: 'advance', to: 60 });
    expect(bench.of('refused')[0]!.message).toBe(
      'The run can go on to a whole iteration after 60, not to 60.',
    );
    bench.pool.close();
  });

  it('hands out checkpoints in which all have finished the same iteration, from which others go on', async () => {
    const settings = { ...LONG, steps: 128 * 40 };
    const whole = new Bench(1);
    whole.start(settings);
    const end = await whole.next('finished');
    for (const lag of [0, 3]) {
      const bench = new Bench(2, lag);
      bench.start(settings);
      bench.send({ type: 'checkpoint' });
      const first = await bench.next('checkpoint');
      expect(first.iteration).toBeLessThanOrEqual(2);
      // The iteration has been told before.
      expect(bench.told().at(-1)!.iteration).toBe(first.iteration);
      await bench.next('iteration', ({ iteration }) => iteration >= 5);
      bench.send({ type: 'checkpoint' });
      const second = await bench.next('checkpoint');
      expect(second.iteration).toBeGreaterThan(5);
      expect(new Set(second.members.map(({ checkpoint }) => checkpoint.iteration))).toEqual(
        new Set([second.iteration]),
      );
      expect(bench.told().at(-1)!.iteration).toBe(second.iteration);
      bench.pool.close();

      for (const workers of [1, 2, 3]) {
        const rest = new Bench(workers, lag);
        rest.start(settings, { from: structuredClone(second) });
        const finished = await rest.next('finished');
        expect(digestsOf(finished)).toEqual(digestsOf(end));
        expect(finished.violations).toEqual(end.violations);
        const iterations = rest.told().map(({ iteration }) => iteration);
        expect(iterations).toEqual(
          Array.from({ length: 40 - second.iteration }, (_, i) => second.iteration + 1 + i),
        );
        expect(rest.told()[0]!.seconds).toBeGreaterThan(second.seconds);
      }
    }
  });

  it('hands out a checkpoint where it stands, and at its end once it has been asked for one', async () => {
    const bench = new Bench(2);
    bench.start(LONG, { until: 4 });
    const standing = await bench.next('standing');
    const asked = bench.next('checkpoint');
    bench.send({ type: 'checkpoint' });
    const { iteration, members } = await asked;
    expect(iteration).toBe(4);
    expect(
      members.map(({ seed, checkpoint }) => ({ seed, digest: digestMember(checkpoint.engine) })),
    ).toEqual(standing.members);
    bench.send({ type: 'step' });
    bench.send({ type: 'checkpoint' });
    expect((await bench.next('checkpoint')).iteration).toBe(5);
    bench.send({ type: 'stop' });
    const last = await bench.next('checkpoint');
    expect(last.members.map(({ ended }) => ended)).toEqual(['stopped', 'stopped', 'stopped']);
    const types = bench.events.map(({ type }) => type);
    expect(types.lastIndexOf('checkpoint')).toBe(types.indexOf('finished') - 1);

    const resumed = new Bench(3);
    resumed.start(LONG, { from: structuredClone(last), paused: true });
    expect(await resumed.next('standing')).toMatchObject({ iteration: 5 });
    resumed.pool.close();
    bench.send({ type: 'checkpoint' });
    expect(bench.of('refused')[0]!.message).toBe('There is no run to keep; start one first.');
  });

  it('tells of no checkpoint where the run had ended before it was asked', async () => {
    const bench = new Bench(1, 40);
    bench.start({ seeds: [1], steps: 128 * 2 });
    await bench.next('iteration');
    bench.send({ type: 'checkpoint' });
    await bench.phase('finished');
    expect(bench.of('finished')[0]).toMatchObject({ reason: 'budget', iteration: 2 });
    expect(bench.of('checkpoint')).toEqual([]);
  });

  it('keeps what it knows of seeds whose worker broke', async () => {
    const bench = new Bench(3);
    bench.start(LONG);
    await bench.next('iteration');
    bench.send({ type: 'checkpoint' });
    await bench.next('checkpoint');
    bench.connections[1]!.break();
    bench.send({ type: 'checkpoint' });
    const { members, iteration } = await bench.next('checkpoint');
    expect(members.map(({ ended }) => ended)).toEqual([null, 'failed', null]);
    expect(members[1]!.checkpoint.iteration).toBeLessThan(iteration);
    bench.pool.close();
  });

  it('starts paused, and ends every seed after the same iteration', async () => {
    const bench = new Bench(3);
    bench.start(LONG, { paused: true });
    await bench.phase('paused');
    expect(bench.of('iteration')).toHaveLength(0);
    bench.send({ type: 'resume' });
    await bench.next('iteration', ({ iteration }) => iteration > 5);
    bench.send({ type: 'stop' });
    const { members, iteration } = await bench.next('finished');
    expect(members.map((member) => member.iteration)).toEqual([iteration, iteration, iteration]);
    expect(bench.told().at(-1)!.iteration).toBe(iteration);
    expect(bench.of('phase').at(-1)).toMatchObject({ phase: 'finished', iteration });
  });

  it('can be started again, with another number of seeds', async () => {
    const bench = new Bench(3);
    for (const seeds of [[1, 2, 3], [4], [3, 2, 1]]) {
      bench.start({ seeds });
      await bench.phase('finished');
      expect(
        bench
          .of('finished')
          .at(-1)!
          .members.map(({ seed }) => seed),
      ).toEqual(seeds);
    }
    expect(bench.connections).toHaveLength(3);
  });

  it('answers a ping when all have', async () => {
    const bench = new Bench(3);
    bench.send({ type: 'ping', token: 1 });
    expect(bench.events).toEqual([{ type: 'pong', token: 1 }]);
    bench.start(LONG);
    await bench.next('iteration');
    const pong = bench.next('pong');
    bench.send({ type: 'ping', token: 2 });
    expect((await pong).token).toBe(2);
    for (const { events } of bench.connections) {
      expect(events).toContainEqual({ type: 'pong', token: 2 });
    }
    bench.pool.close();
  });

  it('refuses what makes no sense', async () => {
    const bench = new Bench(2);
    for (const command of [
      { type: 'pause' },
      { type: 'resume' },
      { type: 'step' },
      { type: 'stop' },
      { type: 'advance', to: 3 },
      { type: 'limit', iterationsPerSecond: 0 },
    ] as const) {
      bench.send(command);
      expect(bench.events.at(-2)).toMatchObject({ type: 'refused', command: command.type });
      expect(bench.events.at(-1)).toMatchObject({ type: 'phase', phase: 'idle' });
    }
    expect(bench.of('refused').at(-1)!.message).toMatch(/positive/);
    bench.start(LONG);
    bench.start(LONG);
    expect(bench.of('refused').at(-1)).toMatchObject({ command: 'start' });
    await bench.next('iteration');
    bench.send({ type: 'advance', to: 1 });
    expect(bench.of('refused').at(-1)!.message).toMatch(/after \d+, not to 1\.$/);
    bench.pool.close();
  });

  it('keeps silent after it was closed', async () => {
    const bench = new Bench(2);
    bench.start(LONG);
    await bench.next('iteration');
    bench.pool.close();
    const count = bench.events.length;
    for (let turn = 0; turn < 50; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(bench.events.length).toBe(count);
    expect(bench.connections.every(({ closed }) => closed)).toBe(true);
  });
});

describe('what a session said before it heard the last command', () => {
  /** A pool of two sessions that wait, and say what the test says. */
  const scripted = () => {
    const sessions: { commands: SessionCommand[]; say: (event: SessionEvent) => void }[] = [];
    const pool = new TrainingPool(() => {
      const commands: SessionCommand[] = [];
      return {
        send: (command) => commands.push(command),
        subscribe: (say) => {
          sessions.push({ commands, say });
          return () => {};
        },
        close: () => {},
      };
    }, 2);
    pool.send({ type: 'start', configuration: smallRun({ seeds: [1, 2] }), paused: true });
    const [first, second] = sessions as [(typeof sessions)[0], (typeof sessions)[0]];
    return { pool, first, second };
  };
  const paused = (iteration: number, heard: number) =>
    ({ type: 'phase', phase: 'paused', iteration, heard }) as const;
  const sent = ({ commands }: { readonly commands: readonly SessionCommand[] }) =>
    commands.map((one) => ('to' in one ? one.to : one.type));

  it('is not taken for its answer', () => {
    const { pool, first, second } = scripted();
    first.say(paused(0, 1));
    second.say(paused(0, 1));
    pool.send({ type: 'step' });
    pool.send({ type: 'stop' });
    // Both were waiting; the first has finished an iteration before it heard of the end.
    for (const session of [first, second]) expect(sent(session)).toEqual([0, 1, 0]);
    first.say(paused(1, 2));
    first.say(paused(1, 3));
    second.say(paused(0, 3));
    for (const session of [first, second]) expect(sent(session)).toEqual([0, 1, 0, 1]);
    first.say(paused(1, 4));
    second.say(paused(1, 4));
    for (const session of [first, second]) expect(sent(session)).toEqual([0, 1, 0, 1, 'stop']);
  });

  it('about the run before is not taken for the end of this one', () => {
    const { pool, first, second } = scripted();
    const phases: SessionEvent[] = [];
    pool.subscribe((event) => phases.push(event));
    first.say({ type: 'phase', phase: 'finished', iteration: 7, heard: 4 });
    second.say(paused(0, 1));
    expect(phases).toEqual([]);
    first.say(paused(0, 1));
    expect(phases).toEqual([{ type: 'phase', phase: 'paused', iteration: 0 }]);
  });
});

describe('a worker that breaks', () => {
  it('fails its seeds; the others go on and end with the numbers they have alone', async () => {
    const alone = new Bench(1);
    alone.start({ seeds: [9], steps: 128 * 12 });
    const expected = (await alone.next('finished')).members[0]!;

    const bench = new Bench(2);
    bench.start({ seeds: [9, 5, 1], steps: 128 * 12 });
    await bench.next('iteration', ({ iteration }) => iteration >= 2);
    bench.connections[1]!.break();
    const finished = await bench.next('finished');
    expect(bench.of('members-failed')).toEqual([
      expect.objectContaining({ seeds: [5, 1], message: expect.stringMatching(/out of memory/) }),
    ]);
    const [first, ...lost] = finished.members;
    expect(first).toEqual(expected);
    for (const member of lost) expect(member).toMatchObject({ reason: 'failed', digest: null });
    expect(finished).toMatchObject({ reason: 'budget', iteration: 12, digest: expected.digest });
    const told = bench.told();
    expect(told.map(({ iteration }) => iteration)).toEqual(told.map((_, index) => index + 1));
    expect(told).toHaveLength(12);
    for (const { members } of told) expect(members.map(({ seed }) => seed)).toEqual([9, 5, 1]);
    // What the lost seeds said last stands, without new episodes.
    expect(told.at(-1)!.members[1]).toMatchObject({ metrics: { episodes: 0, episodic_return: null } });
    expect(told.at(-1)!.members[1]!.iteration).toBeLessThan(12);
  });

  it('before its first report, leaves seeds about which nothing is known', async () => {
    const bench = new Bench(2);
    bench.start({ seeds: [9, 5] });
    bench.connections[0]!.break();
    await bench.phase('finished');
    const [first] = bench.of('iteration');
    expect(first!.members.map(({ seed, iteration }) => ({ seed, iteration }))).toEqual([
      { seed: 9, iteration: 0 },
      { seed: 5, iteration: 1 },
    ]);
    expect(first!.members[0]!.policy.parameters).toHaveLength(first!.members[1]!.policy.parameters.length);
  });

  it('does not keep the others from pausing', async () => {
    const bench = new Bench(3);
    bench.start(LONG);
    await bench.next('iteration');
    bench.send({ type: 'pause' });
    bench.connections[0]!.break();
    const { members } = await bench.next('standing');
    expect(members.map(({ seed }) => seed)).toEqual(SEEDS.slice(1));
    bench.pool.close();
  });

  it('fails the run where it was the last', async () => {
    const bench = new Bench(2);
    bench.start(LONG);
    await bench.next('iteration');
    bench.connections[0]!.break();
    bench.connections[1]!.break();
    expect(bench.of('failed')).toHaveLength(1);
    expect(bench.of('phase').at(-1)).toMatchObject({ phase: 'failed' });
    expect(bench.of('finished')).toHaveLength(0);
    // A new run gets new workers.
    bench.start({ seeds: SEEDS });
    await bench.phase('finished');
    expect(bench.connections).toHaveLength(4);
  });
});

describe('any commands at any time', () => {
  const command = fc.oneof(
    fc.constantFrom<TrainingCommand>(
      { type: 'pause' },
      { type: 'resume' },
      { type: 'step' },
      { type: 'ping', token: 3 },
    ),
    fc.integer({ min: 1, max: 40 }).map((to): TrainingCommand => ({ type: 'advance', to })),
  );
  const turns = fc.integer({ min: 0, max: 40 });

  it('leave a run that tells every iteration once, stands as one, and ends as if nobody had disturbed it', async () => {
    const undisturbed = new Bench(1);
    undisturbed.start({ seeds: SEEDS, steps: 128 * 20 });
    const { digest } = await undisturbed.next('finished');
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 3 }),
        fc.integer({ min: 0, max: 5 }),
        fc.boolean(),
        fc.array(fc.tuple(command, turns), { maxLength: 12 }),
        async (workers, lag, paused, script) => {
          const bench = new Bench(workers, lag);
          bench.start({ seeds: SEEDS, steps: 128 * 20 }, { paused });
          for (const [one, wait] of script) {
            bench.send(one);
            for (let turn = 0; turn < wait; turn++) await new Promise((resolve) => setImmediate(resolve));
          }
          const finished = bench.of('finished')[0] ?? bench.next('finished');
          const resume = () => {
            if (bench.of('finished').length === 0) bench.send({ type: 'resume' });
          };
          // A goal still on the way pauses once more.
          bench.pool.subscribe((event) => {
            if (event.type === 'standing') queueMicrotask(resume);
          });
          resume();
          expect(await finished).toMatchObject({ reason: 'budget', digest });
          const told = bench.told().map(({ iteration }) => iteration);
          expect(told).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
          const stood = bench.of('standing').map(({ iteration }) => iteration);
          expect(stood).toEqual([...new Set(stood)].sort((a, b) => a - b));
          bench.pool.close();
        },
      ),
      { numRuns: 15 },
    );
  });
});

describe('stop at any time', () => {
  it('ends everybody after the same iteration, which has been reported', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 3 }),
        fc.integer({ min: 0, max: 5 }),
        fc.boolean(),
        fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 4 }),
        async (workers, lag, paused, waits) => {
          const bench = new Bench(workers, lag);
          const end = bench.next('finished');
          bench.start({ seeds: SEEDS, steps: LONG.steps }, { paused });
          for (const [index, wait] of waits.entries()) {
            for (let turn = 0; turn < wait; turn++) await new Promise((resolve) => setImmediate(resolve));
            bench.send({ type: index < waits.length - 1 ? 'step' : 'stop' });
          }
          const { members, iteration, reason } = await end;
          expect(reason).toBe('stopped');
          expect(members.map((member) => member.iteration)).toEqual([iteration, iteration, iteration]);
          expect(bench.told().at(-1)?.iteration ?? 0).toBe(iteration);
          expect(bench.of('phase').at(-1)).toMatchObject({ phase: 'finished', iteration });
        },
      ),
      { numRuns: 15 },
    );
  });
});

describe('reports of several workers', () => {
  it('carry the arrays of the iteration that they name', async () => {
    const bench = new Bench(2);
    bench.start({ seeds: SEEDS, steps: 128 * 30 });
    await bench.phase('finished');
    const reports: readonly IterationEvent[] = bench.of('iteration');
    for (const report of reports) {
      expect(report.members.map(({ iteration }) => iteration)).toEqual(SEEDS.map(() => report.iteration));
    }
  });
});
