import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/random/random.ts';
import { gram, multiply, transposedMultiply } from '../../src/gaussian/matrix.ts';
import {
  choleskyNearIdentity,
  gramNearIdentity,
  inverseNearIdentity,
  reverseCholeskyNearIdentity,
  transposedGramNearIdentity,
} from '../../src/gaussian/nearIdentity.ts';

/** A lower-triangular D of this size, and what squaring I + D adds to the identity. */
function lowerOf(k: number, scale: number): Float64Array {
  const random = createRandom(k);
  const d = new Float64Array(k * k);
  for (let i = 0; i < k; i++) for (let j = 0; j <= i; j++) d[i * k + j] = scale * (random.uniform() - 0.5);
  return d;
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let error = 0;
  for (let i = 0; i < a.length; i++) error = Math.max(error, Math.abs(a[i]! - b[i]!));
  return error;
}

/** D + Dᵀ + `square`. */
function addLinear(d: Float64Array, square: Float64Array, k: number): Float64Array {
  return square.map((x, at) => x + d[at]! + d[(at % k) * k + Math.floor(at / k)]!);
}

describe.each([1, 2, 3, 6, 17])('triangular factors near the identity for k = %d', (k) => {
  it.each([0.5, 1e-6, 1e-12])('keep the digits of a difference of size %d', (scale) => {
    const d = lowerOf(k, scale);
    const tolerance = 1e-14 * scale;
    const square = new Float64Array(k * k);
    const x = new Float64Array(k * k);
    const found = new Float64Array(k * k);

    gram(d, k, square);
    gramNearIdentity(d, k, x);
    expect(largestDifference(x, addLinear(d, square, k))).toBeLessThan(tolerance);
    expect(choleskyNearIdentity(x, k, found)).toBe(true);
    expect(largestDifference(found, d)).toBeLessThan(tolerance);

    transposedMultiply(d, d, k, square);
    transposedGramNearIdentity(d, k, x);
    expect(largestDifference(x, addLinear(d, square, k))).toBeLessThan(tolerance);
    const doubled = x.map((value) => 2 * value);
    expect(reverseCholeskyNearIdentity(doubled, 0.5, k, found)).toBe(true);
    expect(largestDifference(found, d)).toBeLessThan(tolerance);

    const inverse = new Float64Array(k * k);
    inverseNearIdentity(d, k, inverse);
    multiply(d, inverse, k, square);
    // (I + D)(I + E) = I: D + E + DE = 0.
    const residual = square.map((value, at) => value + d[at]! + inverse[at]!);
    expect(largestDifference(residual, new Float64Array(k * k))).toBeLessThan(tolerance);
  });

  it('refuses what is not positive definite', () => {
    const x = new Float64Array(k * k);
    x[k * k - 1] = -1;
    const d = new Float64Array(k * k);
    expect(choleskyNearIdentity(x, k, d)).toBe(false);
    expect(reverseCholeskyNearIdentity(x, 1, k, d)).toBe(false);
    expect(reverseCholeskyNearIdentity(x, 0.5, k, d)).toBe(true);
  });
});
