import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundSignificant } from '../../../src/experiments/numbers.ts';

describe('rounding to significant digits', () => {
  it('rounds once and for all, subnormal numbers too', () => {
    const value = fc.oneof(fc.double(), fc.double({ min: -1e-307, max: 1e-307 }), fc.constant(14.195e-321));
    fc.assert(
      fc.property(value, fc.integer({ min: 1, max: 17 }), (number, digits) => {
        const once = roundSignificant(number, digits);
        expect(roundSignificant(once, digits)).toBe(once);
      }),
      { numRuns: 5000 },
    );
  });

  it('keeps so many digits, and no negative zero', () => {
    expect(roundSignificant(0.00012345678, 4)).toBe(1.235e-4);
    expect(roundSignificant(-0, 4)).toBe(0);
    expect(roundSignificant(Number.POSITIVE_INFINITY, 4)).toBe(Number.POSITIVE_INFINITY);
  });
});
