/**
 * Triangular factors of matrices near the identity, held as their difference from it: D stands for the lower-triangular
 * I + D. Every result is accurate relative to the difference, however small it is, where working with I + D itself
 * would round the difference away. Matrices are k×k, row-major; of the lower-triangular ones nothing above the diagonal
 * is read or written. See docs/mathematics.md §11.5.
 */

/**
 * Cholesky factor of I + X: D with (I + D)(I + D)ᵀ = I + X. Reads the lower triangle of X. Returns false where I + X is
 * not positive definite.
 */
export function choleskyNearIdentity(x: Float64Array, k: number, d: Float64Array): boolean {
  for (let j = 0; j < k; j++) {
    const row = j * k;
    let sum = x[row + j]!;
    for (let at = row; at < row + j; at++) sum -= d[at]! * d[at]!;
    if (!(1 + sum > 0)) return false;
    const pivot = sum / (1 + Math.sqrt(1 + sum));
    d[row + j] = pivot;
    const reciprocal = 1 / (1 + pivot);
    for (let other = row + k; other < k * k; other += k) {
      let sum = x[other + j]!;
      for (let p = 0; p < j; p++) sum -= d[other + p]! * d[row + p]!;
      d[other + j] = sum * reciprocal;
    }
  }
  return true;
}

/**
 * Cholesky factor of I + X from the other end: D with (I + D)ᵀ(I + D) = I + weight·X. Reads the lower triangle of X.
 * Returns false where I + weight·X is not positive definite.
 */
export function reverseCholeskyNearIdentity(
  x: Float64Array,
  weight: number,
  k: number,
  d: Float64Array,
): boolean {
  const size = k * k;
  for (let i = k - 1; i >= 0; i--) {
    const row = i * k;
    let sum = weight * x[row + i]!;
    for (let at = row + k + i; at < size; at += k) sum -= d[at]! * d[at]!;
    if (!(1 + sum > 0)) return false;
    const pivot = sum / (1 + Math.sqrt(1 + sum));
    d[row + i] = pivot;
    const reciprocal = 1 / (1 + pivot);
    for (let j = 0; j < i; j++) {
      let sum = weight * x[row + j]!;
      for (let at = row + k; at < size; at += k) sum -= d[at + i]! * d[at + j]!;
      d[row + j] = sum * reciprocal;
    }
  }
  return true;
}

/** Inverse: E with (I + E)(I + D) = I. */
export function inverseNearIdentity(d: Float64Array, k: number, e: Float64Array): void {
  for (let i = 0; i < k; i++) {
    const row = i * k;
    const reciprocal = 1 / (1 + d[row + i]!);
    for (let j = 0; j < i; j++) {
      let sum = d[row + j]!;
      for (let p = j, at = j * k + j; p < i; p++, at += k) sum += d[row + p]! * e[at]!;
      e[row + j] = -sum * reciprocal;
    }
    e[row + i] = -d[row + i]! * reciprocal;
  }
}

/** out = (I + D)(I + D)ᵀ − I, exactly symmetric. */
export function gramNearIdentity(d: Float64Array, k: number, out: Float64Array): void {
  for (let i = 0; i < k; i++) {
    const row = i * k;
    for (let j = 0; j <= i; j++) {
      const other = j * k;
      let sum = j < i ? d[row + j]! : 2 * d[row + i]!;
      for (let p = 0; p <= j; p++) sum += d[row + p]! * d[other + p]!;
      out[row + j] = sum;
      out[other + i] = sum;
    }
  }
}

/** out = (I + D)ᵀ(I + D) − I, exactly symmetric. */
export function transposedGramNearIdentity(d: Float64Array, k: number, out: Float64Array): void {
  const size = k * k;
  for (let i = 0; i < k; i++) {
    const row = i * k;
    for (let j = 0; j <= i; j++) {
      let sum = j < i ? d[row + j]! : 2 * d[row + i]!;
      for (let at = row; at < size; at += k) sum += d[at + i]! * d[at + j]!;
      out[row + j] = sum;
      out[j * k + i] = sum;
    }
  }
}
