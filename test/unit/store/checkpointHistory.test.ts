import { describe, expect, it } from 'vitest';
import { CheckpointHistory } from '../../../src/store/checkpointHistory.ts';
import type { RunCheckpoint } from '../../../src/trainer/checkpoint.ts';

const at = (iteration: number): RunCheckpoint => ({ iteration, seconds: iteration, members: [] });

describe('CheckpointHistory', () => {
  it('finds the last checkpoint at an iteration or before it', () => {
    const history = new CheckpointHistory();
    for (const iteration of [4, 2, 8]) history.receive(at(iteration));
    expect([1, 2, 3, 4, 7, 8, 99].map((n) => history.before(n)?.iteration ?? null)).toEqual([
      null,
      2,
      2,
      4,
      4,
      8,
      8,
    ]);
    expect(history.latest?.iteration).toBe(8);
  });

  it('keeps a bounded number, the newest among them, spread over the whole run', () => {
    const history = new CheckpointHistory();
    for (let iteration = 1; iteration <= 1000; iteration++) {
      if (history.asks(iteration, 1e4 * iteration)) history.receive(at(iteration));
    }
    const kept = history.all.map(({ iteration }) => iteration);
    expect(kept.length).toBeLessThanOrEqual(24);
    expect(kept.length).toBeGreaterThanOrEqual(12);
    expect(kept).toEqual(kept.toSorted((a, b) => a - b));
    const gaps = kept.map((iteration, index) => iteration - (kept[index - 1] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2 * Math.ceil(1000 / 12));
  });

  it('asks again only after a while, and takes a second one of the same iteration for the first', () => {
    const history = new CheckpointHistory();
    expect(history.asks(1, 0)).toBe(true);
    expect(history.asks(2, 100)).toBe(false);
    expect(history.asks(2, 600)).toBe(true);
    let told = 0;
    history.subscribe(() => told++);
    history.receive(at(2));
    history.receive(at(2));
    expect(history.all).toHaveLength(1);
    expect(told).toBe(2);
  });

  it('stays spread over the run when somebody else asks for many more, and has the newest of them', () => {
    const history = new CheckpointHistory();
    for (let iteration = 1; iteration <= 1000; iteration++) {
      const asked = history.asks(iteration, 1e4 * iteration);
      if (asked || iteration % 3 === 0) history.receive(at(iteration));
      if (iteration % 3 === 0) expect(history.latest?.iteration).toBe(iteration);
    }
    const kept = history.all.map(({ iteration }) => iteration);
    expect(kept.length).toBeLessThanOrEqual(24);
    const gaps = kept.map((iteration, index) => iteration - (kept[index - 1] ?? 0));
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2 * Math.ceil(1000 / 12));
  });

  it('keeps fewer of large ones, the newest whatever its size', () => {
    const large = (iteration: number, floats: number) =>
      ({ ...at(iteration), members: [{ weights: new Float32Array(floats) }] }) as unknown as RunCheckpoint;
    const history = new CheckpointHistory(4000);
    for (let iteration = 1; iteration <= 100; iteration++) {
      if (history.asks(iteration, 1e4 * iteration)) history.receive(large(iteration, 100));
    }
    const kept = history.all.map(({ iteration }) => iteration);
    expect(kept.length).toBeLessThanOrEqual(10);
    expect(kept.length).toBeGreaterThanOrEqual(5);
    expect(kept.at(-1)! - kept[0]!).toBeGreaterThan(50);
    history.receive(large(101, 2000));
    expect(history.all.map(({ iteration }) => iteration)).toEqual([101]);
  });
});
