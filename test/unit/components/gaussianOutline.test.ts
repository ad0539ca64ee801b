import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bellOf,
  fitFrame,
  magnifyBell,
  magnifyOutline,
  meanRadius,
  outlineOf,
} from '../../../src/components/gaussianOutline.ts';

const sigma = fc.double({ min: 0.01, max: 10, noNaN: true });

describe('outlineOf', () => {
  it('is the symmetric root of the covariance', () => {
    fc.assert(
      fc.property(sigma, sigma, fc.double({ min: -0.99, max: 0.99, noNaN: true }), (s1, s2, rho) => {
        const covariance = [s1 * s1, rho * s1 * s2, rho * s1 * s2, s2 * s2];
        const { xx, xy, yy } = outlineOf([1, 2], covariance, 2, 0, [0, 1]);
        const scale = s1 * s1 + s2 * s2;
        expect(Math.abs(xx * xx + xy * xy - covariance[0]!)).toBeLessThan(1e-9 * scale);
        expect(Math.abs(xx * xy + xy * yy - covariance[1]!)).toBeLessThan(1e-9 * scale);
        expect(Math.abs(xy * xy + yy * yy - covariance[3]!)).toBeLessThan(1e-9 * scale);
      }),
    );
  });

  it('takes the marginal of the chosen pair of the chosen row', () => {
    const mean = [0, 0, 0, 5, 6, 7];
    const covariance = [...Array(9).fill(0), 4, 0, 0, 0, 9, 0, 0, 0, 16];
    expect(outlineOf(mean, covariance, 3, 1, [0, 2])).toEqual({ x: 5, y: 7, xx: 2, xy: 0, yy: 4 });
    expect(bellOf(mean, covariance, 3, 1, 1)).toEqual({ mean: 6, deviation: 3 });
  });
});

describe('magnified moves', () => {
  const old = { x: 1, y: 1, xx: 1, xy: 0, yy: 1 };
  it('move every point so many times as far', () => {
    expect(magnifyOutline({ x: 1.5, y: 1, xx: 1.25, xy: 0.125, yy: 1 }, old, 4)).toEqual({
      x: 3,
      y: 1,
      xx: 2,
      xy: 0.5,
      yy: 1,
    });
  });

  it('leave a curve standing when it would vanish', () => {
    expect(magnifyBell({ mean: 0.5, deviation: 0.5 }, { mean: 0, deviation: 1 }, 5)).toEqual({
      mean: 2.5,
      deviation: 0.1,
    });
  });
});

it('meanRadius carries the ½ of KL and only that one', () => {
  expect(meanRadius('kl', false, 0.02)).toEqual({ radius: 0.2, sigmas: true });
  expect(meanRadius('w2', true, 0.04)).toEqual({ radius: 0.2, sigmas: true });
  expect(meanRadius('bures', false, 0.04)).toEqual({ radius: 0.2, sigmas: false });
});

describe('fitFrame', () => {
  it('holds every interval, rarely moves and is seldom half empty', () => {
    const end = fc.double({ min: -50, max: 50, noNaN: true });
    const interval = fc.tuple(end, end).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    const intervals = fc.array(interval, { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(intervals, intervals, (first, second) => {
        const before = fitFrame(first, null);
        const frame = fitFrame(second, before);
        for (const [axis, [low, high]] of second.entries()) {
          expect(frame.centre[axis]! - frame.half).toBeLessThanOrEqual(low);
          expect(frame.centre[axis]! + frame.half).toBeGreaterThanOrEqual(high);
        }
        const needed = Math.max(1e-6, ...second.map(([low, high]) => (high - low) / 2));
        expect(needed).toBeGreaterThanOrEqual(0.55 * frame.half - 1e-12);
        expect(fitFrame(second, frame)).toBe(frame);
      }),
    );
  });

  it('is something where the numbers are nothing', () => {
    expect(fitFrame([[Number.NaN, 1]], null)).toEqual({ centre: [0], half: 1 });
  });
});
