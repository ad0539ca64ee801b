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
 * Returns false where B has no full row rank.
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
