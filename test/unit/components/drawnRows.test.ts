import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawnRows } from '../../../src/components/drawnRows.ts';
import { rowStatistics } from '../../../src/components/lineReadings.ts';
import { BoundedSeries } from '../../../src/store/boundedSeries.ts';

function series(width: number, rows: readonly (readonly number[])[]): BoundedSeries {
  const made = new BoundedSeries(width);
  rows.forEach((values, row) => {
    made.push(row + 1, values);
  });
  return made;
}

describe('drawn rows', () => {
  it('are the rows themselves where they lie a pixel apart', () => {
    const rows = drawnRows(
      series(2, [
        [1, 3],
        [Number.NaN, Number.NaN],
        [5, Number.NaN],
      ]),
      (x) => x,
    );
    expect(rows).toEqual([
      { x: 1, mean: 2, low: 1, high: 3, columns: [1, 3] },
      { x: 3, mean: 5, low: 5, high: 5, columns: [5, Number.NaN] },
    ]);
  });

  it('are as many as the pixels at most, reach as far and as high, and have the mean of what they stand for', () => {
    const value = fc.oneof(
      { weight: 9, arbitrary: fc.double({ min: -1e3, max: 1e3, noNaN: true }) },
      fc.constant(Number.NaN),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 300 }),
        fc.double({ min: 0.01, max: 3, noNaN: true }),
        (values, pitch) => {
          const made = series(2, values);
          const known = values.flatMap((_, row) => rowStatistics(made, row) ?? []);
          const rows = drawnRows(made, (x) => pitch * x);
          expect(rows.length).toBeLessThanOrEqual(Math.max(1, pitch * values.length + 1));
          expect(rows.length).toBeLessThanOrEqual(known.length);
          if (known.length === 0) return;
          expect(Math.min(...rows.map(({ low }) => low))).toBe(Math.min(...known.map(({ low }) => low)));
          expect(Math.max(...rows.map(({ high }) => high))).toBe(Math.max(...known.map(({ high }) => high)));
          for (const { mean, low, high } of rows) {
            expect(mean).toBeGreaterThanOrEqual(low - 1e-9);
            expect(mean).toBeLessThanOrEqual(high + 1e-9);
          }
          for (let i = 1; i < rows.length; i++) expect(rows[i]!.x).toBeGreaterThan(rows[i - 1]!.x);
        },
      ),
    );
  });
});
