import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conjugateGradient, dot } from '../../../src/algorithms/conjugateGradient.ts';

/** A = BᵀB + I of a random B, and products with it. */
function positiveDefinite(entries: readonly number[], n: number) {
  const a = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      for (let p = 0; p < n; p++) a[i * n + j]! += entries[p * n + i]! * entries[p * n + j]!;
    }
    a[i * n + i]! += 1;
  }
  return (v: Float64Array) => Float64Array.from(v, (_, i) => dot(a.subarray(i * n, (i + 1) * n), v));
}

const systems = fc.integer({ min: 1, max: 12 }).chain((n) =>
  fc.record({
    n: fc.constant(n),
    entries: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: n * n, maxLength: n * n }),
    b: fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: n, maxLength: n }),
  }),
);

describe('conjugate gradients', () => {
  it('solve a positive definite system in as many products as it has unknowns, give or take rounding', () => {
    fc.assert(
      fc.property(systems, ({ n, entries, b }) => {
        const product = positiveDefinite(entries, n);
        const right = Float64Array.from(b);
        const x = conjugateGradient(product, right, 3 * n);
        const residual = product(x).map((value, i) => value - right[i]!);
        expect(Math.sqrt(dot(residual, residual))).toBeLessThanOrEqual(
          1e-4 * (1e-12 + Math.sqrt(dot(right, right))),
        );
      }),
    );
  });

  it('take no more products than allowed, and each brings the error down', () => {
    const n = 8;
    const entries = Array.from({ length: n * n }, (_, i) => Math.sin(7 * i * i + i));
    const product = positiveDefinite(entries, n);
    const b = Float64Array.from({ length: n }, (_, i) => Math.cos(i));
    const exact = conjugateGradient(product, b, 100);
    let before = Number.POSITIVE_INFINITY;
    for (let iterations = 1; iterations <= 5; iterations++) {
      let products = 0;
      const x = conjugateGradient(
        (v) => {
          products++;
          return product(v);
        },
        b,
        iterations,
      );
      expect(products).toBe(iterations);
      // In the norm of A the error never grows.
      const error = x.map((value, i) => value - exact[i]!);
      const size = dot(error, product(error));
      expect(size).toBeLessThan(before);
      before = size;
    }
  });

  it('give zero for zero, and what is known where the matrix is singular', () => {
    expect([...conjugateGradient((v) => v, new Float64Array(3), 5)]).toEqual([0, 0, 0]);
    const flat = conjugateGradient((v) => Float64Array.of(v[0]!, 0), Float64Array.of(1, 1), 5);
    expect(flat.every(Number.isFinite)).toBe(true);
  });
});
