import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itIsAccurate } from '../../../../test/support/elementaryAccuracy.ts';
import { exactTanh } from '../../../../test/support/exactFunctions.ts';
import { tanh } from '../../src/elementary/hyperbolic.ts';

describe('tanh', () => {
  itIsAccurate({
    own: tanh,
    exact: exactTanh,
    units: 3,
    ranges: [
      [-25, 25],
      [-1, 1],
      [0.9, 1.1],
      [-0.1, 0.1],
      [-1e-9, 1e-9],
    ],
    hostile: [1 - 2 ** -53, 1, 22, 21.999999999999996, 5e-324, -5e-324, 1e-308],
  });

  it('knows special values', () => {
    expect(tanh(0)).toBe(0);
    expect(tanh(-0)).toBe(-0);
    expect([tanh(Infinity), tanh(-Infinity), tanh(1e300)]).toEqual([1, -1, 1]);
    expect(tanh(Number.NaN)).toBeNaN();
  });

  it('is odd and stays within ±1', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (x) => {
        expect(tanh(-x)).toBe(-tanh(x));
        expect(Math.abs(tanh(x))).toBeLessThanOrEqual(1);
      }),
    );
  });
});
