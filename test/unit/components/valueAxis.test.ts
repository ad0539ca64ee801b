import { describe, expect, it } from 'vitest';
import { formatBounds, VALUE_AXES } from '../../../src/components/valueAxis.ts';

describe('axes of values', () => {
  it('of shares go from nothing to all, whatever is drawn', () => {
    const { scale, ticks, format } = VALUE_AXES.share;
    expect([0, 0.5, 1].map(scale(0.2, 0.3))).toEqual([0, 0.5, 1]);
    const labels = ticks(0.2, 0.3, 200).map(({ label }) => label);
    expect([labels[0], labels.at(-1)]).toEqual(['0\u202f%', '100\u202f%']);
    expect(format(0.004)).toBe('0.4\u202f%');
  });

  it('of distances in bounds are logarithmic, hold the bound, and grow by whole decades', () => {
    const { scale, ticks } = VALUE_AXES.bounds;
    expect(scale(1, 143)(1000)).toBe(1);
    expect(scale(1, 143)(100) - scale(1, 143)(10)).toBeCloseTo(scale(1, 143)(10) - scale(1, 143)(1), 9);
    expect(scale(2, 3)(1)).toBeGreaterThan(0);
    expect(scale(1, 3)(0)).toBe(0);
    expect(ticks(0.02, 2e6, 200).map(({ label }) => label)).toEqual(
      expect.arrayContaining(['1×', '100×', '1M×']),
    );
  });

  it('write multiples of the bound short', () => {
    expect([0.979, 1, 9.42, 99.6, 143.4, 14_274, 2_372_975, 1.2e10].map(formatBounds)).toEqual([
      '0.98×',
      '1.0×',
      '9.4×',
      '100×',
      '143×',
      '14k×',
      '2.4M×',
      '10¹⁰×',
    ]);
  });
});
