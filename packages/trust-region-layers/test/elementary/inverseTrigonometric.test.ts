import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itIsAccurate } from '../../../../test/support/elementaryAccuracy.ts';
import {
  exactAcos,
  exactAtan,
  exactAtan2,
  fixed,
  unitsInTheLastPlace,
} from '../../../../test/support/exactFunctions.ts';
import { acos, atan, atan2 } from '../../src/elementary/inverseTrigonometric.ts';

describe('atan', () => {
  itIsAccurate({
    own: atan,
    exact: exactAtan,
    units: 2,
    ranges: [
      [-1, 1],
      [-0.2, 0.2],
      [-5, 5],
      [1, 1e300],
      [-1e-9, 1e-9],
    ],
    // Neighbours of where the anchor changes, and of 1, where the argument is inverted.
    hostile: [0.125, 0.375, 0.625, 0.875, 1].flatMap((x) => [x, -x, x * (1 + 2 ** -52), x * (1 - 2 ** -53)]),
  });

  it('knows special values, and is odd', () => {
    expect(atan(0)).toBe(0);
    expect(atan(-0)).toBe(-0);
    expect([atan(Infinity), atan(-Infinity)]).toEqual([Math.PI / 2, -Math.PI / 2]);
    expect(atan(Number.NaN)).toBeNaN();
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (x) => {
        expect(atan(-x)).toBe(-atan(x));
      }),
    );
  });
});

describe('acos', () => {
  itIsAccurate({
    own: acos,
    exact: exactAcos,
    units: 3,
    ranges: [
      [-1, 1],
      [0.999999, 1],
      [-1, -0.999999],
      [-1e-9, 1e-9],
    ],
    hostile: [1 - 2 ** -53, -1 + 2 ** -53, Math.SQRT1_2, 0.5, -0.5, 5e-324],
  });

  it('knows special values', () => {
    expect([acos(1), acos(-1), acos(0)]).toEqual([0, Math.PI, Math.PI / 2]);
    for (const x of [1.0000000000000002, -2, Infinity, Number.NaN]) expect(acos(x)).toBeNaN();
  });
});

describe('atan2', () => {
  it('is within two units in the last place in all quadrants', () => {
    const side = fc.double({ min: -1e6, max: 1e6, noNaN: true }).filter((x) => Math.abs(x) > 1e-100);
    fc.assert(
      fc.property(side, side, (y, x) => {
        expect(unitsInTheLastPlace(atan2(y, x), exactAtan2(fixed(y), fixed(x)))).toBeLessThanOrEqual(2);
      }),
      { numRuns: 1000 },
    );
  });

  it('has the quadrants and signs of zeros that the language asks for', () => {
    const { PI } = Math;
    const rows: readonly (readonly [number, number, number])[] = [
      [0, 0, 0],
      [-0, 0, -0],
      [0, -0, PI],
      [-0, -0, -PI],
      [0, 1, 0],
      [-0, 1, -0],
      [0, -1, PI],
      [-0, -1, -PI],
      [1, 0, PI / 2],
      [1, -0, PI / 2],
      [-1, 0, -PI / 2],
      [-1, -0, -PI / 2],
      [1, Infinity, 0],
      [-1, Infinity, -0],
      [1, -Infinity, PI],
      [-1, -Infinity, -PI],
      [Infinity, 1, PI / 2],
      [-Infinity, 1, -PI / 2],
      [Infinity, Infinity, PI / 4],
      [-Infinity, Infinity, -PI / 4],
      [Infinity, -Infinity, (3 * PI) / 4],
      [-Infinity, -Infinity, (-3 * PI) / 4],
      [1e300, 1e-300, PI / 2],
      [1e-300, -1e300, PI],
    ];
    for (const [y, x, angle] of rows) expect(atan2(y, x), `atan2(${y}, ${x})`).toBe(angle);
    expect(atan2(Number.NaN, 1)).toBeNaN();
    expect(atan2(1, Number.NaN)).toBeNaN();
  });
});
