import { logProduct } from './logProduct.ts';
import { solveLowerColumns, solveLowerRows } from './triangular.ts';

/**
 * Cholesky factor of a symmetric positive definite k×k matrix A = L Lᵀ: `l` gets L with zeros above the
 * diagonal. Reads the lower triangle of A. Returns false (and leaves `l` unfinished) where A is not positive
 * definite in float64.
 */
export function cholesky(a: Float64Array, k: number, l: Float64Array): boolean {
  for (let j = 0; j < k; j++) {
    const row = j * k;
    let sum = a[row + j]!;
    for (let at = row; at < row + j; at++) sum -= l[at]! * l[at]!;
    if (!(sum > 0) || sum === Infinity) return false;
    const pivot = Math.sqrt(sum);
    l[row + j] = pivot;
    for (let other = row + k; other < k * k; other += k) {
      let sum = a[other + j]!;
      for (let p = 0; p < j; p++) sum -= l[other + p]! * l[row + p]!;
      l[other + j] = sum / pivot;
    }
    for (let at = row + j + 1; at < row + k; at++) l[at] = 0;
  }
  return true;
}

/** 2²⁷ + 1: splits a double into two halves of 26 bits (Veltkamp). */
const SPLITTER = 134217729;

/**
 * Cholesky factor correct to the last digits of L itself, for ill-conditioned A: the plain factor carries an
 * error of cond(A)·2⁻⁵³ in its small directions; one Newton step with the residual A − L Lᵀ summed in twice the
 * working precision (Dekker's exact products) brings it to √cond(A)·2⁻⁵³. `residual` is k² numbers of scratch.
 * See docs/mathematics.md §11.1.
 */
export function accurateCholesky(
  a: Float64Array,
  k: number,
  l: Float64Array,
  residual: Float64Array,
): boolean {
  if (!cholesky(a, k, l)) return false;
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      let high = a[i * k + j]!;
      let low = 0;
      for (let p = 0; p <= j; p++) {
        const x = l[i * k + p]!;
        const y = -l[j * k + p]!;
        const product = x * y;
        const xs = SPLITTER * x;
        const xh = xs - (xs - x);
        const xl = x - xh;
        const ys = SPLITTER * y;
        const yh = ys - (ys - y);
        const yl = y - yh;
        const productError = xl * yl - (product - xh * yh - xl * yh - xh * yl);
        const sum = high + product;
        const part = sum - high;
        low += high - (sum - part) + (product - part) + productError;
        high = sum;
      }
      const entry = high + low;
      residual[i * k + j] = entry;
      residual[j * k + i] = entry;
    }
  }
  // L ← L + L Φ(L⁻¹ R L⁻ᵀ), Φ = lower triangle with half the diagonal.
  solveLowerColumns(l, k, residual);
  solveLowerRows(l, k, residual);
  for (let i = k - 1; i >= 0; i--) {
    for (let j = 0; j <= i; j++) {
      let correction = 0.5 * l[i * k + j]! * residual[j * k + j]!;
      for (let p = j + 1; p <= i; p++) correction += l[i * k + p]! * residual[p * k + j]!;
      if (Number.isFinite(correction)) l[i * k + j]! += correction;
    }
  }
  return true;
}

/** ½ ln|L Lᵀ| = Σ ln lᵢᵢ. */
export function halfLogDeterminant(l: Float64Array, k: number): number {
  return logProduct(l, k, k + 1);
}
