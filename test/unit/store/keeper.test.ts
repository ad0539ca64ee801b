import 'fake-indexeddb/auto';
import { deleteDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { environmentById } from '../../../src/environments/environmentById.ts';
import { DEFAULT_TRAIN } from '../../../src/experiments/link.ts';
import { DATABASE_NAME } from '../../../src/keeping/database.ts';
import { KeptRuns } from '../../../src/keeping/keptRuns.ts';
import type { Connect } from '../../../src/store/connectWorkers.ts';
import { createKeeper, type KeeperParts } from '../../../src/store/keeper.ts';
import { createTrainCursor } from '../../../src/store/trainCursor.ts';
import { currentRun } from '../../../src/store/trainSelection.ts';
import { createTrainStore } from '../../../src/store/trainStore.ts';
import type { FinishedEvent } from '../../../src/trainer/events.ts';
import { LocalConnection } from '../../../src/training/localConnection.ts';
import { TrainingPool } from '../../../src/training/pool.ts';
import { trainedContent } from '../../support/keptRuns.ts';
import { runToEnd, smallRun } from '../../support/runs.ts';

const CONFIGURATION = smallRun({ seeds: [3, 5], steps: 128 * 8 });

const connect: Connect = (receive) => {
  const pool = new TrainingPool(() => new LocalConnection(), 2);
  pool.subscribe(receive);
  return pool;
};

/** Locks of one browser, whose pages come and go. */
class Locks {
  readonly held = new Map<string, Page>();
}

/** The database as one page sees it: when the page has gone, nothing of it is written any more. */
class PageRuns extends KeptRuns {
  gone = false;
  override write(...args: Parameters<KeptRuns['write']>) {
    return this.gone ? new Promise<void>(() => {}) : super.write(...args);
  }
  override list() {
    return this.gone ? new Promise<never>(() => {}) : super.list();
  }
}

/** A page of it: its runs are its own until it closes. */
class Page {
  readonly sentences: string[] = [];
  readonly kept = new PageRuns();
  readonly train = createTrainStore(
    connect,
    { ...DEFAULT_TRAIN, configuration: CONFIGURATION },
    createTrainCursor(() => new TrainingPool(() => new LocalConnection(), 2)),
  );
  readonly keeper: ReturnType<typeof createKeeper>;
  /** Milliseconds; every write is due where it moves on by itself. */
  time = 0;

  constructor(
    readonly locks: Locks,
    changes: Partial<KeeperParts> = {},
  ) {
    this.keeper = createKeeper({
      train: this.train,
      kept: this.kept,
      hold: async (key) => {
        if (locks.held.has(key)) return null;
        locks.held.set(key, this);
        return () => locks.held.delete(key);
      },
      held: async () => new Set(locks.held.keys()),
      now: () => (this.time += 10_000),
      date: () => 1000,
      say: (said) => this.sentences.push(typeof said === 'string' ? said : said()),
      ...changes,
    });
  }

  get run() {
    return currentRun(this.train.getState())!;
  }

  /** Goes away without a word, as closed tabs do. */
  async close() {
    this.kept.gone = true;
    for (const [key, page] of this.locks.held) if (page === this) this.locks.held.delete(key);
    await this.kept.close();
  }

  async until(wanted: () => boolean | Promise<boolean>) {
    while (!(await wanted())) await new Promise((resolve) => setTimeout(resolve, 2));
  }

  async past() {
    await this.keeper.getState().refresh();
    return this.keeper.getState().past;
  }
}

let locks: Locks;
let pages: Page[];
const open = (changes?: Partial<KeeperParts>) => {
  const page = new Page(locks, changes);
  pages.push(page);
  return page;
};

beforeEach(() => {
  locks = new Locks();
  pages = [];
});
afterEach(async () => {
  for (const page of pages) {
    page.train.getState().stop();
    await page.close();
  }
  await deleteDB(DATABASE_NAME);
});

describe('keeping runs', () => {
  it('brings a run back that was left in the middle, to the digest of one that was never left', async () => {
    const first = open();
    first.train.getState().replay(3);
    await first.until(() => first.run.phase === 'paused');
    await first.until(async () => (await first.kept.list())[0]?.iteration === 3);
    await first.close();

    const second = open();
    const past = await second.past();
    expect(past).toMatchObject([{ name: first.run.name, iteration: 3, ended: false, engine: 'simd' }]);
    await second.keeper.getState().resume(past);
    await second.until(() => second.run.phase === 'finished');
    const { events } = await runToEnd(CONFIGURATION, environmentById(CONFIGURATION.environment));
    expect(second.run.finished!.digest).toBe((events.at(-1) as FinishedEvent).digest);
    expect(second.run.feed.log.summaries).toHaveLength(8);
    // What is kept of it is whole: another page has all of its curve.
    await second.until(async () => (await second.kept.list())[0]?.ended === true);
    const content = await second.kept.read(second.run.key);
    expect(content!.rows.map(({ iteration }) => iteration)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(content!.checkpoint.iteration).toBe(8);
  });

  it('offers nobody what a page has in its list, and lets no two pages take up one run', async () => {
    const first = open();
    first.train.getState().replay(2);
    await first.until(async () => (await first.kept.list()).length === 1);
    const second = open();
    expect(await second.past()).toEqual([]);
    await first.close();
    const third = open();
    const [offered] = await second.past();
    await third.keeper.getState().open((await third.past())[0]!);
    await second.keeper.getState().resume([offered!]);
    expect(second.sentences).toEqual(['This run is open in another tab.']);
    expect(second.train.getState().runs).toEqual([]);
  });

  it('forgets a run for good, from the offer or from the list', async () => {
    const first = open();
    first.train.getState().replay(2);
    await first.until(async () => (await first.kept.list()).length === 1);
    first.train.getState().remove(first.run.id);
    await first.until(async () => (await first.kept.list()).length === 0);
    first.train.getState().replay(2);
    await first.until(async () => (await first.kept.list()).length === 1);
    await first.close();
    const second = open();
    await second.keeper.getState().forget(await second.past());
    expect(await second.past()).toEqual([]);
    expect(await second.kept.list()).toEqual([]);
  });

  it('keeps what was opened as it was until it goes on', async () => {
    const content = await trainedContent(2, CONFIGURATION);
    const page = open();
    await page.kept.write({ ...content, kept: { ...content.kept, ended: true, when: 7 } });
    await page.keeper.getState().open((await page.past())[0]!);
    await page.until(() => page.run.phase === 'paused');
    expect(await page.kept.list()).toMatchObject([{ ended: true, when: 7 }]);
    page.train.getState().step();
    await page.until(async () => (await page.kept.list())[0]?.iteration === 3);
    expect(await page.kept.list()).toMatchObject([{ ended: false, when: 1000 }]);
  });

  it('keeps what the reader has made of a run: its name, pinned, hidden', async () => {
    const first = open();
    first.train.getState().replay(2);
    await first.until(async () => (await first.kept.list()).length === 1);
    first.train.getState().rename(first.run.id, 'mine');
    first.train.getState().pin(first.run.id, true);
    first.train.getState().hide(first.run.id, true);
    await first.until(async () => (await first.kept.list())[0]?.hidden === true);
    await first.close();

    const second = open();
    const [past] = await second.past();
    expect(past).toMatchObject({ name: 'mine', pinned: true, hidden: true });
    await second.keeper.getState().open(past!);
    await second.until(() => second.run.phase === 'paused');
    // What is on show is drawn.
    expect(second.run).toMatchObject({ name: 'mine', pinned: true, hidden: false });
    second.train.getState().pin(second.run.id, false);
    await second.until(async () => (await second.kept.list())[0]?.pinned === false);
    expect(await second.kept.list()).toMatchObject([{ iteration: 2, hidden: false, when: 1000 }]);
  });

  it('goes on with a run that was stopped, under its name, and keeps it whole', async () => {
    const page = open();
    page.train.getState().start();
    await page.until(() => (page.run.feed.latest?.iteration ?? 0) >= 2);
    page.train.getState().stop();
    await page.until(() => page.run.phase === 'finished');
    const { id, name, key } = page.run;
    const reached = page.run.feed.latest!.iteration;
    expect(reached).toBeLessThan(8);
    await page.until(async () => (await page.kept.list())[0]?.ended === true);
    page.train.getState().goOn(id);
    await page.until(() => page.run.finished?.reason === 'budget');
    expect(page.run).toMatchObject({ id, name, key });
    expect(page.train.getState().runs).toHaveLength(1);
    const { events } = await runToEnd(CONFIGURATION, environmentById(CONFIGURATION.environment));
    expect(page.run.finished!.digest).toBe((events.at(-1) as FinishedEvent).digest);
    const whole = [1, 2, 3, 4, 5, 6, 7, 8];
    expect(page.run.feed.log.summaries.map(({ iteration }) => iteration)).toEqual(whole);
    await page.until(async () => (await page.kept.list())[0]?.iteration === 8);
    await page.until(async () => (await page.kept.list())[0]?.ended === true);
    const content = await page.kept.read(key);
    expect(content!.rows.map(({ iteration }) => iteration)).toEqual(whole);
  });

  it('trains on where nothing can be written, and says so once', async () => {
    const full = new DOMException('full', 'QuotaExceededError');
    const nothing = new KeptRuns();
    nothing.write = () => Promise.reject(full);
    const page = open({ kept: nothing });
    page.train.getState().start();
    await page.until(() => page.run.phase === 'finished');
    expect(page.run.finished!.reason).toBe('budget');
    page.train.getState().start();
    await page.until(() => page.run.phase === 'finished');
    expect(page.sentences).toEqual([
      'Runs train on, but they cannot be kept for a later visit: the space that the browser gives to pages is full: free some on this device.',
    ]);
    await nothing.close();
  });

  it('keeps a run that came from elsewhere as its own', async () => {
    const content = await trainedContent(2, CONFIGURATION);
    const page = open();
    await page.keeper.getState().adopt(content);
    await page.until(() => page.run.phase === 'paused');
    expect(await page.kept.read(content.kept.key)).toEqual(content);
    expect(await open().past()).toEqual([]);
  });

  it('knows of a run that went on from another where it did, and takes a deletion back', async () => {
    const first = open();
    first.train.getState().replay(4);
    await first.until(() => first.run.phase === 'paused');
    await first.train.getState().fork(first.run.id, 2, { meanBound: 0.1 });
    await first.until(() => first.run.phase === 'finished');
    const { key, name, finished, origin } = first.run;
    await first.until(async () => (await first.kept.read(key))?.kept.ended === true);
    const undo = first.train.getState().remove(first.run.id);
    await first.until(async () => (await first.kept.read(key)) === null);
    undo();
    await first.until(async () => (await first.kept.read(key)) !== null);
    await first.close();

    const second = open();
    await second.keeper.getState().open((await second.past()).find((run) => run.key === key)!);
    expect(second.run).toMatchObject({ name, origin });
    expect(second.run.checkpoints.beginning?.iteration).toBe(2);
    expect(second.run.feed.log.summaries.map(({ iteration }) => iteration)).toEqual([2, 3, 4, 5, 6, 7, 8]);
    await second.until(() => second.run.phase === 'finished');
    expect(second.run.finished?.digest).toBe(finished!.digest);
  });

  it('keeps a new name, also of a run that is over', async () => {
    const page = open();
    page.train.getState().start();
    await page.until(() => page.run.phase === 'finished');
    await page.until(async () => (await page.kept.list())[0]?.ended === true);
    page.train.getState().rename(page.run.id, 'the good one');
    await page.until(async () => (await page.kept.list())[0]?.name === 'the good one');
    await expect(page.keeper.getState().contentOf(page.run)).resolves.toMatchObject({
      kept: { name: 'the good one', iteration: 8 },
    });
  });
});
