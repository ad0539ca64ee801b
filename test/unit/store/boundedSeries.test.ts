import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BoundedSeries } from '../../../src/store/boundedSeries.ts';

describe('BoundedSeries', () => {
  it('keeps rows as they were pushed while they fit', () => {
    const series = new BoundedSeries(2, 4);
    series.push(1, [10, Number.NaN]);
    series.push(2, [20, 5]);
    expect(series.length).toBe(2);
    expect(series.x(1)).toBe(2);
    expect([series.value(0, 0), series.value(1, 0), series.value(1, 1)]).toEqual([10, 20, 5]);
    expect(series.value(0, 1)).toBeNaN();
  });

  it('merges neighbours when it is full, leaving out what is not there', () => {
    const series = new BoundedSeries(1, 4);
    for (const [x, y] of [
      [1, 1],
      [2, 3],
      [3, Number.NaN],
      [4, 8],
      [5, 10],
      [6, 20],
    ] as const) {
      series.push(x, [y]);
    }
    expect(series.length).toBe(3);
    expect([series.x(0), series.x(1), series.x(2)]).toEqual([2, 4, 6]);
    expect([series.value(0, 0), series.value(1, 0), series.value(2, 0)]).toEqual([2, 8, 15]);
  });

  it('keeps the largest of merged rows where that is asked for', () => {
    const series = new BoundedSeries(1, 4, 'largest');
    for (const [x, y] of [5, 3, Number.NaN, 8, 10, 6].entries()) series.push(x + 1, [y]);
    expect(series.length).toBe(3);
    expect([series.value(0, 0), series.value(1, 0), series.value(2, 0)]).toEqual([5, 8, 10]);
  });

  it('never outgrows its memory, ends at the last coordinate and keeps the mean of what was pushed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 300 }),
        (values) => {
          const series = new BoundedSeries(1, 8);
          for (const [index, value] of values.entries()) series.push(index, [value]);
          expect(series.length).toBeLessThanOrEqual(8);
          expect(series.x(series.length - 1)).toBe(values.length - 1);
          for (let row = 1; row < series.length; row++)
            expect(series.x(row)).toBeGreaterThan(series.x(row - 1));
          let from = 0;
          for (let row = 0; row < series.length; row++) {
            const part = values.slice(from, series.x(row) + 1);
            expect(series.value(row, 0)).toBeCloseTo(
              part.reduce((sum, value) => sum + value, 0) / part.length,
              6,
            );
            from = series.x(row) + 1;
          }
        },
      ),
    );
  });

  it('finds the row nearest to a coordinate', () => {
    const series = new BoundedSeries(1, 8);
    expect(series.nearest(3)).toBe(-1);
    for (const x of [10, 20, 40]) series.push(x, [x]);
    expect([-5, 14, 16, 29, 31, 1e9].map((x) => series.nearest(x))).toEqual([0, 0, 1, 1, 2, 2]);
  });

  it('refuses sizes that cannot be', () => {
    expect(() => new BoundedSeries(0)).toThrow(/width/);
    expect(() => new BoundedSeries(1, 3)).toThrow(/capacity/);
  });
});
