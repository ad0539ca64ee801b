import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_TRAIN } from '../../../src/experiments/link.ts';
import { CheckpointHistory } from '../../../src/store/checkpointHistory.ts';
import { useNotices } from '../../../src/store/notices.ts';
import { createTrainCursor } from '../../../src/store/trainCursor.ts';
import { currentRun, overlayRun } from '../../../src/store/trainSelection.ts';
import { digestCheckpoint } from '../../../src/trainer/digest.ts';
import { forkBeginning } from '../../../src/training/forkBeginning.ts';
import { finishedRun, localPools, realStore } from '../../support/realStore.ts';
import { smallRun } from '../../support/runs.ts';

const CONFIGURATION = smallRun({ seeds: [3, 5], steps: 128 * 12, learningRate: 0.01 });

const pools = localPools();
beforeEach(() => useNotices.setState({ notices: [] }));
afterEach(pools.close);

async function base() {
  const { store, cursor } = realStore(CONFIGURATION, pools.open);
  store.getState().start();
  return { store, cursor, run: await finishedRun(store) };
}

describe('a run that goes on from another', () => {
  it('with the same settings ends as the other did, to the last bit', async () => {
    const { store, run } = await base();
    await store.getState().fork(run.id, 5);
    const fork = await finishedRun(store);
    expect(fork.id).not.toBe(run.id);
    expect(fork.name).toBe(`${run.name} from iteration 5`);
    expect(fork.finished).toMatchObject({
      digest: run.finished!.digest,
      violations: run.finished!.violations,
      iteration: 12,
    });
    expect(fork.feed.log.summaries[0]?.iteration).toBe(5);
    expect(overlayRun(store.getState())?.id).toBe(run.id);
  }, 30_000);

  it('with another method begins at the iteration and repeats from its settings alone', async () => {
    const { store, run, cursor } = await base();
    await store.getState().fork(run.id, 5, { algorithm: 'ppo' });
    const fork = await finishedRun(store);
    expect(fork.origin).toMatchObject({ name: run.name, iteration: 5, origin: null });
    expect(fork.configuration).toEqual({ ...CONFIGURATION, algorithm: 'ppo' });
    expect(fork.difference).toContain('→');
    expect(fork.finished!.digest).not.toBe(run.finished!.digest);
    // Only the states of its own seven iterations are counted.
    expect(fork.finished!.members.map(({ violations }) => violations.states)).toEqual([7 * 128, 7 * 128]);

    const beginning = await forkBeginning(fork.configuration, fork.origin!, pools.open);
    expect(beginning.iteration).toBe(5);
    const other = createTrainCursor(pools.open).getState();
    const expected = await cursor.getState().checkpointAt(fork, 9);
    const repeated = await other.checkpointAt({ ...fork, checkpoints: new CheckpointHistory() }, 9);
    expect(digestCheckpoint(repeated).digest).toBe(digestCheckpoint(expected).digest);
  }, 30_000);

  it('can be visited from where it began on, and forked again', async () => {
    const { store, run } = await base();
    await store.getState().fork(run.id, 5, { algorithm: 'ppo' });
    const fork = await finishedRun(store);
    store.getState().visit(fork.id, 2);
    expect(fork.feed.visited?.iteration).toBe(5);
    store.getState().visit(fork.id, 8);
    await vi.waitFor(() => expect(fork.feed.visited?.iteration).toBe(8));
    await vi.waitFor(() => expect(run.feed.visited?.iteration).toBe(8));
    await store.getState().fork(fork.id, 8, { projection: 'w2', algorithm: 'trpl' });
    expect(currentRun(store.getState())).toMatchObject({
      name: `${run.name} from iteration 8`,
      origin: { iteration: 8, origin: { iteration: 5, origin: null } },
    });
    expect(run.feed.visited).toBeNull();
    expect((await finishedRun(store)).finished?.iteration).toBe(12);
  }, 30_000);

  it('is refused with a sentence, and nothing changes', async () => {
    const { store, run } = await base();
    await store.getState().fork(run.id, 5, { hiddenSizes: [4] });
    await store.getState().fork(run.id, 12);
    expect(store.getState().runs).toHaveLength(1);
    expect(useNotices.getState().notices.map(({ text }) => text)).toEqual([
      'Nothing was started. Hidden layers must stay 8, not 4: the networks have this shape.',
      'Nothing was started. The budget of 1536 steps is spent after iteration 12; to go on from iteration 12 it must be larger.',
    ]);
  }, 30_000);
});

describe('a link to a run that goes on from another', () => {
  it('brings it to the iteration and the parameters that it had', async () => {
    const { store, run, cursor } = await base();
    await store.getState().fork(run.id, 5, { algorithm: 'ppo' });
    const fork = await finishedRun(store);
    const expected = digestCheckpoint(await cursor.getState().checkpointAt(fork, 9)).digest;

    const { store: other } = realStore(smallRun(), pools.open);
    const { configuration, iteration } = fork.origin!;
    other.getState().applyLink({
      ...DEFAULT_TRAIN,
      configuration: fork.configuration,
      origin: { configuration, iteration, origin: null },
      at: 9,
    });
    const again = await vi.waitFor(() => {
      const one = currentRun(other.getState())!;
      expect(one.standing?.iteration).toBe(9);
      return one;
    }, 10_000);
    expect(again.standing!.digest).toBe(expected);
    expect(again.name).toBe(fork.name);
    expect(other.getState().linkState()).toMatchObject({ at: 9, origin: { iteration: 5 } });
    other.getState().resume();
    expect((await finishedRun(other)).finished!.digest).toBe(fork.finished!.digest);
  }, 30_000);

  it('can be cancelled while the other run is trained again', async () => {
    const { store } = realStore(CONFIGURATION, pools.open);
    store.getState().applyLink({
      ...DEFAULT_TRAIN,
      configuration: CONFIGURATION,
      origin: { configuration: { ...CONFIGURATION, algorithm: 'ppo' }, iteration: 9, origin: null },
      run: true,
    });
    expect(currentRun(store.getState())?.phase).toBe('preparing');
    store.getState().stop();
    expect(currentRun(store.getState())?.phase).toBe('finished');
    expect(currentRun(store.getState())?.feed.latest).toBeNull();
  });

  it('begins at the beginning, with a sentence, where the form says something else by now', async () => {
    const { store } = realStore(CONFIGURATION, pools.open);
    store.getState().applyLink({
      ...DEFAULT_TRAIN,
      configuration: CONFIGURATION,
      origin: { configuration: { ...CONFIGURATION, algorithm: 'ppo' }, iteration: 9, origin: null },
    });
    store.getState().setField('hiddenSizes', [5]);
    store.getState().start();
    expect((await finishedRun(store)).origin).toBeNull();
    expect(useNotices.getState().notices.map(({ text }) => text)).toEqual([
      'The run begins at its beginning. Hidden layers must stay 8, not 5: the networks have this shape.',
    ]);
  }, 30_000);
});
