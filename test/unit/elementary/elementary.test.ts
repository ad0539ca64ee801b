import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exp, expm1 } from '../../../src/elementary/exponential.ts';
import { tanh } from '../../../src/elementary/hyperbolic.ts';
import { acos, atan, atan2 } from '../../../src/elementary/inverseTrigonometric.ts';
import { log, log1p } from '../../../src/elementary/logarithm.ts';
import { hypot, integerPower, power } from '../../../src/elementary/power.ts';
import { cos, sin, sinCos } from '../../../src/elementary/trigonometric.ts';

const SMALLEST_NORMAL = 2.2250738585072014e-308;

/** Difference in units of 2⁻⁵² of the expected value: one unit in the last place is between a half and one of them. */
function error(actual: number, expected: number): number {
  if (Object.is(actual, expected)) return 0;
  return Math.abs(actual - expected) / Math.max(Math.abs(expected), SMALLEST_NORMAL) / Number.EPSILON;
}

/** The platform's own functions are within one unit; so ours may differ from them by their own error and one more. */
function heldTo(
  name: string,
  own: (x: number) => number,
  platform: (x: number) => number,
  ranges: readonly (readonly [number, number])[],
  units: number,
) {
  describe(name, () => {
    it.each(ranges)(`agrees with the platform to ${units} units from %d to %d`, (low, high) => {
      fc.assert(
        fc.property(fc.double({ min: low, max: high, noNaN: true }), (x) => {
          expect(error(own(x), platform(x))).toBeLessThanOrEqual(units);
        }),
        { numRuns: 2000 },
      );
      for (let i = 0; i <= 4000; i++) {
        const x = low + ((high - low) * i) / 4000;
        const units4 = error(own(x), platform(x));
        if (!(units4 <= units)) expect.fail(`${name}(${x}) is ${units4} units from ${platform(x)}`);
      }
    });

    it('answers for the ends of the number line as the platform does', () => {
      for (const x of [0, -0, Infinity, -Infinity, Number.NaN, 5e-324, -5e-324, 1e308, -1e308, 1, -1]) {
        expect(error(own(x), platform(x)), `${name}(${x})`).toBeLessThanOrEqual(units);
      }
    });
  });
}

heldTo(
  'exp',
  exp,
  Math.exp,
  [
    [-746, 710],
    [-1, 1],
    [-1e-9, 1e-9],
    [-745.2, -708],
  ],
  2,
);
heldTo(
  'expm1',
  expm1,
  Math.expm1,
  [
    [-40, 40],
    [-1, 1],
    [-1e-9, 1e-9],
    [600, 710],
  ],
  2,
);
heldTo(
  'log',
  log,
  Math.log,
  [
    [0, 1e308],
    [0, 4],
    [0.99, 1.01],
    [0, 1e-307],
  ],
  2,
);
heldTo(
  'log1p',
  log1p,
  Math.log1p,
  [
    [-1, 4],
    [-1e-9, 1e-9],
    [-0.3, 0.5],
    [0, 1e300],
  ],
  2,
);
heldTo(
  'sin',
  sin,
  Math.sin,
  [
    [-4, 4],
    [-1000, 1000],
    [1e6, 1e9],
    [1e15, 1e300],
  ],
  2,
);
heldTo(
  'cos',
  cos,
  Math.cos,
  [
    [-4, 4],
    [-1000, 1000],
    [1e6, 1e9],
    [1e15, 1e300],
  ],
  2,
);
heldTo(
  'tanh',
  tanh,
  Math.tanh,
  [
    [-25, 25],
    [-1, 1],
    [-1e-9, 1e-9],
  ],
  4,
);
heldTo(
  'atan',
  atan,
  Math.atan,
  [
    [-1, 1],
    [-100, 100],
    [-1e300, 1e300],
  ],
  4,
);
heldTo(
  'acos',
  acos,
  Math.acos,
  [
    [-1, 1],
    [0.999999, 1],
  ],
  4,
);

/** eˣ·2^{scale} by its series in whole numbers: a reference that owes nothing to any platform. */
function exactExp(x: number): bigint {
  const bits = 200n;
  const fixed = BigInt(Math.round(x * 2 ** 40)) << (bits - 40n);
  let term = 1n << bits;
  let sum = 0n;
  for (let k = 1n; term !== 0n; k++) {
    sum += term;
    term = (term * fixed) / (k << bits);
  }
  return sum;
}

describe('against whole-number arithmetic', () => {
  it('exp is within one unit in the last place', () => {
    for (let i = -400; i <= 400; i++) {
      const x = Math.round((i / 97) * 2 ** 40) / 2 ** 40;
      const exact = exactExp(x);
      // To 80 bits behind the point, then to a double and its rest.
      const value = exp(x);
      const own = BigInt(Math.round(value * 2 ** 20)) - (exact >> 180n);
      const unit = value * Number.EPSILON * 2 ** 20;
      expect(Math.abs(Number(own))).toBeLessThanOrEqual(Math.max(2, 1.01 * unit));
    }
  });

  it('log undoes exp, and log1p undoes expm1', () => {
    fc.assert(
      fc.property(fc.double({ min: -30, max: 30, noNaN: true }), (x) => {
        expect(Math.abs(log(exp(x)) - x)).toBeLessThanOrEqual(4 * Number.EPSILON * Math.max(1, Math.abs(x)));
        expect(Math.abs(log1p(expm1(x)) - x)).toBeLessThanOrEqual(
          8 * Number.EPSILON * Math.max(Math.abs(x), Math.abs(expm1(x)) < 0.5 ? 0 : exp(-x)) + 1e-300,
        );
      }),
    );
  });
});

describe('sines and cosines', () => {
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

describe('angles', () => {
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
  it('atan2 has the quadrant and the signs of zeros of the platform', () => {
    fc.assert(
      fc.property(finite, finite, (y, x) => {
        expect(error(atan2(y, x), Math.atan2(y, x))).toBeLessThanOrEqual(4);
      }),
      { numRuns: 2000 },
    );
    const corners = [0, -0, 1, -1, Infinity, -Infinity, Number.NaN];
    for (const y of corners)
      for (const x of corners)
        expect(error(atan2(y, x), Math.atan2(y, x)), `${y}, ${x}`).toBeLessThanOrEqual(4);
  });
});

describe('powers', () => {
  it('of whole numbers are products', () => {
    expect(integerPower(3, 5)).toBe(243);
    expect(integerPower(2, -3)).toBe(0.125);
    expect(integerPower(7, 0)).toBe(1);
    expect(integerPower(0.999, 1000)).toBeCloseTo(0.999 ** 1000, 13);
  });

  it('agree with the platform', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.double({ min: -20, max: 20, noNaN: true }),
        (x, y) => {
          const expected = x ** y;
          expect(Math.abs(power(x, y) - expected)).toBeLessThanOrEqual(1e-13 * expected);
        },
      ),
    );
    expect([power(0, 2), power(0, -1), power(0, 0), power(5, 0)]).toEqual([0, Infinity, 1, 1]);
    expect(power(-1, 0.5)).toBeNaN();
  });

  it('hypot neither overflows nor underflows', () => {
    const size = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(size, size, (x, y) => {
        expect(error(hypot(x, y), Math.hypot(x, y))).toBeLessThanOrEqual(4);
      }),
    );
    expect(hypot(3, -4)).toBe(5);
    expect(hypot(1e300, 1e300)).toBeCloseTo(Math.SQRT2 * 1e300, -290);
    expect(hypot(Infinity, Number.NaN)).toBe(Infinity);
    expect(hypot(1, Number.NaN)).toBeNaN();
  });
});
