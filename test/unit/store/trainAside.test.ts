import { afterEach, describe, expect, it, vi } from 'vitest';
import { MOST_RUNS } from '../../../src/store/runList.ts';
import type { TrainRun } from '../../../src/store/trainRun.ts';
import { currentRun } from '../../../src/store/trainSelection.ts';
import { finishedRun, localPools, realStore } from '../../support/realStore.ts';
import { smallRun } from '../../support/runs.ts';

const CONFIGURATION = smallRun({ steps: 128 * 6 });
const OTHER = { ...CONFIGURATION, algorithm: 'pg' as const };

const pools = localPools();
afterEach(pools.close);

type Store = ReturnType<typeof realStore>['store'];

function finished(store: Store, id: number): Promise<TrainRun> {
  return vi.waitFor(() => {
    const run = store.getState().runs.find((one) => one.id === id);
    if (run?.finished == null) throw new Error(`the run is ${run?.phase}`);
    return run;
  }, 20_000);
}

describe('runs that are not put on show', () => {
  it('leave the form, the link and what is on show as they are', async () => {
    const { store } = realStore(CONFIGURATION, pools.open);
    store.getState().start();
    const own = await finishedRun(store);
    const before = store.getState().linkState();
    const ids = store.getState().startAside([{ configuration: OTHER, name: 'Tour' }], null);
    expect(ids).toHaveLength(1);
    const run = await finished(store, ids[0]!);
    expect(run).toMatchObject({ name: 'Tour', configuration: OTHER, finished: { iteration: 6 } });
    expect(currentRun(store.getState())?.id).toBe(own.id);
    expect(store.getState().linkState()).toEqual(before);
    expect(store.getState().configuration).toEqual(CONFIGURATION);
  }, 30_000);

  it('take the place of earlier ones of their name, and never that of others while there is room', async () => {
    const { store } = realStore(CONFIGURATION, pools.open);
    store.getState().start();
    const own = await finishedRun(store);
    for (let i = 0; i < MOST_RUNS + 2; i++) {
      const [id] = store.getState().startAside([{ configuration: OTHER, name: `Tour ${i % 3}` }], null);
      await finished(store, id!);
    }
    const { runs } = store.getState();
    expect(runs.map(({ name }) => name).sort()).toEqual([own.name, 'Tour 0', 'Tour 1', 'Tour 2'].sort());
    for (let i = 0; i < MOST_RUNS + 2; i++) {
      const [id] = store.getState().startAside([{ configuration: OTHER, name: `Another ${i}` }], null);
      await finished(store, id!);
    }
    expect(store.getState().runs).toHaveLength(MOST_RUNS);
    expect(store.getState().runs.map(({ id }) => id)).toContain(own.id);
  }, 60_000);

  it('go on from another, or say why not', async () => {
    const { store } = realStore(CONFIGURATION, pools.open);
    const [id] = store.getState().startAside([{ configuration: OTHER, name: 'Tour' }], null);
    await finished(store, id!);
    const aside = (changes: object) => store.getState().forkAside(id!, 3, { name: 'Saved', changes }, null);
    expect(await aside({ hiddenSizes: [4] })).toBeNull();
    const saved = await finished(store, (await aside({ algorithm: 'trpl' }))!);
    expect(saved).toMatchObject({ name: 'Saved', origin: { name: 'Tour', iteration: 3 } });
    expect(currentRun(store.getState())).toBeNull();
  }, 30_000);
});
