import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axesToCovariance, covarianceToAxes, planarRoot } from '../../../src/components/ellipse.ts';

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

  it('takes a symmetric root whose square is the covariance', () => {
    fc.assert(
      fc.property(axes, (given) => {
        const [a, b, , d] = axesToCovariance(given);
        const [p, q, r] = planarRoot(a, b, d);
        const size = a + d;
        expect(Math.abs(p * p + q * q - a)).toBeLessThan(1e-12 * size);
        expect(Math.abs(p * q + q * r - b)).toBeLessThan(1e-12 * size);
        expect(Math.abs(q * q + r * r - d)).toBeLessThan(1e-12 * size);
      }),
      { seed: 1 },
    );
  });

  it('refuses a matrix that has no ellipse', () => {
    expect(() => covarianceToAxes([1, 2, 2, 1])).toThrow(
      'the covariance [[1, 2], [2, 1]] is not positive definite',
    );
  });
});
