import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fixed, unitsInTheLastPlace } from './exactFunctions.ts';

export interface Accuracy {
  readonly own: (x: number) => number;
  readonly exact: (x: bigint) => bigint;
  /** Largest distance from the exact value, in units in the last place. */
  readonly units: number;
  /** Intervals to cover: evenly, and by fast-check, which seeks out their ends and the smallest numbers. */
  readonly ranges: readonly (readonly [number, number])[];
  /** Single arguments. */
  readonly hostile?: readonly number[];
}

/** Even steps through a range; odd, so that arguments have all their bits. */
const STEPS = 311;

/** Holds a function of one number to its exact value. */
export function itIsAccurate({ own, exact, units, ranges, hostile = [] }: Accuracy): void {
  const check = (x: number) => {
    const value = own(x);
    const error = unitsInTheLastPlace(value, exact(fixed(x)));
    if (!(error <= units))
      expect.fail(`${own.name}(${x}) = ${value} is ${error} units in the last place off`);
  };
  it.each(ranges)(`is within ${units} units in the last place from %d to %d`, (low, high) => {
    for (let i = 1; i < STEPS; i++) check(low + (high - low) * (i / STEPS));
    fc.assert(fc.property(fc.double({ min: low, max: high, noNaN: true }), check), { numRuns: 300 });
  });
  if (hostile.length > 0) {
    it(`is within ${units} units in the last place of hostile arguments`, () => hostile.forEach(check));
  }
}
