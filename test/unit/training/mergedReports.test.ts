import { describe, expect, it } from 'vitest';
import type { IterationEvent, MemberReport } from '../../../src/trainer/events.ts';
import { MergedReports } from '../../../src/training/mergedReports.ts';
import { summaryOf } from '../../../src/training/reporter.ts';
import { iterationEvent } from '../../support/trainEvents.ts';

/** A report of these seeds: their returns are 100 × seed + iteration. */
function report(seeds: readonly number[], iteration: number, changes: Partial<IterationEvent> = {}) {
  const event = iterationEvent(
    iteration,
    seeds.map((seed) => 100 * seed + iteration),
    changes,
  );
  return { ...event, members: event.members.map((member, i) => ({ ...member, seed: seeds[i]! })) };
}

function unmeasured(seed: number): MemberReport {
  return { ...report([seed], 0).members[0]! };
}

const returnsOf = ({ members }: Pick<IterationEvent, 'members'> | ReturnType<typeof summaryOf>) =>
  members.map(({ metrics }) => metrics.episodic_return);

/** Parts with seeds 7 and 3, and with seed 5 alone; the run names them 7, 5, 3. */
const SEEDS = [7, 5, 3];
const begin = () => new MergedReports(SEEDS, 2, unmeasured);

describe('MergedReports', () => {
  it('waits for every part, and puts members in the order of the seeds', () => {
    const reports = begin();
    expect(reports.take()).toBeNull();
    reports.add(0, report([7, 3], 1));
    expect(reports.take()).toBeNull();
    expect(reports.iteration).toBe(0);
    reports.add(1, report([5], 1));
    const event = reports.take()!;
    expect(event.iteration).toBe(1);
    expect(event.members.map(({ seed }) => seed)).toEqual(SEEDS);
    expect(returnsOf(event)).toEqual([701, 501, 301]);
    expect(event).not.toHaveProperty('skipped');
    expect(reports.iteration).toBe(1);
    expect(reports.take()).toBeNull();
  });

  it('gathers what was not reported by all in `skipped`, every iteration once', () => {
    const reports = begin();
    const skipped = (seeds: number[], iterations: number[]) => ({
      skipped: iterations.map((iteration) => summaryOf(report(seeds, iteration))),
    });
    reports.add(0, report([7, 3], 2, skipped([7, 3], [1])));
    reports.add(0, report([7, 3], 4, skipped([7, 3], [3])));
    reports.add(1, report([5], 4, skipped([5], [1, 2, 3])));
    const event = reports.take()!;
    expect(event.iteration).toBe(4);
    expect(event.skipped!.map(({ iteration }) => iteration)).toEqual([1, 2, 3]);
    expect(event.skipped!.map(returnsOf)).toEqual([
      [701, 501, 301],
      [702, 502, 302],
      [703, 503, 303],
    ]);
    // The numbers alone.
    expect(Object.keys(event.skipped![0]!.members[0]!).sort()).toEqual(['iteration', 'metrics', 'seed']);
    reports.add(1, report([5], 5));
    reports.add(0, report([7, 3], 5));
    expect(reports.take()).not.toHaveProperty('skipped');
  });

  it('takes the newest of several that are complete', () => {
    const reports = begin();
    for (const iteration of [1, 2, 3]) reports.add(0, report([7, 3], iteration));
    for (const iteration of [1, 2]) reports.add(1, report([5], iteration));
    const event = reports.take()!;
    expect(event.iteration).toBe(2);
    expect(event.skipped!.map(({ iteration }) => iteration)).toEqual([1]);
    reports.add(1, report([5], 3));
    expect(reports.take()!.iteration).toBe(3);
  });

  it('measures speed by the slowest and the steps of all', () => {
    const reports = begin();
    reports.add(0, report([7, 3], 1, { seconds: 2, stepsPerSecond: 99 }));
    reports.add(1, report([5], 1, { seconds: 1, stepsPerSecond: 99 }));
    const event = reports.take()!;
    expect(event.seconds).toBe(2);
    expect(event.stepsPerSecond).toBe((3 * 2048) / 2);
  });

  it('keeps the last report of a part that has ended, without new episodes', () => {
    const reports = begin();
    reports.add(0, report([7, 3], 1, { seconds: 1 }));
    reports.add(1, report([5], 1, { seconds: 1 }));
    reports.take();
    reports.end(1);
    reports.add(0, report([7, 3], 3, { seconds: 3, skipped: [summaryOf(report([7, 3], 2))] }));
    const event = reports.take()!;
    expect(returnsOf(event)).toEqual([703, null, 303]);
    expect(returnsOf(event.skipped![0]!)).toEqual([702, null, 302]);
    expect(event.members[1]).toMatchObject({ seed: 5, iteration: 1, metrics: { episodes: 0 } });
    // Of two members that still train: ten iterations are too few to forget the first.
    expect(event.stepsPerSecond).toBe((3 * 2048 + 2 * 2 * 2048) / 3);
  });

  it('has an unmeasured report for a seed whose part ended before its first', () => {
    const reports = begin();
    reports.end(1);
    reports.add(0, report([7, 3], 1));
    const event = reports.take()!;
    expect(event.members.map(({ seed, iteration }) => [seed, iteration])).toEqual([
      [7, 1],
      [5, 0],
      [3, 1],
    ]);
  });

  it('does not mix iterations where a part that ended was ahead', () => {
    const reports = begin();
    const skipped = (seeds: number[], first: number, last: number) => ({
      skipped: Array.from({ length: last - first + 1 }, (_, i) => summaryOf(report(seeds, first + i))),
    });
    reports.add(0, report([7, 3], 1));
    reports.add(0, report([7, 3], 4, skipped([7, 3], 2, 3)));
    reports.end(0);
    reports.add(1, report([5], 2, skipped([5], 1, 1)));
    expect(reports.take()).toBeNull();
    reports.add(1, report([5], 4, skipped([5], 3, 3)));
    const event = reports.take()!;
    expect(event.iteration).toBe(4);
    expect(returnsOf(event)).toEqual([704, 504, 304]);
    expect(event.skipped!.map(({ iteration }) => iteration)).toEqual([1, 2, 3]);
  });

  it('tells what those reached that had gone furthest when all have ended', () => {
    const reports = begin();
    reports.add(0, report([7, 3], 1));
    reports.add(1, report([5], 1));
    reports.add(1, report([5], 2));
    reports.end(0);
    reports.end(1);
    expect(returnsOf(reports.take()!)).toEqual([null, 502, null]);
    expect(reports.take()).toBeNull();
  });
});
