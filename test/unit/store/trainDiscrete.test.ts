import { afterEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_TRAIN, decodeLink, encodeLink } from '../../../src/experiments/link.ts';
import { metricsCsv } from '../../../src/store/metricsCsv.ts';
import { currentRun } from '../../../src/store/trainSelection.ts';
import { finishedRun, localPools, realStore } from '../../support/realStore.ts';
import { smallRun } from '../../support/runs.ts';

const CONFIGURATION = smallRun({
  environment: 'cart-pole-balance',
  seeds: [3],
  steps: 128 * 6,
  learningRate: 0.01,
  categoricalProjection: 'euclidean',
});

const pools = localPools();
afterEach(pools.close);

describe('a run over discrete actions', () => {
  it('is gone back to, left at an iteration with another bound, and led to by a link', async () => {
    const { store } = realStore(CONFIGURATION, pools.open);
    store.getState().start();
    const run = await finishedRun(store);
    expect(run.feed.promise.projected.share).toBe(0);
    // Of both, one distance against one bound.
    expect(run.feed.promise.projected.worst!.distance).toBeLessThan(1.001);
    expect(run.feed.promise.proposed.largest.value(0, 5)).toBeGreaterThan(0);
    store.getState().visit(run.id, 2);
    await vi.waitFor(() => expect(run.feed.shown!.iteration).toBe(2));
    const { old } = run.feed.shown!.members[0]!.probes;
    expect(old.mean[0]! + old.mean[1]!).toBeCloseTo(1, 12);

    await store.getState().fork(run.id, 4, { categoricalBound: 0.2, categoricalProjection: 'kl' });
    const fork = await finishedRun(store);
    expect(fork.difference).toBe('projection Euclidean → KL, bound ε 0.02 → 0.2');
    expect(fork.finished!.digest).not.toBe(run.finished!.digest);

    const { configuration, origin } = fork;
    const link = encodeLink({ ...DEFAULT_TRAIN, configuration, origin, at: 6 });
    const { state, notices } = decodeLink(link);
    if (state.view !== 'train') throw new Error('a link of Train');
    expect([state.configuration, notices]).toEqual([configuration, []]);
    const { store: other } = realStore(smallRun(), pools.open);
    other.getState().applyLink(state);
    const again = await vi.waitFor(() => {
      const one = currentRun(other.getState())!;
      expect(one.standing?.iteration).toBe(6);
      return one;
    }, 10_000);
    expect(again.standing!.digest).toBe(fork.finished!.digest);
  }, 30_000);

  it('cannot be left for a task with other actions', async () => {
    const { store } = realStore(CONFIGURATION, pools.open);
    store.getState().start();
    const run = await finishedRun(store);
    await store.getState().fork(run.id, 4, { environment: 'cart-pole' });
    expect(currentRun(store.getState())).toBe(run);
  }, 30_000);

  it('leaves its numbers as every run does', async () => {
    const { store } = realStore(CONFIGURATION, pools.open);
    store.getState().start();
    const { feed } = await finishedRun(store);
    const [header, ...rows] = metricsCsv([{ name: 'discrete', link: '#/train', log: feed.log }])
      .trimEnd()
      .split('\n')
      .filter((line) => !line.startsWith('#'));
    const column = (name: string) => header!.split(',').indexOf(name);
    expect(rows).toHaveLength(6);
    for (const row of rows) {
      const cells = row.split(',');
      expect(Number(cells[column('entropy')])).toBeLessThanOrEqual(Math.log(2));
      expect(Number(cells[column('violations_projected')])).toBe(0);
      expect(Number(cells[column('max_kl')])).toBeGreaterThan(0);
    }
  }, 30_000);
});
