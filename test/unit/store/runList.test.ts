import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_RUN, type RunConfiguration } from '../../../src/experiments/fields.ts';
import { LONGEST_NAME } from '../../../src/experiments/givenNames.ts';
import { runName } from '../../../src/experiments/names.ts';
import {
  freeName,
  freeVariant,
  givenName,
  listed,
  MOST_PINNED,
  MOST_RUNS,
  onChart,
  withinLimit,
} from '../../../src/store/runList.ts';
import type { TrainRun } from '../../../src/store/trainRun.ts';

/** As much of a run as a list looks at. */
function run(id: number, changes: Partial<TrainRun> = {}): TrainRun {
  const plain = {
    id,
    name: `run ${id}`,
    configuration: DEFAULT_RUN,
    variant: 0,
    hidden: false,
    pinned: false,
  };
  return { ...plain, ...changes } as TrainRun;
}
const settings = (changes: Partial<RunConfiguration>) => ({ configuration: { ...DEFAULT_RUN, ...changes } });
const ids = (runs: readonly TrainRun[]) => runs.map(({ id }) => id);

describe('the list of runs', () => {
  it('has those that are pinned first, then the newest', () => {
    expect(ids(listed([run(3), run(2, { pinned: true }), run(1)]))).toEqual([2, 3, 1]);
  });

  it('keeps what is pinned or needed, however many there are, and else the newest', () => {
    const anyRuns = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 20 }).chain((all) =>
      fc.record({
        runs: fc.constant(all.map((id) => run(id))),
        pinned: fc.subarray(all, { maxLength: Math.min(all.length, MOST_PINNED) }),
        needed: fc.subarray(all, { maxLength: Math.min(all.length, 2) }),
      }),
    );
    fc.assert(
      fc.property(anyRuns, ({ runs, pinned, needed }) => {
        const before = runs.map((one) => ({ ...one, pinned: pinned.includes(one.id) }));
        const after = withinLimit(before, needed);
        expect(after.length).toBe(Math.min(before.length, MOST_RUNS));
        for (const id of [...pinned, ...needed]) expect(ids(after)).toContain(id);
        const gone = before.filter((one) => !after.includes(one));
        const free = after.filter((one) => !one.pinned && !needed.includes(one.id));
        for (const old of gone) for (const kept of free) expect(kept.id).toBeGreaterThan(old.id);
      }),
    );
  });

  it('draws the run on show first, then those of its task that are not hidden', () => {
    const current = run(2, { hidden: true });
    const others = [run(4, settings({ environment: 'reacher' })), run(3, { hidden: true }), run(1), run(5)];
    expect(ids(onChart([...others, current], current))).toEqual([2, 5, 1]);
  });

  it('gives every run of a method a look of its own', () => {
    const ppo = settings({ algorithm: 'ppo' });
    const runs = [run(1), run(2, { variant: 2 }), run(3, ppo), run(4, settings({ projection: 'w2' }))];
    expect(freeVariant(DEFAULT_RUN, runs)).toBe(1);
    expect(freeVariant(ppo.configuration, runs)).toBe(1);
    // Another projection is another method where a layer projects, and the same where none does.
    expect(freeVariant({ ...DEFAULT_RUN, projection: 'frobenius' }, runs)).toBe(0);
    expect(freeVariant({ ...ppo.configuration, projection: 'w2' }, runs)).toBe(1);
  });
});

describe('a name', () => {
  it('is counted where it is taken', () => {
    const runs = [run(1, { name: 'calm oak' }), run(2, { name: 'calm oak 2' })];
    expect([freeName('calm oak', runs), freeName('elm', runs)]).toEqual(['calm oak 3', 'elm']);
  });

  it('is what was typed in one line, not too long; of nothing, that of the settings', () => {
    expect(givenName('  the one\n for the  talk ', DEFAULT_RUN)).toBe('the one for the talk');
    expect(givenName(' \t', DEFAULT_RUN)).toBe(runName(DEFAULT_RUN));
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        const name = givenName(text, DEFAULT_RUN);
        expect([...name].length).toBeLessThanOrEqual(LONGEST_NAME);
        expect(name).toMatch(/^[^\p{Cc}]+$/u);
        expect(givenName(name, DEFAULT_RUN)).toBe(name);
      }),
    );
  });
});
