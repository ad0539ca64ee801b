import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromTravel, TRAVEL, toTravel } from '../../../src/components/sliderScale.ts';

const LOG = { minimum: 1e-8, maximum: 10, scale: 'log' } as const;
const LINEAR = { minimum: -10, maximum: 10, scale: 'linear' } as const;

describe('the travel of a slider', () => {
  it('ends where the limits are', () => {
    for (const scale of [LOG, LINEAR]) {
      expect(fromTravel(0, scale)).toBe(scale.minimum);
      expect(fromTravel(TRAVEL, scale)).toBe(scale.maximum);
      expect(toTravel(scale.minimum, scale)).toBe(0);
      expect(toTravel(scale.maximum, scale)).toBe(TRAVEL);
    }
  });

  it('gives every decade of a logarithmic scale the same length', () => {
    expect(toTravel(1e-4, LOG) - toTravel(1e-5, LOG)).toBeCloseTo(TRAVEL / 9, 9);
  });

  it('sets numbers of two digits that lie where the thumb is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: TRAVEL }), (position) => {
        const value = fromTravel(position, LOG);
        expect(Number(value.toPrecision(2))).toBe(value);
        expect(Math.abs(toTravel(value, LOG) - position)).toBeLessThan(3);
        expect(value).toBeGreaterThanOrEqual(LOG.minimum);
        expect(value).toBeLessThanOrEqual(LOG.maximum);
      }),
    );
  });
});
