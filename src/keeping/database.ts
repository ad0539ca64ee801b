import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { RunRecord } from '../comparison/runRecord.ts';
import type { RunCheckpoint } from '../trainer/checkpoint.ts';
import type { IterationSummary } from '../trainer/events.ts';
import type { KeptRun } from './keptRun.ts';

export const DATABASE_NAME = 'trust-region-playground';

/** The last of a run, or the one that it went on from. */
type CheckpointKey = [run: string, which: 'last' | 'beginning'];

/** The stores. What belongs to one kept run has its key in all of them. */
export interface KeepingSchema extends DBSchema {
  readonly runs: { readonly key: string; readonly value: KeptRun };
  readonly checkpoints: { readonly key: CheckpointKey; readonly value: RunCheckpoint };
  /** Written once each: the iterations between two checkpoints, under the first of them. */
  readonly rows: {
    readonly key: [run: string, iteration: number];
    readonly value: readonly IterationSummary[];
  };
  /** Of the runs of comparisons, under their recipes. */
  readonly records: {
    readonly key: string;
    readonly value: { readonly record: RunRecord; readonly when: number };
    readonly indexes: { readonly when: number };
  };
}

export type KeepingDatabase = IDBPDatabase<KeepingSchema>;

/** From each version of the database to the next. A step that has been published never changes. */
const STEPS: readonly ((database: KeepingDatabase) => void)[] = [
  (database) => {
    database.createObjectStore('runs', { keyPath: 'key' });
    database.createObjectStore('checkpoints');
    database.createObjectStore('rows');
  },
  (database) => {
    database.createObjectStore('records').createIndex('when', 'when');
  },
];

/** Another tab has an older version of the page open and does not let go. */
export class DatabaseBlocked extends Error {
  override readonly name = 'DatabaseBlocked';
}

/**
 * @param onGone the connection is of no more use: a newer version of the page wants the database, or the browser took it
 * @throws {DatabaseBlocked} and whatever the browser says; see `storageTrouble`
 */
export function openDatabase(onGone: () => void): Promise<KeepingDatabase> {
  // Some browsers say so by a name that is there and stands for nothing.
  if (globalThis.indexedDB == null) {
    // not words: storageTrouble says it
    return Promise.reject(new ReferenceError('indexedDB is not there'));
  }
  return new Promise((resolve, reject) => {
    let given = false;
    const opening = openDB<KeepingSchema>(DATABASE_NAME, STEPS.length, {
      upgrade: (database, oldVersion) => {
        for (const step of STEPS.slice(oldVersion)) step(database);
      },
      blocked: () => {
        given = true;
        // not words: storageTrouble says it
        reject(new DatabaseBlocked('an older version of the page holds the database'));
      },
      blocking: (_current, _wanted, event) => {
        (event.target as IDBDatabase).close();
        onGone();
      },
      terminated: onGone,
    });
    opening.then((database) => {
      // Too late: whoever asked has been told no.
      if (given) database.close();
      else resolve(database);
    }, reject);
  });
}
