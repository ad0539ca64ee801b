import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/random/random.ts';
import { randomDeviations, randomFactor } from '../../../../test/support/gaussians.ts';
import { accurateCholesky, cholesky } from '../../src/gaussian/cholesky.ts';
import { symmetricEigen } from '../../src/gaussian/eigen.ts';
import { fromSpectrum, gram, multiply, multiplyTransposed } from '../../src/gaussian/matrix.ts';
import { pullThroughRoot, rootOfLower, rootWithSpectrum, solveLyapunov } from '../../src/gaussian/root.ts';
import { singularDecomposition } from '../../src/gaussian/singular.ts';
import {
  factorGradientInside,
  lowerFactorOf,
  multiplyByLower,
  multiplyTriangles,
  reciprocalDiagonal,
  solveLower,
  solveLowerColumns,
  solveLowerRows,
  solveLowerTransposed,
  solveLowerTransposedColumns,
  solveLowerTransposedRows,
  substitute,
  substituteColumns,
  substituteRows,
  substituteTransposed,
  substituteTransposedColumns,
  substituteTransposedRows,
  substituteTransposedTriangle,
  substituteTriangle,
  symmetricCongruence,
  triangularCongruence,
} from '../../src/gaussian/triangular.ts';
import { tridiagonalEigen } from '../../src/gaussian/tridiagonal.ts';
import { createWorkspace } from '../../src/gaussian/workspace.ts';

const DIMENSIONS = [1, 2, 3, 6, 17, 32];

function normals(length: number, seed: number): Float64Array {
  const random = createRandom(seed);
  return Float64Array.from({ length }, () => random.normal());
}

function covarianceOf(k: number, condition: number, seed: number): Float64Array {
  const random = createRandom(seed);
  return randomFactor('covariance', k, randomDeviations(k, condition, 1, random), random);
}

function lowerOf(k: number, seed: number): Float64Array {
  const lower = new Float64Array(k * k);
  cholesky(covarianceOf(k, 100, seed), k, lower);
  return lower;
}

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let error = a.length === b.length ? 0 : Number.NaN;
  for (let i = 0; i < a.length; i++) error = Math.max(error, Math.abs(a[i]! - b[i]!));
  return error;
}

function transposed(a: Float64Array, k: number): Float64Array {
  return a.map((_, index) => a[(index % k) * k + Math.floor(index / k)]!);
}

describe.each(DIMENSIONS)('for k = %d', (k) => {
  it('cholesky: L Lᵀ = A, zeros above the diagonal', () => {
    const a = covarianceOf(k, 1e6, k);
    for (const factorise of [cholesky, accurateCholesky]) {
      const lower = new Float64Array(k * k).fill(9);
      expect(factorise(a, k, lower, new Float64Array(k * k))).toBe(true);
      const product = new Float64Array(k * k);
      multiplyTransposed(lower, lower, k, product);
      expect(largestDifference(product, a)).toBeLessThan(1e-14);
      for (let i = 0; i < k; i++) for (let j = i + 1; j < k; j++) expect(lower[i * k + j]).toBe(0);
    }
  });

  it('cholesky refuses what is not positive definite', () => {
    const a = covarianceOf(k, 10, k);
    a[k * k - 1] = -a[k * k - 1]!;
    expect(cholesky(a, k, new Float64Array(k * k))).toBe(false);
    expect(cholesky(new Float64Array(k * k).fill(Number.NaN), k, new Float64Array(k * k))).toBe(false);
  });

  it('symmetricEigen: A = Vᵀ diag(values) V with orthonormal rows, indefinite A included', () => {
    const b = normals(k * k, k);
    const a = b.map((x, index) => x + transposed(b, k)[index]!);
    const values = new Float64Array(k);
    const vectors = new Float64Array(k * k);
    symmetricEigen(a.slice(), k, values, vectors);
    const back = new Float64Array(k * k);
    fromSpectrum(vectors, values, k, back);
    expect(largestDifference(back, a)).toBeLessThan(1e-12);
    const identity = new Float64Array(k * k);
    multiplyTransposed(vectors, vectors, k, identity);
    for (let i = 0; i < k; i++) identity[i * k + i]! -= 1;
    expect(largestDifference(identity, new Float64Array(k * k))).toBeLessThan(1e-13);
  });

  it('tridiagonalEigen: A = Vᵀ diag(values) V, degenerate spectra included', () => {
    const b = normals(k * k, k);
    const rankOne = b.map((_, index) => b[Math.floor(index / k)]! * b[index % k]!);
    const diagonal = b.map((x, index) => (index % (k + 1) === 0 ? Math.round(x) : 0));
    const tiny = b.map((x, index) => 1e-100 * (x + transposed(b, k)[index]!));
    for (const a of [b.map((x, index) => x + transposed(b, k)[index]!), rankOne, diagonal, tiny]) {
      const size = a.reduce((largest, x) => Math.max(largest, Math.abs(x)), 0);
      const values = new Float64Array(k);
      const vectors = new Float64Array(k * k);
      const [off, scale] = [new Float64Array(k), new Float64Array(k)];
      tridiagonalEigen(a.slice(), k, values, vectors, off, scale);
      const back = new Float64Array(k * k);
      fromSpectrum(vectors, values, k, back);
      expect(largestDifference(back, a)).toBeLessThanOrEqual(3e-15 * k * size);
      const identity = new Float64Array(k * k);
      multiplyTransposed(vectors, vectors, k, identity);
      for (let i = 0; i < k; i++) identity[i * k + i]! -= 1;
      expect(largestDifference(identity, new Float64Array(k * k))).toBeLessThan(1e-15 * (k + 3));
    }
  });

  it('singularDecomposition: G = Σ σ p qᵀ with orthonormal p and q', () => {
    const g = normals(k * k, k + 1);
    const values = new Float64Array(k);
    const left = new Float64Array(k * k);
    const right = new Float64Array(k * k);
    singularDecomposition(g, k, values, left, right);
    const back = new Float64Array(k * k);
    for (let p = 0; p < k; p++) {
      for (let i = 0; i < k; i++) {
        for (let j = 0; j < k; j++) back[i * k + j]! += values[p]! * left[p * k + i]! * right[p * k + j]!;
      }
    }
    expect(largestDifference(back, g)).toBeLessThan(1e-13 * k);
    for (const side of [left, right]) {
      const identity = new Float64Array(k * k);
      multiplyTransposed(side, side, k, identity);
      for (let i = 0; i < k; i++) identity[i * k + i]! -= 1;
      expect(largestDifference(identity, new Float64Array(k * k))).toBeLessThan(1e-12);
    }
  });

  it('rootOfLower: S S = L Lᵀ, symmetric, positive definite', () => {
    const lower = lowerOf(k, k);
    const root = new Float64Array(k * k);
    rootOfLower(lower, k, root, createWorkspace(k));
    const [square, covariance] = [new Float64Array(k * k), new Float64Array(k * k)];
    multiply(root, root, k, square);
    gram(lower, k, covariance);
    expect(largestDifference(square, covariance)).toBeLessThan(1e-14);
    expect(root).toEqual(transposed(root, k));
    expect(cholesky(root, k, new Float64Array(k * k))).toBe(true);
  });

  it('rootWithSpectrum: the root, and the pullback through it whatever the workspace did since', () => {
    for (const condition of [10, 1e7]) {
      const workspace = createWorkspace(k);
      const lower = new Float64Array(k * k);
      cholesky(covarianceOf(k, condition, k + 8), k, lower);
      const expected = new Float64Array(k * k);
      rootOfLower(lower, k, expected, createWorkspace(k));
      const spectrum = () => [new Float64Array(k * k), new Float64Array(k * k), new Float64Array(k)] as const;
      const [one, other] = [spectrum(), spectrum()];
      rootWithSpectrum(lower, k, ...one, workspace);
      const [root] = one;
      expect(largestDifference(root, expected)).toBeLessThan(1e-14);
      rootWithSpectrum(lowerOf(k, k + 9), k, ...other, workspace);
      const b = normals(k * k, k + 3);
      const gamma = b.map((x, index) => x + transposed(b, k)[index]!);
      const pulled = gamma.slice();
      pullThroughRoot(...one, k, pulled, workspace);
      solveLyapunov(root, k, gamma, createWorkspace(k));
      const size = gamma.reduce((largest, x) => Math.max(largest, Math.abs(x)), 0);
      expect(largestDifference(pulled, gamma)).toBeLessThan(1e-11 * size);
      expect(pulled).toEqual(transposed(pulled, k));
    }
  });

  it('solveLyapunov: S X + X S = Γ', () => {
    const root = covarianceOf(k, 100, k + 2);
    const b = normals(k * k, k + 3);
    const gamma = b.map((x, index) => x + transposed(b, k)[index]!);
    const x = gamma.slice();
    solveLyapunov(root, k, x, createWorkspace(k));
    const product = new Float64Array(k * k);
    multiply(root, x, k, product);
    const back = product.map((value, index) => value + transposed(product, k)[index]!);
    expect(largestDifference(back, gamma)).toBeLessThan(1e-11);
    expect(x).toEqual(transposed(x, k));
  });

  it('triangular solves undo triangular products', () => {
    const lower = lowerOf(k, k + 4);
    const x = normals(k, k + 5);
    const forward = x.map((_, i) => x.reduce((sum, value, j) => sum + lower[i * k + j]! * value, 0));
    solveLower(lower, k, forward);
    expect(largestDifference(forward, x)).toBeLessThan(1e-12);
    const backward = x.map((_, i) => x.reduce((sum, value, j) => sum + lower[j * k + i]! * value, 0));
    solveLowerTransposed(lower, k, backward);
    expect(largestDifference(backward, x)).toBeLessThan(1e-12);

    const m = normals(k * k, k + 6);
    const product = new Float64Array(k * k);
    const undo = (solve: typeof solveLowerColumns) => {
      solve(lower, k, product);
      expect(largestDifference(product, m)).toBeLessThan(1e-11);
    };
    multiplyByLower(lower, m, k, product);
    undo(solveLowerColumns);
    multiplyTransposed(m, lower, k, product);
    undo(solveLowerRows);
    multiply(transposed(lower, k), m, k, product);
    undo(solveLowerTransposedColumns);
    multiply(m, lower, k, product);
    undo(solveLowerTransposedRows);
  });

  it('substitutions are the solves, and leave the other triangle alone', () => {
    const lower = lowerOf(k, k + 4);
    const reciprocals = new Float64Array(k);
    reciprocalDiagonal(lower, k, reciprocals);
    const m = normals(k * k, k + 5);
    const compare = (
      fast: (l: Float64Array, r: Float64Array, k: number, x: Float64Array) => void,
      slow: (l: Float64Array, k: number, x: Float64Array) => void,
      triangle: boolean,
    ) => {
      const [x, y] = [m.slice(), m.slice()];
      if (triangle) for (let i = 0; i < k; i++) for (let j = i + 1; j < k; j++) y[i * k + j] = 0;
      fast(lower, reciprocals, k, x);
      slow(lower, k, y);
      const size = y.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
      for (let i = 0; i < k; i++) {
        for (let j = 0; j < k; j++) {
          const expected = triangle && j > i ? m[i * k + j]! : y[i * k + j]!;
          expect(Math.abs(x[i * k + j]! - expected)).toBeLessThan(1e-13 * size);
        }
      }
    };
    compare(substitute, solveLower, false);
    compare(substituteTransposed, solveLowerTransposed, false);
    compare(substituteColumns, solveLowerColumns, false);
    compare(substituteTransposedColumns, solveLowerTransposedColumns, false);
    compare(substituteRows, solveLowerRows, false);
    compare(substituteTransposedRows, solveLowerTransposedRows, false);
    compare(substituteTriangle, solveLowerColumns, true);
    // The lower triangle of L⁻ᵀM does not see M's upper one.
    compare(substituteTransposedTriangle, solveLowerTransposedColumns, true);
  });

  it('triangular products and congruences are those of full matrices', () => {
    const [a, b] = [lowerOf(k, k + 4), lowerOf(k, k + 5)];
    const m = normals(k * k, k + 6);
    const s = m.map((x, index) => x + transposed(m, k)[index]!);
    const [out, expected, half, work] = [0, 1, 2, 3].map(() => new Float64Array(k * k)) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    multiply(a, b, k, expected);
    multiplyTriangles(a, b, k, out);
    expect(largestDifference(out, expected)).toBeLessThan(1e-14);
    for (const [j, product] of [
      [a, triangularCongruence],
      [m, symmetricCongruence],
    ] as const) {
      multiply(j, s, k, half);
      multiplyTransposed(half, j, k, expected);
      product(j, s, k, out, work);
      expect(largestDifference(out, expected)).toBeLessThan(1e-12 * k);
      expect(out).toEqual(transposed(out, k));
    }
    multiply(transposed(a, k), b, k, half);
    factorGradientInside(a, b, k, out);
    for (let i = 0; i < k; i++) {
      for (let j = 0; j <= i; j++) {
        expect(out[i * k + j]).toBeCloseTo(0.5 * half[i * k + j]!, 13);
        expect(out[j * k + i]).toBe(out[i * k + j]);
      }
    }
  });

  it('lowerFactorOf: L Lᵀ = B Bᵀ for a wide B', () => {
    const b = normals(2 * k * k, k + 7);
    const expected = new Float64Array(k * k);
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) {
        for (let c = 0; c < 2 * k; c++) expected[i * k + j]! += b[i * 2 * k + c]! * b[j * 2 * k + c]!;
      }
    }
    const lower = new Float64Array(k * k);
    expect(lowerFactorOf(b, k, 2 * k, lower)).toBe(true);
    const product = new Float64Array(k * k);
    gram(lower, k, product);
    expect(largestDifference(product, expected)).toBeLessThan(1e-12);
    expect(lowerFactorOf(new Float64Array(2 * k * k), k, 2 * k, lower)).toBe(false);
  });
});

describe('accuracy for ill-conditioned matrices', () => {
  it('accurateCholesky recovers the factor of a product to its own conditioning', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), (seed) => {
        // L with small integers over a power of two: L Lᵀ is exact in float64, cond up to 1e10.
        const random = createRandom(seed);
        const k = 4;
        const lower = new Float64Array(k * k);
        for (let i = 0; i < k; i++) {
          for (let j = 0; j < i; j++) lower[i * k + j] = random.integer(2048) - 1024;
          lower[i * k + i] = 1 + random.integer(i === 0 ? 1024 : 4);
        }
        const a = new Float64Array(k * k);
        gram(lower, k, a);
        const plain = new Float64Array(k * k);
        if (!cholesky(a, k, plain)) return;
        const found = new Float64Array(k * k);
        accurateCholesky(a, k, found, new Float64Array(k * k));
        expect(largestDifference(found, lower)).toBeLessThanOrEqual(
          Math.max(1e-12, 1e-3 * largestDifference(plain, lower)),
        );
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it('singular values keep their relative accuracy under grading', () => {
    const k = 5;
    const rotation = new Float64Array(k * k);
    const random = createRandom(8);
    lowerFactorOf(
      Float64Array.from({ length: k * k }, () => random.normal()),
      k,
      k,
      rotation,
    );
    // Rows scaled by 10^(−2i): σ of D·B are found to full relative accuracy, D·B·Bᵀ·D would lose them.
    const graded = rotation.map((x, index) => x * 10 ** (-2 * Math.floor(index / k)));
    const values = new Float64Array(k);
    singularDecomposition(graded, k, values, new Float64Array(k * k), new Float64Array(k * k));
    const determinant = graded.reduce(
      (product, x, index) => (index % (k + 1) === 0 ? product * x : product),
      1,
    );
    expect(values.reduce((product, x) => product * x, 1) / determinant).toBeCloseTo(1, 13);
  });
});
