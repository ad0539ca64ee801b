import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DensityHistory } from '../../../src/store/densityHistory.ts';
import { DENSITY_BINS, densityBin, FIRST_BEYOND } from '../../../src/trainer/densities.ts';
import { BOUNDS, densities } from '../../support/densities.ts';

const countsOf = (history: DensityHistory, column: number) =>
  Array.from({ length: DENSITY_BINS }, (_, bin) => history.count(column, 'proposed', 'mean', bin));

describe('DensityHistory', () => {
  it('tells of every iteration how many states are where, how many beyond, and the largest', () => {
    const history = new DensityHistory();
    history.add(1, densities([0.001, 0.001, 0.2], [0.001, 0.001, 0.03]));
    history.add(2, densities([0.3, 0.4, 0.2], [0.03, 0.03, 0.03]));
    expect([history.length, history.stride]).toEqual([2, 1]);
    expect(history.count(0, 'proposed', 'mean', densityBin(0.001, 0.03))).toBe(2);
    expect(history.summary(0, 'proposed', 'mean')).toMatchObject({ states: 3, beyond: 1 });
    expect(history.summary(1, 'proposed', 'mean')).toMatchObject({ states: 3, beyond: 3 });
    expect(history.summary(1, 'proposed', 'mean')!.largest).toBeCloseTo(0.4, 6);
    expect(history.summary(1, 'projected', 'mean')).toMatchObject({ beyond: 0 });
    expect(history.overall('proposed', 'mean')).toMatchObject({ states: 6, beyond: 4 });
    expect(history.overall('projected', 'covariance')).toMatchObject({ states: 6, beyond: 4 });
  });

  it('knows nothing of what nobody told', () => {
    const history = new DensityHistory();
    expect(history.overall('proposed', 'kl')).toBeNull();
    history.add(3, densities([0.1]));
    expect(history.length).toBe(3);
    expect(history.summary(0, 'proposed', 'mean')).toBeNull();
    expect(history.summary(2, 'projected', 'mean')).toBeNull();
    expect(history.count(1, 'proposed', 'mean', FIRST_BEYOND)).toBe(0);
  });

  it('never outgrows its columns and loses no state, wherever it began', () => {
    const distance = fc.double({ min: -9, max: 6, noNaN: true }).map((exponent) => 10 ** exponent);
    const iterations = fc.array(fc.array(distance, { minLength: 1, maxLength: 5 }), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(iterations, fc.nat(20), (all, first) => {
        const history = new DensityHistory(8);
        for (const [i, distances] of all.entries()) history.add(first + i + 1, densities(distances));
        expect(history.length).toBeLessThanOrEqual(8);
        for (let column = 0; column < history.length; column++) {
          const [from, to] = history.iterationsOf(column);
          const inside = all.filter((_, i) => first + i + 1 >= from && first + i + 1 <= to).flat();
          const expected = new Array(DENSITY_BINS).fill(0);
          for (const value of inside) expected[densityBin(Math.fround(value), BOUNDS.mean)]++;
          expect(countsOf(history, column)).toEqual(expected);
          const summary = history.summary(column, 'proposed', 'mean');
          expect(summary?.states ?? 0).toBe(inside.length);
          if (inside.length > 0) expect(summary!.largest).toBe(Math.fround(Math.max(...inside)));
        }
        expect(history.overall('proposed', 'kl')!.states).toBe(all.flat().length);
      }),
    );
  });

  it('says when a column before the last has changed', () => {
    const history = new DensityHistory(4);
    for (let iteration = 1; iteration <= 4; iteration++) history.add(iteration, densities([0.1]));
    const { revision } = history;
    expect(revision).toBe(0);
    history.add(5, densities([0.1]));
    expect(history.revision).toBeGreaterThan(revision);
    expect([history.stride, history.length]).toEqual([2, 3]);
    expect(history.columnOf(5)).toBe(2);
    expect(history.iterationsOf(1)).toEqual([3, 4]);
    expect([history.last, ...history.iterationsOf(2)]).toEqual([5, 5, 5]);
    const target = new Float64Array(DENSITY_BINS);
    for (let column = 0; column < 3; column++) history.addTo(target, column, 'proposed', 'kl');
    expect(target.reduce((sum, count) => sum + count, 0)).toBe(5);
  });
});
