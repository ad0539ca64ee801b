import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itIsAccurate } from '../../../../test/support/elementaryAccuracy.ts';
import { exactExp, exactExpm1 } from '../../../../test/support/exactFunctions.ts';
import { exp, expm1 } from '../../src/elementary/exponential.ts';

/** Where x/ln 2 is halfway between whole numbers, and the reduction has its largest remainder. */
const HALFWAY = [-40.5, -3.5, -0.5, 0.5, 1.5, 10.5, 50.5, 900.5].map((n) => n * Math.LN2);
/** Largest x with a finite eˣ, and smallest with a positive one. */
const LARGEST = 709.782712893384;
const SMALLEST = -745.1332191019411;

describe('exp', () => {
  itIsAccurate({
    own: exp,
    exact: exactExp,
    units: 1,
    ranges: [
      [-745, 709],
      [-1, 1],
      [-1e-9, 1e-9],
      [-745, -708],
      [709, 709.78],
    ],
    hostile: [...HALFWAY, LARGEST, -708.3964185322641, -708.3964185322642, 5e-324, -5e-324, 0],
  });

  it('is 0 and infinite beyond the range of doubles, and knows special values', () => {
    expect([exp(-Infinity), exp(-746), exp(-1e300)]).toEqual([0, 0, 0]);
    expect([exp(Infinity), exp(709.7827128933841), exp(1e300)]).toEqual([Infinity, Infinity, Infinity]);
    expect(exp(SMALLEST)).toBe(5e-324);
    expect([exp(0), exp(-0)]).toEqual([1, 1]);
    expect(exp(Number.NaN)).toBeNaN();
  });

  it('never falls where its argument rises by more than rounding', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -740, max: 709, noNaN: true }),
        fc.double({ min: 1e-12, max: 1e-3, noNaN: true }),
        (x, step) => {
          expect(exp(x + step * Math.max(1, Math.abs(x)))).toBeGreaterThanOrEqual(exp(x));
        },
      ),
    );
  });
});

describe('expm1', () => {
  itIsAccurate({
    own: expm1,
    exact: exactExpm1,
    units: 2,
    ranges: [
      [-37, 40],
      [-1, 1],
      [0.3, 0.8],
      [-0.8, -0.3],
      [-1e-9, 1e-9],
      [600, 709.7],
    ],
    hostile: [...HALFWAY, LARGEST, -37.4, -37.6, -800, 5e-324, -5e-324, 1e-308, -1e-308],
  });

  it('knows special values', () => {
    expect(expm1(0)).toBe(0);
    expect(expm1(-0)).toBe(-0);
    expect([expm1(-Infinity), expm1(Infinity), expm1(710)]).toEqual([-1, Infinity, Infinity]);
    expect(expm1(Number.NaN)).toBeNaN();
  });
});
