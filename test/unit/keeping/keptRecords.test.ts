import 'fake-indexeddb/auto';
import { deleteDB, openDB } from 'idb';
import { afterEach, describe, expect, it } from 'vitest';
import type { RunRecord } from '../../../src/comparison/runRecord.ts';
import { DATABASE_NAME, DatabaseBlocked } from '../../../src/keeping/database.ts';
import { KeptRecords } from '../../../src/keeping/keptRecords.ts';
import { KeptRuns } from '../../../src/keeping/keptRuns.ts';
import { trainedContent } from '../../support/keptRuns.ts';
import { smallRun } from '../../support/runs.ts';

const record = (finalReturn: number): RunRecord => ({
  outcome: 'budget',
  trouble: null,
  curve: [],
  finalReturn,
  proposed: { beyond: 0, beyondKl: 0, largestKl: 0 },
  projected: null,
  steps: 1,
  seconds: 1,
  digest: 'd',
});

let records = new KeptRecords(3);

afterEach(async () => {
  await records.close();
  await deleteDB(DATABASE_NAME);
  records = new KeptRecords(3);
});

describe('KeptRecords', () => {
  it('says why a transaction failed under a record, once, and keeps what was there', async () => {
    await records.write(smallRun({ seeds: [1] }), record(-1), 1);
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (...parameters) {
      const request = put.apply(this, parameters);
      this.transaction.abort();
      return request;
    };
    // What nobody catches fails the whole file.
    await expect(records.write(smallRun({ seeds: [2] }), record(-2), 2)).rejects.toThrow();
    IDBObjectStore.prototype.put = put;
    expect(await records.read([smallRun({ seeds: [1] }), smallRun({ seeds: [2] })])).toEqual([
      record(-1),
      null,
    ]);
  });

  it('finds a run by its recipe, by all of it', async () => {
    await records.write(smallRun({ seeds: [1] }), record(-1), 1);
    await records.write(smallRun({ seeds: [2] }), record(-2), 2);
    const asked = [
      smallRun({ seeds: [2] }),
      smallRun({ seeds: [1], meanBound: 0.5 }),
      smallRun({ seeds: [1] }),
    ];
    expect(await records.read(asked)).toEqual([record(-2), null, record(-1)]);
    await records.remove([smallRun({ seeds: [1] })]);
    expect(await records.read(asked)).toEqual([record(-2), null, null]);
  });

  it('lets the oldest go', async () => {
    for (const seed of [5, 4, 3, 2, 1])
      await records.write(smallRun({ seeds: [seed] }), record(seed), 10 - seed);
    const known = await records.read([5, 4, 3, 2, 1].map((seed) => smallRun({ seeds: [seed] })));
    expect(known.map((one) => one?.finalReturn ?? null)).toEqual([null, null, 3, 2, 1]);
  });

  it('comes to a database that an older version of the page made, and leaves its runs', async () => {
    const older = await openDB(DATABASE_NAME, 1, {
      upgrade: (database) => {
        database.createObjectStore('runs', { keyPath: 'key' });
        database.createObjectStore('checkpoints');
        database.createObjectStore('rows');
      },
    });
    const { kept, checkpoint } = await trainedContent(1);
    await older.put('runs', kept);
    await older.put('checkpoints', checkpoint, [kept.key, 'last']);
    // It does not let go, as an older page that is busy may not.
    await expect(records.read([smallRun()])).rejects.toBeInstanceOf(DatabaseBlocked);
    older.close();
    expect(await records.read([smallRun()])).toEqual([null]);
    const runs = new KeptRuns();
    expect(await runs.read(kept.key)).toMatchObject({ kept, checkpoint });
    await runs.close();
  });
});
