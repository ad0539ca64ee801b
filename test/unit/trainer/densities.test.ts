import fc from 'fast-check';
import { isBeyond } from 'trust-region-layers';
import { describe, expect, it } from 'vitest';
import {
  BINS_PER_OCTAVE,
  DENSITY_BINS,
  DENSITY_PARTS,
  densitiesOf,
  densityBin,
  densityBounds,
  FIRST_BEYOND,
} from '../../../src/trainer/densities.ts';
import type { StateDistances } from '../../../src/trainer/stateDistances.ts';
import { allCounts } from '../../support/densities.ts';
import { observedAction } from '../../support/probeEnvironments.ts';
import { FREE_HOOKS, runToEnd, smallRun } from '../../support/runs.ts';

const distance = fc.oneof(
  fc.float({ min: 0, max: 1e6, noNaN: true }),
  // Around the bound, where rounding decides.
  fc.integer({ min: -20, max: 20 }).map((steps) => Math.fround(0.03 * (1 + steps * 1e-5))),
  fc.double({ min: -12, max: 6, noNaN: true }).map((exponent) => Math.fround(10 ** exponent)),
);
const bound = fc.double({ min: -7, max: 1, noNaN: true }).map((exponent) => 10 ** exponent);
const lowerEdge = (bin: number) => 2 ** ((bin - FIRST_BEYOND) / BINS_PER_OCTAVE);

function states(mean: readonly number[], covariance: readonly number[]): StateDistances {
  const parts = { mean: new Float32Array(mean), covariance: new Float32Array(covariance) };
  return { ...parts, klMean: parts.mean, klCovariance: parts.covariance };
}

describe('the bin of a distance', () => {
  it('is beyond the bound exactly where the distance counts as beyond it', () => {
    fc.assert(
      fc.property(distance, bound, (value, limit) => {
        expect(densityBin(value, limit) >= FIRST_BEYOND).toBe(isBeyond(value, limit));
      }),
    );
  });

  it('spans the distance: four bins an octave, the first and the last hold what is outside', () => {
    fc.assert(
      fc.property(distance, bound, (value, limit) => {
        const bin = densityBin(value, limit);
        // What lies on the bound may be moved over it, and a float32 has a last digit.
        const slack = bin === FIRST_BEYOND - 1 || bin === FIRST_BEYOND ? 1.02 : 1 + 1e-6;
        if (bin > 0) expect(value / limit).toBeGreaterThanOrEqual(lowerEdge(bin) / slack);
        if (bin < DENSITY_BINS - 1) expect(value / limit).toBeLessThanOrEqual(lowerEdge(bin + 1) * slack);
      }),
    );
  });

  it('holds what is too near or too far for the others', () => {
    expect(densityBin(0, 0.03)).toBe(0);
    expect(densityBin(1e-30, 0.03)).toBe(0);
    expect(densityBin(1e30, 0.03)).toBe(DENSITY_BINS - 1);
    expect(densityBin(Number.POSITIVE_INFINITY, 0.03)).toBe(DENSITY_BINS - 1);
  });

  it('never falls as the distance grows', () => {
    fc.assert(
      fc.property(distance, distance, bound, (a, b, limit) => {
        expect(densityBin(Math.min(a, b), limit)).toBeLessThanOrEqual(densityBin(Math.max(a, b), limit));
      }),
    );
  });
});

describe('densities', () => {
  it('count every state once, know the largest, and leave out what is no number', () => {
    const proposed = states([0, 0.01, 0.5, Number.NaN], [1e-4, 2e-3, 2e-3, 1]);
    const densities = densitiesOf(proposed, null, { mean: 0.03, covariance: 1e-3 });
    const sums = DENSITY_PARTS.map((_, part) =>
      allCounts(densities, part).reduce((sum, count) => sum + count),
    );
    expect(sums).toEqual([3, 4, 3]);
    expect(Array.from(densities.largest)).toEqual([0.5, 1, 0.5 + Math.fround(2e-3)]);
    // Nothing is kept of bins at either end in which nobody is.
    expect(densities.first[1]).toBe(densityBin(Math.fround(1e-4), 1e-3));
    expect(densities.first[1]! + densities.bins[1]!).toBe(densityBin(1, 1e-3) + 1);
    expect(densities.counts).toHaveLength(densities.bins.reduce((sum, bins) => sum + bins, 0));
  });

  it('have room for any number of states', () => {
    const many = states(Array(70_000).fill(0.01), Array(70_000).fill(0.01));
    const { counts } = densitiesOf(many, null, { mean: 0.03, covariance: 1e-3 });
    expect(Math.max(...counts)).toBe(70_000);
  });

  it('are those of the states of the report, where they were asked for, and change nothing else', async () => {
    const configuration = smallRun({ trustRegionCoefficient: 0, learningRate: 0.01 });
    const hooks = { ...FREE_HOOKS, densities: true };
    const counted = await runToEnd(configuration, observedAction, { hooks });
    const plain = await runToEnd(configuration, observedAction);
    const bounds = { mean: configuration.meanBound, covariance: configuration.covarianceBound };
    for (const [i, { members }] of counted.iterations.entries()) {
      const { densities, ...report } = members[0]!;
      expect(report).toEqual(plain.iterations[i]!.members[0]);
      const { largest } = densities!;
      for (const [policy, distances] of [report.proposed, report.projected!].entries()) {
        const parts = {
          mean: distances.mean,
          covariance: distances.covariance,
          kl: distances.klMean.map((part, state) => part + distances.klCovariance[state]!),
        };
        for (const [index, part] of DENSITY_PARTS.entries()) {
          const slice = policy * DENSITY_PARTS.length + index;
          const expected = new Array(DENSITY_BINS).fill(0);
          for (const value of parts[part]) expected[densityBin(value, densityBounds(bounds)[part])]++;
          expect(allCounts(densities!, slice)).toEqual(expected);
          expect(Math.fround(largest[slice]!)).toBe(Math.max(...parts[part]));
        }
      }
    }
    expect(counted.events.at(-1)).toEqual(plain.events.at(-1));
  });

  it('have no projected policy without a layer', async () => {
    const hooks = { ...FREE_HOOKS, densities: true };
    const { iterations } = await runToEnd(smallRun({ algorithm: 'ppo' }), observedAction, { hooks });
    expect(iterations[0]!.members[0]!.densities!.largest).toHaveLength(DENSITY_PARTS.length);
  });
});
