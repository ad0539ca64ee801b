import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearScale, logScale } from '../../../src/components/axisScale.ts';

const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const range = fc.tuple(number, number).filter(([a, b]) => Math.abs(a - b) > 1);

describe('scales of axes', () => {
  it('hit both ends, keep even steps even, and find their way back', () => {
    fc.assert(
      fc.property(range, range, fc.double({ min: 0, max: 1, noNaN: true }), (domain, places, share) => {
        const scale = linearScale(domain, places);
        const between = ([a, b]: [number, number]) => a + (b - a) * share;
        const size = Math.max(...[...domain, ...places].map(Math.abs));
        expect(scale(domain[0])).toBeCloseTo(places[0], 6);
        expect(scale(domain[1])).toBeCloseTo(places[1], 6);
        expect(Math.abs(scale(between(domain)) - between(places))).toBeLessThan(1e-9 * size);
        const reach = Math.abs((domain[1] - domain[0]) / (places[1] - places[0]));
        expect(Math.abs(scale.invert(between(places)) - between(domain))).toBeLessThan(
          1e-9 * size * Math.max(1, reach),
        );
      }),
    );
  });

  it('of factors keep even factors even, and put what lies beyond at the ends', () => {
    const scale = logScale([0.01, 100], [200, 0]);
    for (const [value, place] of [
      [0.01, 200],
      [0.1, 150],
      [1, 100],
      [10, 50],
      [100, 0],
    ] as const) {
      expect(scale(value)).toBeCloseTo(place, 9);
    }
    expect([0, -1, 1e-9, 1e9].map(scale)).toEqual(
      [200, 200, 200, 0].map((place) => expect.closeTo(place, 9)),
    );
    expect(scale.invert(50)).toBeCloseTo(10, 9);
  });

  it('put a domain of one value in the middle', () => {
    const scale = linearScale([3, 3], [10, 20]);
    expect([scale(3), scale(99), scale.invert(12)]).toEqual([15, 15, 3]);
  });
});
