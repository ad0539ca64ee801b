import type { RunRecord } from '../comparison/runRecord.ts';
import { RUN_FIELDS, type RunConfiguration } from '../experiments/fields.ts';
import { DatabaseConnection } from './connection.ts';

/** Most records kept: a few comparisons' worth, some kilobytes each. */
const MOST_RECORDS = 1000;

/** Sums up the digests to which this build's runs are held (vite.config.ts). */
declare const __NUMBERS__: string;
const NUMBERS = typeof __NUMBERS__ === 'undefined' ? 'unbuilt' : __NUMBERS__;

/**
 * What remains of the runs of comparisons, by recipe: a run that was trained in an earlier visit need not be trained
 * again. A version of the page whose runs give other numbers finds none of this one's.
 */
export class KeptRecords {
  readonly #connection = new DatabaseConnection();
  readonly #most: number;

  constructor(most = MOST_RECORDS) {
    this.#most = most;
  }

  /** In the order of the recipes; `null` where there is none. */
  async read(recipes: readonly RunConfiguration[]): Promise<readonly (RunRecord | null)[]> {
    const database = await this.#connection.open();
    const { store } = database.transaction('records');
    return Promise.all(recipes.map(async (recipe) => (await store.get(keyOf(recipe)))?.record ?? null));
  }

  /** Keeps one more; the oldest go. */
  async write(recipe: RunConfiguration, record: RunRecord, when: number): Promise<void> {
    const database = await this.#connection.open();
    const change = database.transaction('records', 'readwrite');
    const work = async () => {
      await change.store.put({ record, when }, keyOf(recipe));
      let extra = (await change.store.count()) - this.#most;
      let oldest = extra > 0 ? await change.store.index('when').openCursor() : null;
      while (oldest && extra-- > 0) {
        await oldest.delete();
        oldest = await oldest.continue();
      }
    };
    // A transaction that fails says why; what was asked of it only says that it did.
    for (const outcome of await Promise.allSettled([change.done, work()])) {
      if (outcome.status === 'rejected') throw outcome.reason;
    }
  }

  async remove(recipes: readonly RunConfiguration[]): Promise<void> {
    const database = await this.#connection.open();
    const change = database.transaction('records', 'readwrite');
    await Promise.all([...recipes.map((recipe) => change.store.delete(keyOf(recipe))), change.done]);
  }

  close(): Promise<void> {
    return this.#connection.close();
  }
}

function keyOf(recipe: RunConfiguration): string {
  return `${NUMBERS} ${JSON.stringify(RUN_FIELDS.map(({ name }) => recipe[name]))}`;
}
