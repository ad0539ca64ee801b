import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromTravel, pressedTo, TRAVEL, toTravel } from '../../../src/components/sliderScale.ts';

const SCALE = { minimum: 1e-8, maximum: 10 };

describe('the travel of a slider', () => {
  it('ends where the limits are', () => {
    expect(fromTravel(0, SCALE)).toBe(SCALE.minimum);
    expect(fromTravel(TRAVEL, SCALE)).toBe(SCALE.maximum);
    expect(toTravel(SCALE.minimum, SCALE)).toBe(0);
    expect(toTravel(SCALE.maximum, SCALE)).toBe(TRAVEL);
  });

  it('gives every decade the same length', () => {
    expect(toTravel(1e-4, SCALE) - toTravel(1e-5, SCALE)).toBeCloseTo(TRAVEL / 9, 9);
  });

  it('sets numbers of two digits that lie where the thumb is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: TRAVEL }), (position) => {
        const value = fromTravel(position, SCALE);
        expect(Number(value.toPrecision(2))).toBe(value);
        expect(Math.abs(toTravel(value, SCALE) - position)).toBeLessThan(3);
        expect(value).toBeGreaterThanOrEqual(SCALE.minimum);
        expect(value).toBeLessThanOrEqual(SCALE.maximum);
      }),
    );
  });

  it('loses no press of an arrow, and ends at the limits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: TRAVEL }), (position) => {
        const value = fromTravel(position, SCALE);
        if (value < SCALE.maximum) expect(pressedTo(value, 1, SCALE)).toBeGreaterThan(value);
        if (value > SCALE.minimum) expect(pressedTo(value, -1, SCALE)).toBeLessThan(value);
      }),
    );
    expect(pressedTo(9.9, 10, SCALE)).toBe(SCALE.maximum);
    expect(pressedTo(SCALE.minimum, -10, SCALE)).toBe(SCALE.minimum);
  });

  it('goes ten times as far with ten presses at once', () => {
    const moved = (presses: number) =>
      toTravel(pressedTo(1e-3, presses, SCALE), SCALE) - toTravel(1e-3, SCALE);
    expect(moved(10) / 10).toBeCloseTo(5, 0);
    expect(moved(-10) / -10).toBeCloseTo(5, 0);
  });
});
