import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  exactHypot,
  exactPower,
  fixed,
  unitsInTheLastPlace,
} from '../../../../test/support/exactFunctions.ts';
import { hypot, integerPower, power } from '../../src/elementary/power.ts';

describe('integerPower', () => {
  it('is exact where the product is', () => {
    expect(integerPower(3, 5)).toBe(243);
    expect(integerPower(-2, 3)).toBe(-8);
    expect(integerPower(2, -3)).toBe(0.125);
    expect(integerPower(7, 0)).toBe(1);
    expect(integerPower(0, 0)).toBe(1);
  });

  it('is within n units in the last place', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.5, max: 2, noNaN: true }), fc.integer({ min: 1, max: 500 }), (x, n) => {
        const exact = exactPower(fixed(x), fixed(n));
        expect(unitsInTheLastPlace(integerPower(x, n), exact)).toBeLessThanOrEqual(n);
      }),
      { numRuns: 300 },
    );
  });
});

describe('power', () => {
  it('has a relative error of about |y ln x| units', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.double({ min: -20, max: 20, noNaN: true }),
        (x, y) => {
          const units = unitsInTheLastPlace(power(x, y), exactPower(fixed(x), fixed(y)));
          expect(units).toBeLessThanOrEqual(2 + 3 * Math.abs(y * Math.log(x)));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('knows special values', () => {
    expect([power(0, 2), power(0, -1), power(0, 0), power(5, 0)]).toEqual([0, Infinity, 1, 1]);
    expect(power(-1, 0.5)).toBeNaN();
    expect(power(Number.NaN, 2)).toBeNaN();
  });
});

describe('hypot', () => {
  const size = fc.double({ noNaN: true, noDefaultInfinity: true });

  it('is within two units in the last place and neither overflows nor underflows', () => {
    const check = (x: number, y: number) => {
      const length = hypot(x, y);
      if (length === Infinity) expect(Math.max(Math.abs(x), Math.abs(y))).toBeGreaterThan(1.2e308);
      else expect(unitsInTheLastPlace(length, exactHypot(fixed(x), fixed(y)))).toBeLessThanOrEqual(2);
    };
    fc.assert(fc.property(size, size, check), { numRuns: 500 });
    const near = fc.double({ min: 0.5, max: 2, noNaN: true });
    fc.assert(
      fc.property(near, near, fc.constantFrom(1, 1e-150, 1e150, 1e-300, 1e300, 1e-320), (x, y, scale) =>
        check(x * scale, y * scale),
      ),
    );
  });

  it('does not care for signs and order, and knows special values', () => {
    fc.assert(
      fc.property(size, size, (x, y) => {
        expect(hypot(y, x)).toBe(hypot(x, y));
        expect(hypot(-x, y)).toBe(hypot(x, y));
      }),
    );
    expect(hypot(3, -4)).toBe(5);
    expect(hypot(0, -0)).toBe(0);
    expect(hypot(Infinity, Number.NaN)).toBe(Infinity);
    expect(hypot(1, Number.NaN)).toBeNaN();
  });
});
