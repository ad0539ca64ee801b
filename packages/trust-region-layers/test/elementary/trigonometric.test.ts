import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { itIsAccurate } from '../../../../test/support/elementaryAccuracy.ts';
import { exactCos, exactSin } from '../../../../test/support/exactFunctions.ts';
import { cos, sin, sinCos } from '../../src/elementary/trigonometric.ts';

const RANGES = [
  [-4, 4],
  [-1000, 1000],
  [1e5, 1e6],
  [1e6, 1e9],
  [-1e300, -1e15],
  [-1e-9, 1e-9],
] as const;
/** Neighbours of multiples of π/4, the ends of the quick reduction, and the double closest to any multiple of π/2. */
const HOSTILE = [
  ...Array.from({ length: 400 }, (_, i) => Math.floor(1273239 * ((i * 0.6180339887498949) % 1)) + 1).flatMap(
    (n) => [(n * Math.PI) / 4, ((n * Math.PI) / 4) * (1 + 2 ** -52), -((n * Math.PI) / 4) * (1 - 2 ** -53)],
  ),
  1e6,
  999999.9999999999,
  1000000.0000000001,
  2 ** 20 * Math.PI,
  1e22,
  6381956970095103 * 2 ** 797,
  Number.MAX_VALUE,
  5e-324,
  -1e-308,
];

describe('sin', () => {
  itIsAccurate({ own: sin, exact: exactSin, units: 1, ranges: RANGES, hostile: HOSTILE });
});
describe('cos', () => {
  itIsAccurate({ own: cos, exact: exactCos, units: 1, ranges: RANGES, hostile: HOSTILE });
});

describe('sines and cosines', () => {
  it('know special values', () => {
    expect(sin(0)).toBe(0);
    expect(sin(-0)).toBe(-0);
    expect([cos(0), cos(-0)]).toEqual([1, 1]);
    for (const x of [Infinity, -Infinity, Number.NaN]) {
      expect(sin(x)).toBeNaN();
      expect(cos(x)).toBeNaN();
    }
  });

  it('are the same alone and together', () => {
    const out = new Float64Array(3);
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        sinCos(x, out, 1);
        expect(Object.is(out[1], sin(x))).toBe(true);
        expect(Object.is(out[2], cos(x))).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('are odd and even, and lie on the unit circle', () => {
    fc.assert(
      fc.property(fc.double({ min: -1e8, max: 1e8, noNaN: true }), (x) => {
        expect(sin(-x)).toBe(-sin(x));
        expect(cos(-x)).toBe(cos(x));
        expect(Math.abs(sin(x) * sin(x) + cos(x) * cos(x) - 1)).toBeLessThan(1e-15);
      }),
    );
  });
});
