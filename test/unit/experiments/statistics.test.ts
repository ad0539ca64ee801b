import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bootstrapInterquartileMean,
  interquartileMean,
  median,
} from '../../../src/experiments/statistics.ts';
import { createRandom } from '../../../src/random/random.ts';

const sample = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 40 });

describe('interquartile mean', () => {
  it('is the mean of the middle half', () => {
    expect(interquartileMean([100, 1, 2, 3, 4, -100, 0, 5])).toBe((1 + 2 + 3 + 4) / 4);
  });

  it('counts values that a quarter cuts in part', () => {
    // n = 5: the quarters lie at 1.25 and 3.75, so the middle half is ¾·20 + 30 + ¾·40.
    expect(interquartileMean([10, 20, 30, 40, 1000])).toBeCloseTo((0.75 * 20 + 30 + 0.75 * 40) / 2.5, 12);
    expect(interquartileMean([7])).toBe(7);
    expect(interquartileMean([1, 2])).toBe(1.5);
  });

  it('lies inside the sample, whatever the order, and ignores outliers', () => {
    fc.assert(
      fc.property(sample, (values) => {
        const mean = interquartileMean(values);
        const slack = 1e-9 * (1 + Math.max(...values.map(Math.abs)));
        expect(mean).toBeGreaterThanOrEqual(Math.min(...values) - slack);
        expect(mean).toBeLessThanOrEqual(Math.max(...values) + slack);
        expect(interquartileMean([...values].reverse()) - mean).toBeCloseTo(0, 12);
      }),
    );
    expect(interquartileMean([1, 2, 3, 1e12])).toBe(interquartileMean([1, 2, 3, 4]));
  });

  it('refuses what has no mean', () => {
    expect(() => interquartileMean([])).toThrow(/at least one/);
    expect(() => interquartileMean([1, Number.NaN])).toThrow(/finite/);
  });
});

describe('stratified bootstrap', () => {
  it('holds the estimate, and is the same for the same seed', () => {
    fc.assert(
      fc.property(fc.array(sample, { minLength: 1, maxLength: 3 }), (strata) => {
        const { value, low, high } = bootstrapInterquartileMean(strata, 0.95, createRandom(1));
        expect(low).toBeLessThanOrEqual(high);
        expect(value).toBe(interquartileMean(strata.flat()));
        expect(bootstrapInterquartileMean(strata, 0.95, createRandom(1))).toEqual({ value, low, high });
      }),
      { numRuns: 20 },
    );
  });

  it('rounds nothing where all resamples agree', () => {
    const one = -1.1987009043806796e-285;
    expect(bootstrapInterquartileMean([[one]], 0.95, createRandom(1))).toEqual({
      value: one,
      low: one,
      high: one,
    });
  });

  it('never mixes strata: tasks that do not vary have no uncertainty', () => {
    const strata = [
      [1, 1, 1, 1, 1],
      [100, 100, 100, 100, 100],
    ];
    const { value, low, high } = bootstrapInterquartileMean(strata, 0.95, createRandom(3));
    expect([low, high]).toEqual([value, value]);
  });

  it('covers the true mean about as often as it says', () => {
    const random = createRandom(11);
    let covered = 0;
    const trials = 120;
    for (let trial = 0; trial < trials; trial++) {
      const runs = Array.from({ length: 30 }, () => random.normal());
      const { low, high } = bootstrapInterquartileMean([runs], 0.95, random);
      if (low <= 0 && high >= 0) covered++;
    }
    expect(covered / trials).toBeGreaterThan(0.87);
    expect(covered / trials).toBeLessThan(1);
  });

  it('needs runs in every stratum', () => {
    expect(() => bootstrapInterquartileMean([[1], []], 0.95, createRandom(1))).toThrow(/stratum/);
  });
});

describe('median', () => {
  it('is the middle value, or the mean of the two', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 2, 3])).toBe(2.5);
    expect(() => median([])).toThrow(/at least one/);
  });
});
