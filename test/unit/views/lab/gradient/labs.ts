import fc from 'fast-check';
import { PROJECTION_IDS } from 'trust-region-layers';
import type { LabConfiguration } from '../../../../../src/experiments/lab.ts';
import { DEFAULT_LAB } from '../../../../../src/experiments/labPresets.ts';

const gaussian = fc.record({
  mean: fc.tuple(
    fc.double({ min: -1.5, max: 1.5, noNaN: true }),
    fc.double({ min: -1.5, max: 1.5, noNaN: true }),
  ),
  sigma1: fc.double({ min: 0.4, max: 2, noNaN: true }),
  sigma2: fc.double({ min: 0.4, max: 2, noNaN: true }),
  angle: fc.double({ min: -89, max: 90, noNaN: true }),
});

/** Pairs and bounds for which differences of 10⁻⁶ still mean something. */
export const tameLab: fc.Arbitrary<LabConfiguration> = fc
  .record({
    projection: fc.constantFrom(...PROJECTION_IDS),
    scaled: fc.boolean(),
    meanBound: fc.double({ min: 0.05, max: 1, noNaN: true }),
    covarianceBound: fc.double({ min: 0.05, max: 1, noNaN: true }),
    entropyFloor: fc.option(fc.double({ min: 1, max: 4, noNaN: true })),
    entropyOrder: fc.constantFrom('after' as const, 'before' as const),
    old: gaussian,
    proposed: gaussian,
  })
  .map((lab) => ({ ...DEFAULT_LAB, ...lab }));

/** Half of the distance over which a difference is taken. */
export const STEP = 1e-5;

/** (f(x + h) − f(x − h))/2h in each coordinate of `at`. */
export function differences(f: (at: number[]) => number[], at: readonly number[]): number[][] {
  const columns = at.map((_, i) => {
    const [up, down] = [STEP, -STEP].map((step) => f(at.map((x, j) => (i === j ? x + step : x))));
    return up!.map((value, row) => (value - down![row]!) / (2 * STEP));
  });
  return columns[0]!.map((_, row) => columns.map((column) => column[row]!));
}
