import { DEFAULT_RUN } from '../experiments/fields.ts';
import type { RunOrigin } from '../experiments/fork.ts';
import { DatabaseConnection } from './connection.ts';
import { KEPT_FORMAT, type KeptContent, type KeptRun } from './keptRun.ts';

/** A run as it is now: the iterations since it was written last, and once where it began. */
export type KeptChange = Omit<KeptContent, 'beginning'> & Partial<Pick<KeptContent, 'beginning'>>;

/** Most runs kept. */
export const MOST_KEPT = 8;

const STORES = ['runs', 'checkpoints', 'rows'] as const;

/**
 * Runs in the browser's database. Every change is one transaction over all that belongs to a run, so that none is ever
 * half written. All of it rejects with what the browser says where it cannot; see `storageTrouble`.
 */
export class KeptRuns {
  readonly #connection = new DatabaseConnection();

  /**
   * Writes a run as it is after its checkpoint's iteration. Asks nothing before: a page that is about to close may
   * get no answer. What is left out stays as it was written before.
   */
  async write({ kept, checkpoint, beginning, rows }: KeptChange): Promise<void> {
    const database = await this.#connection.open();
    const change = database.transaction(STORES, 'readwrite');
    const puts: Promise<unknown>[] = [];
    try {
      puts.push(change.objectStore('runs').put(kept));
      puts.push(change.objectStore('checkpoints').put(checkpoint, [kept.key, 'last']));
      if (beginning) puts.push(change.objectStore('checkpoints').put(beginning, [kept.key, 'beginning']));
      if (rows.length > 0) puts.push(change.objectStore('rows').put(rows, [kept.key, rows[0]!.iteration]));
      change.commit();
    } catch (error) {
      // What cannot be copied is said at once, when others have been put already.
      change.abort();
      await Promise.allSettled([change.done, ...puts]);
      throw error;
    }
    // A put that fails takes the transaction with it, which says why.
    await Promise.all([change.done, Promise.allSettled(puts)]);
  }

  /** What the reader has made of a run, without its numbers; nothing happens where it is not kept. */
  async relabel(key: string, labels: Pick<KeptRun, 'name' | 'pinned' | 'hidden'>): Promise<void> {
    const database = await this.#connection.open();
    const change = database.transaction('runs', 'readwrite');
    const kept = await change.store.get(key);
    if (kept?.format === KEPT_FORMAT) await change.store.put({ ...kept, ...labels });
    await change.done;
  }

  /** Newest first; those of another version of the page are left out. */
  async list(): Promise<readonly KeptRun[]> {
    const database = await this.#connection.open();
    const known = (await database.getAll('runs')).filter(({ format }) => format === KEPT_FORMAT);
    return known.map(asOfNow).sort((a, b) => b.when - a.when);
  }

  /** `null` where there is none with this key. */
  async read(key: string): Promise<KeptContent | null> {
    const database = await this.#connection.open();
    const view = database.transaction(STORES);
    const [kept, checkpoint, beginning = null, rows] = await Promise.all([
      view.objectStore('runs').get(key),
      view.objectStore('checkpoints').get([key, 'last']),
      view.objectStore('checkpoints').get([key, 'beginning']),
      view.objectStore('rows').getAll(partsOf(key)),
    ]);
    if (kept?.format !== KEPT_FORMAT || !checkpoint) return null;
    return { kept: asOfNow(kept), checkpoint, beginning, rows: rows.flat() };
  }

  async remove(key: string): Promise<void> {
    const database = await this.#connection.open();
    const change = database.transaction(STORES, 'readwrite');
    await Promise.all([
      change.objectStore('runs').delete(key),
      change.objectStore('checkpoints').delete(partsOf(key)),
      change.objectStore('rows').delete(partsOf(key)),
      change.done,
    ]);
  }

  /** Lets the oldest beyond the most go, those that are over first, those that are pinned last, none that is in use. */
  async prune(inUse: ReadonlySet<string>): Promise<void> {
    const all = await this.list();
    const free = all.filter(({ key }) => !inUse.has(key)).reverse();
    const order = free.toSorted(
      (a, b) => Number(a.pinned) - Number(b.pinned) || Number(b.ended) - Number(a.ended),
    );
    for (const { key } of order.slice(0, Math.max(0, all.length - MOST_KEPT))) await this.remove(key);
  }

  /** Lets go of the database; it is opened anew when it is needed. */
  close(): Promise<void> {
    return this.#connection.close();
  }
}

/** What was written before there were marks has none, and settings that have come since then are at their defaults. */
function asOfNow(kept: Omit<KeptRun, 'pinned' | 'hidden'> & Partial<KeptRun>): KeptRun {
  const { configuration, origin, pinned = false, hidden = false } = kept;
  return {
    ...kept,
    configuration: { ...DEFAULT_RUN, ...configuration },
    origin: origin && { ...originAsOfNow(origin), name: origin.name },
    pinned,
    hidden,
  };
}

function originAsOfNow({ configuration, iteration, origin }: RunOrigin): RunOrigin {
  return {
    configuration: { ...DEFAULT_RUN, ...configuration },
    iteration,
    origin: origin && originAsOfNow(origin),
  };
}

/** Whatever has a key that begins with the run's; lists come after all else. */
function partsOf(key: string): IDBKeyRange {
  return IDBKeyRange.bound([key], [key, []]);
}
