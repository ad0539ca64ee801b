import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curveBand } from '../../../src/comparison/curveBand.ts';
import { probabilityOfImprovement } from '../../../src/comparison/improvement.ts';
import { performanceProfile } from '../../../src/comparison/performanceProfile.ts';
import { interquartileMean } from '../../../src/experiments/statistics.ts';
import { createRandom } from '../../../src/random/random.ts';

const random = () => createRandom(5);
const scores = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 1, maxLength: 8 });
const tasks = fc.array(scores, { minLength: 1, maxLength: 3 });

describe('band of learning curves', () => {
  it('is the interquartile mean at every point, inside its interval', () => {
    const curves = [
      [1, 10],
      [2, 20],
      [3, 30],
      [4, 1000],
    ].map((curve) => Float64Array.from(curve));
    const { value, low, high } = curveBand(curves, random());
    expect([...value]).toEqual([2.5, 25]);
    for (const i of [0, 1]) {
      expect(low[i]).toBeLessThan(value[i]!);
      expect(high[i]).toBeGreaterThan(value[i]!);
    }
    // The extremes of a bootstrap are samples of one value alone.
    expect(low[0]).toBeGreaterThanOrEqual(1);
    expect(high[0]).toBeLessThanOrEqual(4);
  });

  it('repeats for the same seed, agrees with the mean of single values, and has no width for one run', () => {
    fc.assert(
      fc.property(scores, (values) => {
        const curves = values.map((value) => Float64Array.of(value, 2 * value));
        const band = curveBand(curves, random());
        expect(band).toEqual(curveBand(curves, random()));
        expect(band.value[0]).toBeCloseTo(interquartileMean(values), 12);
        expect(band.low[1]).toBeLessThanOrEqual(band.high[1]!);
        if (values.length === 1) expect([band.low, band.high]).toEqual([band.value, band.value]);
      }),
      { numRuns: 20 },
    );
  });

  it('has a gap where a run has no value yet', () => {
    const { value, low } = curveBand([Float64Array.of(Number.NaN, 1), Float64Array.of(0, 1)], random());
    expect([value[0], low[0], value[1]]).toEqual([Number.NaN, Number.NaN, 1]);
  });
});

describe('performance profile', () => {
  it('is the share of runs above each threshold, over all tasks', () => {
    const strata = [
      [0.2, 0.4],
      [0.6, 0.8, 1],
    ];
    const { value } = performanceProfile(strata, Float64Array.of(0, 0.2, 0.5, 0.9, 1), random());
    expect([...value]).toEqual([1, 4 / 5, 3 / 5, 1 / 5, 0]);
  });

  it('falls, lies in its band, and never mixes tasks', () => {
    const thresholds = Float64Array.from({ length: 9 }, (_, i) => 2.5 * i - 10);
    fc.assert(
      fc.property(tasks, (strata) => {
        const { value, low, high } = performanceProfile(strata, thresholds, random());
        for (let i = 0; i < value.length; i++) {
          if (i > 0) expect(value[i]).toBeLessThanOrEqual(value[i - 1]!);
          expect(low[i]).toBeGreaterThanOrEqual(0);
          expect(low[i]).toBeLessThanOrEqual(high[i]!);
          expect(high[i]).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 20 },
    );
    const sure = performanceProfile(
      [
        [1, 1],
        [0, 0],
      ],
      Float64Array.of(0.5),
      random(),
    );
    expect([sure.low[0], sure.value[0], sure.high[0]]).toEqual([0.5, 0.5, 0.5]);
  });
});

describe('probability of improvement', () => {
  it('counts pairs, ties by half, and averages over tasks', () => {
    // Task 1: 3 > 2, 3 > 1, 1 < 2, 1 = 1: 2.5 of 4. Task 2: 0 of 1.
    const { value } = probabilityOfImprovement([[3, 1], [0]], [[2, 1], [5]], random());
    expect(value).toBe((2.5 / 4 + 0) / 2);
  });

  it('is ½ against itself, and what the other lacks to 1', () => {
    fc.assert(
      fc.property(tasks, (strata) => {
        expect(probabilityOfImprovement(strata, strata, random()).value).toBeCloseTo(0.5, 12);
        const shifted = strata.map((runs) => runs.map((score, i) => score + (i % 2 === 0 ? 1 : -3)));
        const there = probabilityOfImprovement(strata, shifted, random());
        const back = probabilityOfImprovement(shifted, strata, random());
        expect(there.value + back.value).toBeCloseTo(1, 12);
        expect(there.low).toBeLessThanOrEqual(there.high);
      }),
      { numRuns: 20 },
    );
  });

  it('is certain where all runs of one are above all of the other', () => {
    expect(probabilityOfImprovement([[3, 4, 5]], [[0, 1, 2]], random())).toEqual({
      value: 1,
      low: 1,
      high: 1,
    });
  });

  it('covers the true probability about as often as it says', () => {
    const draws = createRandom(3);
    let covered = 0;
    for (let trial = 0; trial < 80; trial++) {
      const runs = () => [Array.from({ length: 25 }, () => draws.normal())];
      const { low, high } = probabilityOfImprovement(runs(), runs(), draws);
      if (low <= 0.5 && high >= 0.5) covered++;
    }
    expect(covered / 80).toBeGreaterThan(0.85);
  });

  it('needs runs of both on every task', () => {
    expect(() => probabilityOfImprovement([], [], random())).toThrow(/same tasks/);
    expect(() => probabilityOfImprovement([[1]], [[1], [2]], random())).toThrow(/same tasks/);
    expect(() => probabilityOfImprovement([[1]], [[]], random())).toThrow(/at least one run/);
  });
});
