import { describe, expect, it } from 'vitest';
import {
  diagonalFrobenius,
  diagonalKl,
  diagonalW2,
  frobenius,
  kl,
  projectorOf,
  trustRegionLossOf,
  w2,
} from '../../src/index.ts';

const ROWS = [
  [diagonalKl, kl],
  [diagonalW2, w2],
  [diagonalFrobenius, frobenius],
] as const;

describe.each(ROWS)('rows for standard deviations alone', (diagonal, whole) => {
  const layout = { scaled: true, dimension: 2, entropy: null, covariancePart: true } as const;

  it(`${whole.id}: project as the whole row does`, () => {
    const old = { mean: Float64Array.of(0, 0), factor: Float64Array.of(1, 0.5) };
    const proposed = { mean: Float64Array.of(0.5, 0), factor: Float64Array.of(0.7, 0.6) };
    const [a, b] = [diagonal, whole].map((metric) => {
      const projector = projectorOf(metric, { ...layout, factor: 'diagonal' });
      const result = projector.createResult(1);
      projector.forward(proposed, old, { mean: 0.03, covariance: 1e-3 }, result, 1);
      return result;
    });
    expect(a!.factor[0]).toBeGreaterThan(0.9);
    expect(a!.factor).toEqual(b!.factor);
    expect(a!.mean).toEqual(b!.mean);
  });

  it(`${whole.id}: refuse matrices in a sentence`, () => {
    const full = { ...layout, factor: 'cholesky' } as const;
    expect(() => projectorOf(diagonal, full)).toThrow(/standard deviations alone, not for .* cholesky/);
    expect(() => trustRegionLossOf(diagonal, full)).toThrow(/standard deviations alone/);
    expect(() => projectorOf(whole, full)).not.toThrow();
  });
});
