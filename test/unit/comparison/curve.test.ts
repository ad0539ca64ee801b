import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CurvePoint, CurveRecorder, evenGrid, onGrid } from '../../../src/comparison/curve.ts';

const point = (steps: number, mean: number, episodes = 1): CurvePoint => ({
  steps,
  seconds: steps / 100,
  episodes,
  mean,
});

describe('a learning curve', () => {
  it('is put on a grid by the means of what ended in between, and keeps its last value', () => {
    const curve = [point(5, 2), point(15, 10, 3), point(18, 2), point(41, 7)];
    const grid = evenGrid(50, 5);
    expect([...grid]).toEqual([10, 20, 30, 40, 50]);
    expect([...onGrid(curve, grid, 'steps')]).toEqual([2, 8, 8, 8, 7]);
    expect([...onGrid(curve, evenGrid(0.5, 5), 'seconds')]).toEqual([2, 8, 8, 8, 7]);
  });

  it('begins where the first episode ends, and loses nothing beyond the budget', () => {
    expect([...onGrid([point(35, 1), point(55, 3)], evenGrid(50, 5), 'steps')]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
      1,
      3,
    ]);
    expect([...onGrid([], evenGrid(2, 2), 'steps')]).toEqual([Number.NaN, Number.NaN]);
  });

  it('merges neighbours rather than grow for ever, losing no episode', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ mean: fc.integer({ min: -9, max: 9 }), episodes: fc.nat(3) }), {
          minLength: 1000,
          maxLength: 1500,
        }),
        (points) => {
          const recorder = new CurveRecorder();
          points.forEach(({ mean, episodes }, i) => {
            recorder.add(point(i + 1, mean, episodes));
          });
          expect(recorder.points.length).toBeLessThanOrEqual(256);
          const total = (list: readonly { mean: number; episodes: number }[]) =>
            list.reduce((sum, { mean, episodes }) => sum + mean * episodes, 0);
          expect(total(recorder.points)).toBeCloseTo(total(points), 6);
        },
      ),
      { numRuns: 5 },
    );
  });
});
