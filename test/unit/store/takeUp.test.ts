import { describe, expect, it } from 'vitest';
import { environmentById } from '../../../src/environments/environmentById.ts';
import { DEFAULT_TRAIN } from '../../../src/experiments/link.ts';
import type { KeptContent } from '../../../src/keeping/keptRun.ts';
import type { Connect } from '../../../src/store/connectWorkers.ts';
import type { TrainRun } from '../../../src/store/trainRun.ts';
import { currentRun, overlayRun } from '../../../src/store/trainSelection.ts';
import { createTrainStore } from '../../../src/store/trainStore.ts';
import type { FinishedEvent } from '../../../src/trainer/events.ts';
import { LocalConnection } from '../../../src/training/localConnection.ts';
import { TrainingPool } from '../../../src/training/pool.ts';
import { keptRun, trainedContent } from '../../support/keptRuns.ts';
import { runToEnd, smallRun } from '../../support/runs.ts';

/** Sessions on this thread, as many as a page would have workers. */
const connect: Connect = (receive) => {
  const pool = new TrainingPool(() => new LocalConnection(), 2);
  pool.subscribe(receive);
  return pool;
};

const open = () => createTrainStore(connect, DEFAULT_TRAIN);

/** The run when it is as wanted. */
function reached(store: ReturnType<typeof open>, wanted: (run: TrainRun) => boolean): Promise<TrainRun> {
  return new Promise((resolve) => {
    const look = () => {
      const run = currentRun(store.getState());
      if (run && wanted(run)) resolve(run);
    };
    store.subscribe(look);
    look();
  });
}

const CONFIGURATION = smallRun({ seeds: [3, 5], steps: 128 * 6 });

async function digestWithoutABreak(): Promise<string> {
  const { events } = await runToEnd(CONFIGURATION, environmentById(CONFIGURATION.environment));
  return (events.at(-1) as FinishedEvent).digest;
}

describe('a run that is taken up', () => {
  it('shows what it had reached and ends with the digest of one that was never left', async () => {
    const past = await trainedContent(2, CONFIGURATION);
    const store = open();
    store.getState().takeUp([past], false);
    const run = currentRun(store.getState())!;
    expect(run.name).toBe(past.kept.name);
    expect(run.feed.latest?.iteration).toBe(2);
    expect(run.feed.returns.length).toBe(2);
    expect(run.feed.log.summaries.map(({ iteration }) => iteration)).toEqual([1, 2]);
    expect(store.getState().configuration).toEqual(past.kept.configuration);
    const { finished, feed } = await reached(store, ({ phase }) => phase === 'finished');
    expect(finished?.digest).toBe(await digestWithoutABreak());
    expect(feed.log.summaries.map(({ iteration }) => iteration)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('can wait where it was left, and says where that is', async () => {
    const past = await trainedContent(2, CONFIGURATION);
    const store = open();
    store.getState().takeUp([past], true);
    const { standing } = await reached(store, (run) => run.phase === 'paused' && run.standing !== null);
    expect(standing?.iteration).toBe(2);
    store.getState().resume();
    const { finished } = await reached(store, ({ phase }) => phase === 'finished');
    expect(finished?.digest).toBe(await digestWithoutABreak());
  });

  it('that was over is over again, with its result', async () => {
    const past = await trainedContent(6, CONFIGURATION);
    const store = open();
    store.getState().takeUp([past], true);
    const { finished, engine, standing } = await reached(store, ({ phase }) => phase === 'finished');
    expect(finished).toMatchObject({ reason: 'budget', digest: await digestWithoutABreak() });
    // What its details need: digests, and the engine to repeat them on, though none was opened.
    expect(standing?.digest).toBe(finished?.digest);
    expect(engine).toMatchObject({ id: 'simd', description: 'WebAssembly SIMD' });
  });

  it('has another behind it, where two were under way', async () => {
    const past = await trainedContent(1);
    const beside: KeptContent = { ...past, kept: keptRun({ key: 'b', name: 'calm-oak' }) };
    const store = open();
    store.getState().takeUp([past, beside], true);
    expect(currentRun(store.getState())?.key).toBe('a');
    expect(overlayRun(store.getState())?.name).toBe('calm-oak');
    expect(store.getState().runs).toHaveLength(2);
  });
});
