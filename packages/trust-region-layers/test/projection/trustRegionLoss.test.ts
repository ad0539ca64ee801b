import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/random/random.ts';
import {
  derivative,
  FACTOR_KINDS,
  factorDirections,
  mildFactor,
} from '../../../../test/support/gaussians.ts';
import { factorToLower } from '../../src/gaussian/factor.ts';
import { createWorkspace } from '../../src/gaussian/workspace.ts';
import { createDistance, createTrustRegionLoss, PROJECTION_IDS } from '../../src/metrics.ts';

describe.each(PROJECTION_IDS)('trust-region loss of %s', (projection) => {
  describe.each(FACTOR_KINDS)('as %s', (factor) => {
    const random = createRandom(21);
    const k = 3;
    const normals = () => Float64Array.from({ length: k }, () => random.normal());
    const p = { mean: normals(), factor: mildFactor(factor, k, random) };
    const target = { mean: normals(), factor: mildFactor(factor, k, random) };
    const out = new Float64Array(1);

    it('is the distance from the target, whose covariance scales', () => {
      for (const scaled of [true, false]) {
        const specification = { projection, scaled, factor, dimension: k };
        const mean = new Float64Array(1);
        const covariance = new Float64Array(1);
        createDistance(specification).evaluate(p, target, mean, covariance, 1);
        if (projection === 'frobenius') {
          const lower = [p.factor, target.factor].map((one) => {
            const l = new Float64Array(k * k);
            factorToLower(factor, one, k, l, createWorkspace(k));
            return l;
          });
          covariance[0] = lower[0]!.reduce((sum, x, i) => sum + (x - lower[1]![i]!) ** 2, 0);
        }
        createTrustRegionLoss({ ...specification, covariancePart: true }).evaluate(p, target, out, 1);
        expect(out[0]).toBeCloseTo(mean[0]! + covariance[0]!, 12);
        createTrustRegionLoss({ ...specification, covariancePart: false }).evaluate(p, target, out, 1);
        expect(out[0]).toBe(mean[0]);
      }
    });

    it('is the mean part alone, in every batch, where the covariances are the same', () => {
      const specification = { projection, scaled: true, factor, dimension: k };
      const size = p.factor.length;
      const twice = (one: Float64Array, other: Float64Array) => Float64Array.from([...one, ...other]);
      const batch = { mean: twice(p.mean, p.mean), factor: twice(p.factor, target.factor) };
      const targets = { mean: twice(target.mean, target.mean), factor: twice(target.factor, target.factor) };
      const both = new Float64Array(2);
      const gradient = { mean: new Float64Array(2 * k), factor: new Float64Array(2 * size).fill(7) };
      const loss = createTrustRegionLoss({ ...specification, covariancePart: true });
      loss.gradient(batch, targets, Float64Array.of(1, 1), gradient, 2, both);
      createTrustRegionLoss({ ...specification, covariancePart: false }).evaluate(p, target, out, 1);
      expect(both[1]).toBe(out[0]);
      expect(both[0]).toBeGreaterThan(both[1]!);
      expect(gradient.mean.slice(k)).toEqual(gradient.mean.slice(0, k));
      expect(gradient.factor.slice(size).every((x) => x === 0)).toBe(true);
      expect(gradient.factor.slice(0, size).some((x) => x !== 0)).toBe(true);
    });

    it('has the gradient of central differences', () => {
      for (const scaled of [true, false]) {
        for (const covariancePart of [true, false]) {
          const loss = createTrustRegionLoss({ projection, scaled, factor, dimension: k, covariancePart });
          const gradient = { mean: new Float64Array(k), factor: new Float64Array(p.factor.length).fill(7) };
          loss.gradient(p, target, Float64Array.of(-1.5), gradient, 1);
          const lossAt = (mean: Float64Array, change: Float64Array) => {
            loss.evaluate({ mean, factor: change }, target, out, 1);
            return -1.5 * out[0]!;
          };
          for (let i = 0; i < k; i++) {
            const moved = (step: number) =>
              lossAt(
                p.mean.map((x, j) => (i === j ? x + step : x)),
                p.factor,
              );
            expect(gradient.mean[i]).toBeCloseTo(derivative(moved), 8);
          }
          for (const direction of factorDirections(factor, k)) {
            const moved = (step: number) =>
              lossAt(
                p.mean,
                p.factor.map((x, j) => x + step * direction[j]!),
              );
            const analytic = direction.reduce((sum, x, j) => sum + x * gradient.factor[j]!, 0);
            expect(analytic).toBeCloseTo(derivative(moved, 3e-4), 7);
          }
        }
      }
    });

    it('vanishes with its gradient where p is the target', () => {
      const loss = createTrustRegionLoss({
        projection,
        scaled: true,
        factor,
        dimension: k,
        covariancePart: true,
      });
      const gradient = { mean: new Float64Array(k), factor: new Float64Array(p.factor.length) };
      loss.evaluate(p, p, out, 1);
      expect(out[0]).toBeLessThan(1e-29);
      loss.gradient(p, p, Float64Array.of(1), gradient, 1);
      for (const x of [...gradient.mean, ...gradient.factor]) expect(Math.abs(x)).toBeLessThan(1e-13);
    });
  });
});
