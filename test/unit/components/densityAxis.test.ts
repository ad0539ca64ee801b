import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binPosition, binRange, binStart, binsPerRow } from '../../../src/components/densityAxis.ts';
import { DENSITY_BINS, densityBin, FIRST_BEYOND } from '../../../src/trainer/densities.ts';
import { BOUNDS, historyOf } from '../../support/densities.ts';

const distances = fc.array(
  fc.double({ min: -12, max: 9, noNaN: true }).map((exponent) => 10 ** exponent),
  { minLength: 1, maxLength: 20 },
);

describe('the axis of a map', () => {
  it('has the bound on the edge of a row, and the largest distance in sight', () => {
    fc.assert(
      fc.property(distances, distances, fc.integer({ min: 20, max: 600 }), (proposed, projected, height) => {
        const history = historyOf([proposed, projected]);
        const { low, high } = binRange(history, 'mean');
        const perRow = binsPerRow({ low, high }, height);
        expect(low).toBeLessThan(FIRST_BEYOND);
        expect(high).toBeGreaterThan(FIRST_BEYOND);
        expect([(FIRST_BEYOND - low) % perRow, (high - FIRST_BEYOND) % perRow]).toEqual([0, 0]);
        for (const value of [...proposed, ...projected]) {
          expect(densityBin(Math.fround(value), BOUNDS.mean)).toBeLessThan(high);
        }
      }),
    );
  });

  it('is the same for both policies and neglects a few states that hardly moved', () => {
    const most: number[] = Array(999).fill(0.02);
    const both = historyOf([most, most]);
    expect(binRange(historyOf([[...most, 1e-12], most]), 'mean')).toEqual(binRange(both, 'mean'));
    const wide = historyOf([most, Array(999).fill(1e-4)]);
    expect(binRange(wide, 'mean').low).toBeLessThan(binRange(both, 'mean').low);
  });

  it('shows something around the bound before the first iteration, and never more bins than there are', () => {
    expect(binRange(historyOf(), 'kl').low).toBeLessThan(FIRST_BEYOND);
    expect(binRange(historyOf([[1e30]]), 'mean').high).toBe(DENSITY_BINS);
  });

  it('places distances between the edges of their bins', () => {
    expect(binStart(FIRST_BEYOND, 0.03)).toBe(0.03);
    expect(binStart(FIRST_BEYOND + 4, 0.03)).toBeCloseTo(0.06, 12);
    expect(binPosition(0.03, 0.03)).toBe(FIRST_BEYOND);
    expect(binPosition(binStart(70.5, 1e-3), 1e-3)).toBeCloseTo(70.5, 9);
  });
});
