import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  axesToCovariance,
  axesToTransform,
  contourPoints,
  covarianceToAxes,
  normaliseAngle,
} from '../../../src/gaussian/ellipse.ts';

const axes = fc.record({
  sigma1: fc.double({ min: 0.01, max: 10, noNaN: true }),
  sigma2: fc.double({ min: 0.01, max: 10, noNaN: true }),
  angle: fc.double({ min: -1.57, max: 1.57, noNaN: true }),
});

describe('ellipses', () => {
  it('go from axes to covariance and back', () => {
    fc.assert(
      fc.property(axes, (given) => {
        const covariance = axesToCovariance(given);
        const found = covarianceToAxes(covariance);
        const [large, small] = [Math.max(given.sigma1, given.sigma2), Math.min(given.sigma1, given.sigma2)];
        expect(found.sigma1 / large).toBeCloseTo(1, 12);
        expect(found.sigma2 / small).toBeCloseTo(1, 7);
        expect(found.angle).toBeGreaterThan(-Math.PI / 2);
        expect(found.angle).toBeLessThanOrEqual(Math.PI / 2);
        const again = axesToCovariance(found);
        for (let i = 0; i < 4; i++) {
          expect(Math.abs(again[i]! - covariance[i]!)).toBeLessThan(1e-13 * large * large);
        }
      }),
      { seed: 1 },
    );
  });

  it('knows circles, upright and lying ellipses', () => {
    expect(covarianceToAxes([4, 0, 0, 4])).toEqual({ sigma1: 2, sigma2: 2, angle: 0 });
    expect(covarianceToAxes([4, 0, 0, 1])).toEqual({ sigma1: 2, sigma2: 1, angle: 0 });
    expect(covarianceToAxes([1, 0, 0, 4])).toEqual({ sigma1: 2, sigma2: 1, angle: Math.PI / 2 });
  });

  it('draws contours on which the Mahalanobis distance is the radius', () => {
    const given = { sigma1: 1.5, sigma2: 0.4, angle: 0.6 };
    const [a, b, , d] = axesToCovariance(given);
    const determinant = a * d - b * b;
    const points = contourPoints([1, -2], given, 2, 24);
    expect(points).toHaveLength(24);
    for (const [px, py] of points) {
      const [x, y] = [px - 1, py + 2];
      expect((d * x * x - 2 * b * x * y + a * y * y) / determinant).toBeCloseTo(4, 12);
    }
    const [m11, m12, m21, m22] = axesToTransform(given);
    expect(points[0]).toEqual([1 + 2 * m11, -2 + 2 * m21]);
    expect(m11 * m11 + m12 * m12).toBeCloseTo(a, 14);
    expect(m21 * m21 + m22 * m22).toBeCloseTo(d, 14);
  });

  it('keeps angles in half a turn', () => {
    expect(normaliseAngle(Math.PI / 2)).toBeCloseTo(Math.PI / 2, 14);
    expect(normaliseAngle(-Math.PI / 2)).toBeCloseTo(Math.PI / 2, 14);
    expect(normaliseAngle(3)).toBeCloseTo(3 - Math.PI, 14);
    expect(normaliseAngle(-7)).toBeCloseTo(-7 + 2 * Math.PI, 14);
  });

  it('refuses a matrix that has no ellipse', () => {
    expect(() => covarianceToAxes([1, 2, 2, 1])).toThrow(
      'the covariance [[1, 2], [2, 1]] is not positive definite',
    );
  });
});
