import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { environmentById } from '../../../src/environments/environmentById.ts';
import { CheckpointHistory } from '../../../src/store/checkpointHistory.ts';
import { useNotices } from '../../../src/store/notices.ts';
import { createTrainCursor } from '../../../src/store/trainCursor.ts';
import { digestCheckpoint } from '../../../src/trainer/digest.ts';
import type { IterationEvent } from '../../../src/trainer/events.ts';
import { train } from '../../../src/trainer/trainer.ts';
import type { TrainingCommand } from '../../../src/training/protocol.ts';
import { finishedRun, localPools, realStore } from '../../support/realStore.ts';
import { FREE_HOOKS, openSimd, smallRun } from '../../support/runs.ts';

const ITERATIONS = 30;
const CONFIGURATION = smallRun({ seeds: [3, 5], steps: 128 * ITERATIONS });

/** What a run reports and its digest, after every iteration, from one that was never interrupted. */
async function uninterrupted() {
  const reports: IterationEvent[] = [];
  const digests: string[] = [];
  const events = train(CONFIGURATION, environmentById(CONFIGURATION.environment), openSimd, {
    ...FREE_HOOKS,
    checkpoint: (run) => {
      digests[run.iteration] = digestCheckpoint(run).digest;
    },
  });
  for await (const event of events) if (event.type === 'iteration') reports[event.iteration] = event;
  return { reports, digests };
}

const pools = localPools();
let commands: TrainingCommand[];

/** Replays' pools, whose commands are written down. */
const openReplay = () => {
  const pool = pools.open();
  const send = pool.send.bind(pool);
  pool.send = (command) => {
    commands.push(command);
    send(command);
  };
  return pool;
};
const starts = () =>
  commands.flatMap((one) => (one.type === 'start' ? [[one.from?.iteration ?? 0, one.until]] : []));

beforeEach(() => {
  commands = [];
  useNotices.setState({ notices: [] });
});
afterEach(pools.close);

/** A finished run of the store, with checkpoints of these iterations only. */
async function runWithCheckpoints(kept: readonly number[], replay = openReplay) {
  const asks = vi.spyOn(CheckpointHistory.prototype, 'asks').mockReturnValue(false);
  const { store, cursor } = realStore(CONFIGURATION, pools.open, replay);
  store.getState().start();
  const run = await finishedRun(store);
  asks.mockRestore();
  const { checkpointAt } = createTrainCursor(pools.open).getState();
  for (const iteration of kept) run.checkpoints.receive(await checkpointAt(run, iteration));
  return { cursor, store, run };
}

describe('the time cursor', () => {
  it('shows the report of a past iteration as the run gave it, to the last bit', async () => {
    const { reports, digests } = await uninterrupted();
    const { cursor, store, run } = await runWithCheckpoints([]);
    for (const iteration of [17, 16, 30, 1]) {
      store.getState().visit(run.id, iteration);
      await vi.waitFor(() => expect(run.feed.shown?.iteration).toBe(iteration), 10_000);
      const expected = reports[iteration]!;
      expect(run.feed.visited?.members).toEqual(expected.members);
      expect(run.feed.visited?.steps).toBe(expected.steps);
      const checkpoint = await cursor.getState().checkpointAt(run, iteration);
      expect(digestCheckpoint(checkpoint).digest).toBe(digests[iteration]);
    }
    expect(run.finished?.digest).toBe(digests[ITERATIONS]);
    store.getState().leave();
    expect(run.feed.visited).toBeNull();
    expect(cursor.getState().visits).toEqual({});
  }, 60_000);

  it('begins at the nearest checkpoint, and goes on from where it stands', async () => {
    const { store, run } = await runWithCheckpoints([2, 12]);
    store.getState().visit(run.id, 12);
    expect(run.feed.visited?.iteration).toBe(12);
    expect(starts()).toEqual([]);
    store.getState().visit(run.id, 14);
    await vi.waitFor(() => expect(run.feed.visited?.iteration).toBe(14), 10_000);
    store.getState().visit(run.id, 16);
    await vi.waitFor(() => expect(run.feed.visited?.iteration).toBe(16), 10_000);
    // What was passed on the way is there.
    store.getState().visit(run.id, 15);
    expect(run.feed.visited?.iteration).toBe(15);
    store.getState().visit(run.id, 9);
    await vi.waitFor(() => expect(run.feed.visited?.iteration).toBe(9), 10_000);
    expect(starts()).toEqual([
      [12, 13],
      [2, 3],
    ]);
  }, 60_000);

  it('obeys the latest wish and shows no other in between', async () => {
    const { store, cursor, run } = await runWithCheckpoints([]);
    const shown: (number | undefined)[] = [];
    run.feed.subscribe(() => shown.push(run.feed.visited?.iteration));
    for (const iteration of [29, 5, 28, 11]) store.getState().visit(run.id, iteration);
    expect(cursor.getState().visits[run.id]?.iteration).toBe(11);
    await vi.waitFor(() => expect(run.feed.visited?.iteration).toBe(11), 10_000);
    expect(shown).toEqual([11]);
  }, 60_000);

  it('gives checkpoints of any iteration, the beginning too, and leaves no session behind', async () => {
    const { digests } = await uninterrupted();
    const closed: unknown[] = [];
    const { cursor, run } = await runWithCheckpoints([10], () => {
      const pool = openReplay();
      const close = pool.close.bind(pool);
      pool.close = () => {
        closed.push(pool);
        close();
      };
      return pool;
    });
    const { checkpointAt } = cursor.getState();
    const both = await Promise.all([checkpointAt(run, 23), checkpointAt(run, 7)]);
    expect(both.map((one) => digestCheckpoint(one).digest)).toEqual([digests[23], digests[7]]);
    expect(closed).toHaveLength(2);
    const beginning = await checkpointAt(run, 0);
    expect(beginning.members.map(({ seed, checkpoint }) => [seed, checkpoint.iteration])).toEqual([
      [3, 0],
      [5, 0],
    ]);
    await expect(checkpointAt(run, 31)).rejects.toThrow('The run has iterations 0 to 30, not 31.');
    await expect(checkpointAt(run, 2.5)).rejects.toThrow(RangeError);
  }, 60_000);

  it('says that an iteration is recomputed, and what is wrong when that fails', async () => {
    const { store, cursor, run } = await runWithCheckpoints([], () => {
      const pool = openReplay();
      pool.send = () => {
        setTimeout(() => {
          pool['post']({ type: 'failed', message: 'No memory.' });
        }, 400);
      };
      return pool;
    });
    store.getState().visit(run.id, 20);
    expect(cursor.getState().visits[run.id]).toEqual({ iteration: 20, recomputing: false, checkpoint: null });
    await vi.waitFor(() => expect(cursor.getState().visits[run.id]?.recomputing).toBe(true), 10_000);
    await vi.waitFor(() => expect(cursor.getState().visits).toEqual({}), 10_000);
    expect(run.feed.shown?.iteration).toBe(30);
    expect(useNotices.getState().notices.map(({ text }) => text)).toEqual([
      'Iteration 20 could not be shown; here is the newest. No memory.',
    ]);
  }, 60_000);
});
