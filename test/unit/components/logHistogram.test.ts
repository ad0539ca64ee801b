import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createLogHistogram,
  fillLogHistogram,
  histogramAround,
  shareBeyond,
} from '../../../src/components/logHistogram.ts';

describe('log histogram', () => {
  it('counts by decade; what lies outside goes to the outermost bins', () => {
    const histogram = createLogHistogram(1e-3, 1, 3);
    fillLogHistogram(histogram, [0, 1e-9, 2e-3, 0.05, 0.5, 7, Number.NaN]);
    expect([...histogram.counts]).toEqual([3, 1, 2]);
    expect(histogram.total).toBe(6);
  });

  it('puts a value on the bound into the bin before the bound, whatever the bound', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-8, max: 10, noNaN: true }), (bound) => {
        const histogram = histogramAround(bound, [[bound]]);
        fillLogHistogram(histogram, [Math.fround(bound)]);
        const { counts, low, high } = histogram;
        const bin = counts.indexOf(1);
        const edge = low * (high / low) ** ((bin + 1) / counts.length);
        expect(edge).toBeGreaterThanOrEqual(bound);
        expect(edge).toBeLessThan(bound * 1.01);
      }),
    );
  });

  it('spans whole decades around the bound and does not chase outliers', () => {
    const calm = histogramAround(1e-3, [[5e-4, 9e-4]]);
    expect(calm.low).toBeCloseTo(1.002e-5, 8);
    expect(calm.high).toBeCloseTo(1.002e-2, 5);
    const wild = histogramAround(1e-3, [[1e-30, 1e30, 1e-3]]);
    expect(wild.high / wild.low).toBeLessThan(1e10 * 1.01);
  });

  it('calls beyond only what float32 rounding cannot explain', () => {
    expect(shareBeyond([1e-3, 1e-3 * 1.00005, 1.1e-3, 0], 1e-3)).toBe(0.25);
    expect(shareBeyond([1.005e-6, 2e-6], 1e-6)).toBe(0.5);
    expect(shareBeyond([], 1)).toBe(0);
  });

  it('refuses an axis that cannot be logarithmic', () => {
    expect(() => createLogHistogram(0, 1, 4)).toThrow(/low/);
  });
});
