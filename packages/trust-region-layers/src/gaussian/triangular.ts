import { multiplyTransposed, symmetricProduct } from './matrix.ts';

/**
 * Solves with a lower-triangular k×k matrix L (row-major, entries above the diagonal are never read), in place.
 * Matrices are k×k.
 */

/** x ← L⁻¹x, for the k numbers of `x` from `offset`. */
export function solveLower(l: Float64Array, k: number, x: Float64Array, offset = 0): void {
  for (let i = 0; i < k; i++) {
    let sum = x[offset + i]!;
    for (let j = 0; j < i; j++) sum -= l[i * k + j]! * x[offset + j]!;
    x[offset + i] = sum / l[i * k + i]!;
  }
}

/** x ← L⁻ᵀx, for the k numbers of `x` from `offset`. */
export function solveLowerTransposed(l: Float64Array, k: number, x: Float64Array, offset = 0): void {
  for (let i = k - 1; i >= 0; i--) {
    let sum = x[offset + i]!;
    for (let j = i + 1; j < k; j++) sum -= l[j * k + i]! * x[offset + j]!;
    x[offset + i] = sum / l[i * k + i]!;
  }
}

/** M ← L⁻¹M. */
export function solveLowerColumns(l: Float64Array, k: number, m: Float64Array): void {
  for (let i = 0; i < k; i++) {
    for (let p = 0; p < i; p++) {
      const weight = l[i * k + p]!;
      for (let j = 0; j < k; j++) m[i * k + j]! -= weight * m[p * k + j]!;
    }
    const pivot = l[i * k + i]!;
    for (let j = 0; j < k; j++) m[i * k + j]! /= pivot;
  }
}

/** M ← L⁻ᵀM. */
export function solveLowerTransposedColumns(l: Float64Array, k: number, m: Float64Array): void {
  for (let i = k - 1; i >= 0; i--) {
    for (let p = i + 1; p < k; p++) {
      const weight = l[p * k + i]!;
      for (let j = 0; j < k; j++) m[i * k + j]! -= weight * m[p * k + j]!;
    }
    const pivot = l[i * k + i]!;
    for (let j = 0; j < k; j++) m[i * k + j]! /= pivot;
  }
}

/** M ← M L⁻ᵀ: every row r becomes L⁻¹r. */
export function solveLowerRows(l: Float64Array, k: number, m: Float64Array): void {
  for (let i = 0; i < k; i++) solveLower(l, k, m, i * k);
}

/** M ← M L⁻¹: every row r becomes L⁻ᵀr. */
export function solveLowerTransposedRows(l: Float64Array, k: number, m: Float64Array): void {
  for (let i = 0; i < k; i++) solveLowerTransposed(l, k, m, i * k);
}

/**
 * The lower-triangular L with positive diagonal and L Lᵀ = B Bᵀ, for a k×`columns` matrix B (LQ decomposition by
 * modified Gram–Schmidt on the rows, whose triangular factor is backward stable). Never forms B Bᵀ, so small
 * directions keep the digits that squaring would lose. Destroys B; writes zeros above the diagonal.
 * Returns false where B has no full row rank. See docs/mathematics.md §11.1.
 */
export function lowerFactorOf(b: Float64Array, k: number, columns: number, out: Float64Array): boolean {
  let fullRank = true;
  for (let i = 0; i < k; i++) {
    let norm = 0;
    for (let c = 0; c < columns; c++) norm += b[i * columns + c]! * b[i * columns + c]!;
    norm = Math.sqrt(norm);
    if (!(norm > 0)) fullRank = false;
    out[i * k + i] = norm;
    for (let j = i + 1; j < k; j++) out[i * k + j] = 0;
    for (let c = 0; c < columns; c++) b[i * columns + c]! /= norm;
    for (let r = i + 1; r < k; r++) {
      let dot = 0;
      for (let c = 0; c < columns; c++) dot += b[r * columns + c]! * b[i * columns + c]!;
      out[r * k + i] = dot;
      for (let c = 0; c < columns; c++) b[r * columns + c]! -= dot * b[i * columns + c]!;
    }
  }
  return fullRank;
}

/** out = L A. */
export function multiplyByLower(l: Float64Array, a: Float64Array, k: number, out: Float64Array): void {
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      let sum = 0;
      for (let p = 0; p <= i; p++) sum += l[i * k + p]! * a[p * k + j]!;
      out[i * k + j] = sum;
    }
  }
}

/** out = Lᵀ Aᵀ. */
export function multiplyBothTransposed(l: Float64Array, a: Float64Array, k: number, out: Float64Array): void {
  const size = k * k;
  for (let i = 0; i < k; i++) {
    const row = i * k;
    let j = 0;
    // Two columns at a time: two products for three reads.
    for (; j + 1 < k; j += 2) {
      const other = j * k;
      let left = 0;
      let right = 0;
      for (let p = i, at = row + i; at < size; p++, at += k) {
        const weight = l[at]!;
        left += weight * a[other + p]!;
        right += weight * a[other + k + p]!;
      }
      out[row + j] = left;
      out[row + j + 1] = right;
    }
    if (j < k) {
      const other = j * k;
      let sum = 0;
      for (let p = i, at = row + i; at < size; p++, at += k) sum += l[at]! * a[other + p]!;
      out[row + j] = sum;
    }
  }
}

/** Reciprocals of the diagonal of L, which the routines below multiply by instead of dividing. */
export function reciprocalDiagonal(l: Float64Array, k: number, out: Float64Array): void {
  for (let i = 0, at = 0; i < k; i++, at += k + 1) out[i] = 1 / l[at]!;
}

/** x ← L⁻¹x, with the reciprocals of L's diagonal. */
export function substitute(l: Float64Array, reciprocals: Float64Array, k: number, x: Float64Array): void {
  for (let i = 0; i < k; i++) {
    const row = i * k;
    let sum = x[i]!;
    for (let j = 0; j < i; j++) sum -= l[row + j]! * x[j]!;
    x[i] = sum * reciprocals[i]!;
  }
}

/** x ← L⁻ᵀx, with the reciprocals of L's diagonal. */
export function substituteTransposed(
  l: Float64Array,
  reciprocals: Float64Array,
  k: number,
  x: Float64Array,
): void {
  for (let i = k - 1; i >= 0; i--) {
    const value = x[i]! * reciprocals[i]!;
    x[i] = value;
    const row = i * k;
    for (let j = 0; j < i; j++) x[j]! -= l[row + j]! * value;
  }
}

/** M ← L⁻¹M, with the reciprocals of L's diagonal. */
export function substituteColumns(
  l: Float64Array,
  reciprocals: Float64Array,
  k: number,
  m: Float64Array,
): void {
  for (let i = 0; i < k; i++) {
    const row = i * k;
    const reciprocal = reciprocals[i]!;
    let j = 0;
    // Two columns at a time: two products for three reads.
    for (; j + 1 < k; j += 2) {
      let left = m[row + j]!;
      let right = m[row + j + 1]!;
      for (let p = 0, at = j; p < i; p++, at += k) {
        const weight = l[row + p]!;
        left -= weight * m[at]!;
        right -= weight * m[at + 1]!;
      }
      m[row + j] = left * reciprocal;
      m[row + j + 1] = right * reciprocal;
    }
    if (j < k) {
      let sum = m[row + j]!;
      for (let p = 0, at = j; p < i; p++, at += k) sum -= l[row + p]! * m[at]!;
      m[row + j] = sum * reciprocal;
    }
  }
}

/** M ← L⁻ᵀM, with the reciprocals of L's diagonal. */
export function substituteTransposedColumns(
  l: Float64Array,
  reciprocals: Float64Array,
  k: number,
  m: Float64Array,
): void {
  const size = k * k;
  for (let i = k - 1; i >= 0; i--) {
    const row = i * k;
    const reciprocal = reciprocals[i]!;
    let j = 0;
    for (; j + 1 < k; j += 2) {
      let left = m[row + j]!;
      let right = m[row + j + 1]!;
      for (let at = row + k; at < size; at += k) {
        const weight = l[at + i]!;
        left -= weight * m[at + j]!;
        right -= weight * m[at + j + 1]!;
      }
      m[row + j] = left * reciprocal;
      m[row + j + 1] = right * reciprocal;
    }
    if (j < k) {
      let sum = m[row + j]!;
      for (let at = row + k; at < size; at += k) sum -= l[at + i]! * m[at + j]!;
      m[row + j] = sum * reciprocal;
    }
  }
}

/** M ← M L⁻ᵀ (every row r becomes L⁻¹r), with the reciprocals of L's diagonal. */
export function substituteRows(l: Float64Array, reciprocals: Float64Array, k: number, m: Float64Array): void {
  const size = k * k;
  for (let j = 0; j < k; j++) {
    const reciprocal = reciprocals[j]!;
    const line = j * k;
    let row = 0;
    // Two rows at a time: two products for three reads.
    for (; row + k < size; row += 2 * k) {
      let upper = m[row + j]!;
      let lower = m[row + k + j]!;
      for (let p = 0; p < j; p++) {
        const weight = l[line + p]!;
        upper -= weight * m[row + p]!;
        lower -= weight * m[row + k + p]!;
      }
      m[row + j] = upper * reciprocal;
      m[row + k + j] = lower * reciprocal;
    }
    if (row < size) {
      let sum = m[row + j]!;
      for (let p = 0; p < j; p++) sum -= l[line + p]! * m[row + p]!;
      m[row + j] = sum * reciprocal;
    }
  }
}

/** M ← M L⁻¹ (every row r becomes L⁻ᵀr), with the reciprocals of L's diagonal. */
export function substituteTransposedRows(
  l: Float64Array,
  reciprocals: Float64Array,
  k: number,
  m: Float64Array,
): void {
  const size = k * k;
  for (let j = k - 1; j >= 0; j--) {
    const reciprocal = reciprocals[j]!;
    let row = 0;
    // Two rows at a time, from the last column to the first.
    for (; row + k < size; row += 2 * k) {
      let upper = m[row + j]!;
      let lower = m[row + k + j]!;
      for (let p = j + 1, at = p * k + j; p < k; p++, at += k) {
        const weight = l[at]!;
        upper -= weight * m[row + p]!;
        lower -= weight * m[row + k + p]!;
      }
      m[row + j] = upper * reciprocal;
      m[row + k + j] = lower * reciprocal;
    }
    if (row < size) {
      let sum = m[row + j]!;
      for (let p = j + 1, at = p * k + j; p < k; p++, at += k) sum -= l[at]! * m[row + p]!;
      m[row + j] = sum * reciprocal;
    }
  }
}

/** M ← L⁻¹M for a lower-triangular M, whose upper triangle is neither read nor written. */
export function substituteTriangle(
  l: Float64Array,
  reciprocals: Float64Array,
  k: number,
  m: Float64Array,
): void {
  for (let i = 0; i < k; i++) {
    const row = i * k;
    const reciprocal = reciprocals[i]!;
    for (let j = 0; j <= i; j++) {
      let sum = m[row + j]!;
      for (let p = j, at = j * k + j; p < i; p++, at += k) sum -= l[row + p]! * m[at]!;
      m[row + j] = sum * reciprocal;
    }
  }
}

/** The lower triangle of M ← L⁻ᵀM, which depends on M's lower triangle only; the upper one is not touched. */
export function substituteTransposedTriangle(
  l: Float64Array,
  reciprocals: Float64Array,
  k: number,
  m: Float64Array,
): void {
  const size = k * k;
  for (let i = k - 1; i >= 0; i--) {
    const row = i * k;
    const reciprocal = reciprocals[i]!;
    for (let j = 0; j <= i; j++) {
      let sum = m[row + j]!;
      for (let at = row + k; at < size; at += k) sum -= l[at + i]! * m[at + j]!;
      m[row + j] = sum * reciprocal;
    }
  }
}

/** Lower triangle of A B for lower-triangular A and B. */
export function multiplyTriangles(a: Float64Array, b: Float64Array, k: number, out: Float64Array): void {
  for (let i = 0; i < k; i++) {
    const row = i * k;
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let p = j, at = j * k + j; p <= i; p++, at += k) sum += a[row + p]! * b[at]!;
      out[row + j] = sum;
    }
  }
}

/**
 * The symmetric S with ½(LᵀA)ᵢⱼ in its lower triangle: what a gradient A with respect to the factor L of Σ is with
 * respect to L⁻¹ΣL⁻ᵀ, L held fast (Murray 2016, arXiv 1602.07527). Only lower triangles are read.
 * See docs/mathematics.md §4.6.
 */
export function factorGradientInside(l: Float64Array, a: Float64Array, k: number, out: Float64Array): void {
  const size = k * k;
  for (let i = 0; i < k; i++) {
    const row = i * k;
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let at = row; at < size; at += k) sum += l[at + i]! * a[at + j]!;
      sum *= 0.5;
      out[row + j] = sum;
      out[j * k + i] = sum;
    }
  }
}

/** out = J S Jᵀ for lower-triangular J and symmetric S, exactly symmetric; `work` is k² numbers of scratch. */
export function triangularCongruence(
  j: Float64Array,
  s: Float64Array,
  k: number,
  out: Float64Array,
  work: Float64Array,
): void {
  for (let r = 0; r < k; r++) {
    const row = r * k;
    for (let c = 0; c <= r; c++) {
      // (J S)ᵣ꜀, of which only the lower triangle is needed.
      const column = c * k;
      let sum = 0;
      for (let p = 0; p <= r; p++) sum += j[row + p]! * s[column + p]!;
      work[row + c] = sum;
    }
    for (let c = 0; c <= r; c++) {
      const column = c * k;
      let sum = 0;
      for (let p = 0; p <= c; p++) sum += work[row + p]! * j[column + p]!;
      out[row + c] = sum;
      out[column + r] = sum;
    }
  }
}

/** out = J S Jᵀ for any J and symmetric S, exactly symmetric; `work` is k² numbers of scratch. */
export function symmetricCongruence(
  j: Float64Array,
  s: Float64Array,
  k: number,
  out: Float64Array,
  work: Float64Array,
): void {
  multiplyTransposed(j, s, k, work);
  symmetricProduct(work, j, k, out);
}
