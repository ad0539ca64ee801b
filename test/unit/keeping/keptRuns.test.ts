import 'fake-indexeddb/auto';
import { deleteDB, openDB } from 'idb';
import { afterEach, describe, expect, it } from 'vitest';
import { DATABASE_NAME } from '../../../src/keeping/database.ts';
import { KeptRuns, MOST_KEPT } from '../../../src/keeping/keptRuns.ts';
import { keptRun, trainedContent } from '../../support/keptRuns.ts';

let kept = new KeptRuns();

afterEach(async () => {
  await kept.close();
  await deleteDB(DATABASE_NAME);
  kept = new KeptRuns();
});

describe('KeptRuns', () => {
  it('gives back all of a run, its iterations in order however often it was written', async () => {
    const { kept: run, checkpoint, rows } = await trainedContent(3, { seeds: [1, 2] });
    const { checkpoint: beginning } = await trainedContent(1, { seeds: [1, 2] });
    await kept.write({ kept: { ...run, iteration: 1 }, checkpoint, beginning, rows: rows.slice(0, 1) });
    await kept.write({ kept: run, checkpoint, rows: rows.slice(1) });
    // Nothing new to say of its iterations.
    await kept.write({ kept: run, checkpoint, rows: [] });
    expect(await kept.read(run.key)).toEqual({ kept: run, checkpoint, beginning, rows });
    const again = await kept.read(run.key);
    expect(again!.checkpoint.members[1]!.checkpoint.engine.policy.parameters).toBeInstanceOf(Float32Array);
  });

  it('gives a run of before a setting was there the default of it', async () => {
    const { kept: run, checkpoint, rows } = await trainedContent(1);
    const { categoricalBound: _, ...before } = run.configuration;
    const old = { ...run, configuration: before as typeof run.configuration };
    const origin = { configuration: old.configuration, iteration: 1, origin: null, name: 'quiet-otter' };
    await kept.write({ kept: { ...old, origin }, checkpoint, rows });
    const [listed] = await kept.list();
    expect(listed!.configuration).toEqual(run.configuration);
    expect((await kept.read(run.key))!.kept.origin).toEqual({ ...origin, configuration: run.configuration });
  });

  it('keeps runs apart', async () => {
    const one = await trainedContent(1);
    for (const key of ['a', 'a b', 'b']) await kept.write({ ...one, kept: { ...one.kept, key } });
    await kept.remove('a');
    expect(await kept.read('a')).toBeNull();
    expect((await kept.read('a b'))!.rows).toHaveLength(1);
    expect((await kept.list()).map(({ key }) => key).toSorted()).toEqual(['a b', 'b']);
  });

  it('writes nothing at all where a part cannot be written', async () => {
    const { kept: run, checkpoint, rows } = await trainedContent(2);
    await kept.write({ kept: run, checkpoint, rows: rows.slice(0, 1) });
    const unclonable = { ...checkpoint, members: [() => {}] as never };
    await expect(
      kept.write({ kept: { ...run, iteration: 9 }, checkpoint: unclonable, rows: rows.slice(1) }),
    ).rejects.toThrow();
    expect(await kept.read(run.key)).toEqual({
      kept: run,
      checkpoint,
      beginning: null,
      rows: rows.slice(0, 1),
    });
  });

  it('lets the oldest go when there are too many, those that are over first, none in use', async () => {
    const { checkpoint } = await trainedContent(1);
    for (let i = 0; i < MOST_KEPT + 3; i++) {
      await kept.write({ kept: keptRun({ key: `run ${i}`, when: i, ended: i === 4 }), checkpoint, rows: [] });
    }
    await kept.prune(new Set(['run 0']));
    const left = (await kept.list()).map(({ when }) => when);
    expect(left).toEqual([10, 9, 8, 7, 6, 5, 3, 0]);
  });

  it('does not list what another version wrote', async () => {
    const { checkpoint } = await trainedContent(1);
    await kept.write({ kept: keptRun({ format: 99 as never }), checkpoint, rows: [] });
    expect(await kept.list()).toEqual([]);
    expect(await kept.read('a')).toBeNull();
  });

  it('makes way for a newer version of the page, and says why it cannot go on', async () => {
    await kept.list();
    const newer = await openDB(DATABASE_NAME, 1000);
    await expect(kept.list()).rejects.toMatchObject({ name: 'VersionError' });
    newer.close();
  });
});
