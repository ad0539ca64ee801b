import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itIsAccurate } from '../../../../test/support/elementaryAccuracy.ts';
import { exactLog, exactLog1p } from '../../../../test/support/exactFunctions.ts';
import { exp, expm1 } from '../../src/elementary/exponential.ts';
import { log, log1p } from '../../src/elementary/logarithm.ts';

describe('log', () => {
  itIsAccurate({
    own: log,
    exact: exactLog,
    units: 1,
    ranges: [
      [5e-324, 4],
      [0.5, 1.5],
      [0.99, 1.01],
      [1, 1e300],
      [5e-324, 1e-307],
    ],
    // Neighbours of 1, of √2 and √½, where the exponent changes, and the ends of the range.
    hostile: [
      1 + 2 ** -52,
      1 - 2 ** -53,
      1,
      Math.SQRT2,
      Math.SQRT2 - 2 ** -52,
      1.4142131805419922,
      1.4142141342163086,
      Math.SQRT1_2,
      5e-324,
      2.2250738585072014e-308,
      2.225073858507201e-308,
      Number.MAX_VALUE,
      8.98846567431158e307,
      1.3e308,
    ],
  });

  it('knows special values', () => {
    expect([log(0), log(-0), log(Infinity)]).toEqual([-Infinity, -Infinity, Infinity]);
    expect(log(1)).toBe(0);
    for (const x of [-1, -5e-324, -Infinity, Number.NaN]) expect(log(x)).toBeNaN();
  });

  it('undoes exp', () => {
    fc.assert(
      fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => {
        expect(Math.abs(log(exp(x)) - x)).toBeLessThanOrEqual(Number.EPSILON * (1 + Math.abs(x)));
      }),
    );
  });
});

describe('log1p', () => {
  itIsAccurate({
    own: log1p,
    exact: exactLog1p,
    units: 2,
    ranges: [
      [-0.9999999999999999, 4],
      [-0.35, -0.25],
      [0.35, 0.5],
      [-1e-9, 1e-9],
      [0, 1e300],
    ],
    hostile: [-1 + 2 ** -53, -0.29, 0.41, 2 ** 53, 2 ** 53 - 1, 1, Number.MAX_VALUE, 5e-324, -5e-324, 1e-308],
  });

  it('knows special values', () => {
    expect(log1p(0)).toBe(0);
    expect(log1p(-0)).toBe(-0);
    expect([log1p(-1), log1p(Infinity)]).toEqual([-Infinity, Infinity]);
    for (const x of [-1.0000000000000002, -Infinity, Number.NaN]) expect(log1p(x)).toBeNaN();
  });

  it('undoes expm1 of small numbers', () => {
    fc.assert(
      fc.property(fc.double({ min: -0.2, max: 0.2, noNaN: true }), (x) => {
        expect(Math.abs(log1p(expm1(x)) - x)).toBeLessThanOrEqual(4 * Number.EPSILON * Math.abs(x));
      }),
    );
  });
});
