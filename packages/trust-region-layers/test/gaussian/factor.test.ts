import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/random/random.ts';
import {
  derivative,
  FACTOR_KINDS,
  factorDirections,
  mildFactor,
} from '../../../../test/support/gaussians.ts';
import { halfLogDeterminant } from '../../src/gaussian/cholesky.ts';
import { entropyOf } from '../../src/gaussian/entropy.ts';
import {
  covarianceGradientToFactor,
  factorGradientToCovariance,
  factorToCovariance,
  factorToLower,
  lowerToFactor,
  precisionOfLower,
} from '../../src/gaussian/factor.ts';
import { logProduct } from '../../src/gaussian/logProduct.ts';
import { multiply } from '../../src/gaussian/matrix.ts';
import { factorSize } from '../../src/gaussian/types.ts';
import { createWorkspace } from '../../src/gaussian/workspace.ts';

const FULL = ['cholesky', 'root', 'covariance'] as const;

describe.each([1, 2, 3, 7])('factors for k = %d', (k) => {
  const workspace = createWorkspace(k);

  it.each(FULL)('%s → lower → %s is the identity', (kind) => {
    const factor = mildFactor(kind, k, createRandom(k));
    const lower = new Float64Array(k * k);
    expect(factorToLower(kind, factor, k, lower, workspace)).toBe(true);
    const back = new Float64Array(k * k);
    lowerToFactor(kind, lower, k, back, workspace);
    for (let i = 0; i < k * k; i++) expect(back[i]).toBeCloseTo(factor[i]!, 13);
  });

  it.each(FACTOR_KINDS)('the lower factor of %s has the same covariance', (kind) => {
    const factor = mildFactor(kind, k, createRandom(k));
    const lower = new Float64Array(k * k);
    factorToLower(kind, factor, k, lower, workspace);
    const direct = new Float64Array(k * k);
    const through = new Float64Array(k * k);
    factorToCovariance(kind, factor, k, direct);
    factorToCovariance('cholesky', lower, k, through);
    for (let i = 0; i < k * k; i++) expect(through[i]).toBeCloseTo(direct[i]!, 13);
    const precision = new Float64Array(k * k);
    precisionOfLower(lower, k, precision, workspace);
    const identity = new Float64Array(k * k);
    multiply(precision, direct, k, identity);
    for (let i = 0; i < k * k; i++) expect(identity[i]).toBeCloseTo(i % (k + 1) === 0 ? 1 : 0, 11);
  });

  it.each(FACTOR_KINDS)('gradients pull back from the covariance to %s', (kind) => {
    const random = createRandom(k + 10);
    const factor = mildFactor(kind, k, random);
    const weights = new Float64Array(k * k);
    for (const direction of factorDirections('covariance', k)) {
      const weight = random.normal();
      for (let i = 0; i < k * k; i++) weights[i]! += weight * direction[i]!;
    }
    const gradient = new Float64Array(factorSize(kind, k));
    covarianceGradientToFactor(kind, factor, k, weights, gradient);
    const covariance = new Float64Array(k * k);
    for (const direction of factorDirections(kind, k)) {
      const numeric = derivative((step) => {
        factorToCovariance(
          kind,
          factor.map((x, i) => x + step * direction[i]!),
          k,
          covariance,
        );
        return covariance.reduce((sum, x, i) => sum + weights[i]! * x, 0);
      });
      expect(direction.reduce((sum, x, i) => sum + x * gradient[i]!, 0)).toBeCloseTo(numeric, 9);
    }
    if (kind === 'diagonal') return;
    const back = new Float64Array(k * k);
    factorGradientToCovariance(kind, factor, k, gradient, back, workspace);
    for (let i = 0; i < k * k; i++) expect(back[i]).toBeCloseTo(weights[i]!, 11);
  });

  it.each(FULL)('%s that is not positive definite is refused', (kind) => {
    const factor = mildFactor(kind, k, createRandom(k));
    factor[k * k - 1] = -1;
    expect(factorToLower(kind, factor, k, new Float64Array(k * k), workspace)).toBe(false);
  });
});

describe('logProduct', () => {
  it('adds logarithms, however long or extreme the product', () => {
    expect(logProduct(Float64Array.of(2, 9, 3, 9, 5), 3, 2)).toBeCloseTo(Math.log(30), 15);
    expect(logProduct(new Float64Array(32).fill(1e-100), 32, 1)).toBeCloseTo(-3200 * Math.LN10, 9);
    expect(logProduct(Float64Array.of(1e200, 1e300, 1e-200), 3, 1)).toBeCloseTo(300 * Math.LN10, 10);
    expect(logProduct(new Float64Array(0), 0, 1)).toBe(0);
  });
});

describe('entropy', () => {
  it('is k/2 ln(2πe) + ½ ln|Σ|', () => {
    const lower = Float64Array.of(2, 0, 0.7, 0.5);
    expect(halfLogDeterminant(lower, 2)).toBeCloseTo(0, 15);
    expect(entropyOf(2, 0)).toBeCloseTo(Math.log(2 * Math.PI * Math.E), 14);
    expect(entropyOf(1, Math.log(3))).toBeCloseTo(0.5 * Math.log(2 * Math.PI * Math.E * 9), 14);
  });
});
