/** Products of k×k matrices stored row-major in the first k² numbers of a Float64Array. `out` never aliases. */

/** out = A B. */
export function multiply(a: Float64Array, b: Float64Array, k: number, out: Float64Array): void {
  const even = k & ~1;
  for (let i = 0; i < even; i += 2) {
    const row = i * k;
    const next = row + k;
    for (let j = 0; j < even; j += 2) {
      let s00 = 0;
      let s01 = 0;
      let s10 = 0;
      let s11 = 0;
      for (let p = 0, at = j; p < k; p++, at += k) {
        const x = a[row + p]!;
        const y = a[next + p]!;
        const u = b[at]!;
        const v = b[at + 1]!;
        s00 += x * u;
        s01 += x * v;
        s10 += y * u;
        s11 += y * v;
      }
      out[row + j] = s00;
      out[row + j + 1] = s01;
      out[next + j] = s10;
      out[next + j + 1] = s11;
    }
  }
  if (even === k) return;
  for (let i = 0; i < k; i++) out[i * k + even] = dotColumn(a, i * k, b, even, k);
  for (let j = 0; j < even; j++) out[even * k + j] = dotColumn(a, even * k, b, j, k);
}

/** Row of A from `row` times column `column` of B. */
function dotColumn(a: Float64Array, row: number, b: Float64Array, column: number, k: number): number {
  let sum = 0;
  for (let p = 0, at = column; p < k; p++, at += k) sum += a[row + p]! * b[at]!;
  return sum;
}

/** out = A Bᵀ. */
export function multiplyTransposed(a: Float64Array, b: Float64Array, k: number, out: Float64Array): void {
  const even = k & ~1;
  for (let i = 0; i < even; i += 2) {
    for (let j = 0; j < even; j += 2) dotRows(a, b, i, j, k, out);
  }
  if (even === k) return;
  for (let i = 0; i < k; i++) out[i * k + even] = dotRow(a, i * k, b, even * k, k);
  for (let j = 0; j < even; j++) out[even * k + j] = dotRow(a, even * k, b, j * k, k);
}

/** Rows i and i + 1 of A times rows j and j + 1 of B, to those places of `out`: four products for four reads. */
function dotRows(a: Float64Array, b: Float64Array, i: number, j: number, k: number, out: Float64Array): void {
  const row = i * k;
  const next = row + k;
  const other = j * k;
  const following = other + k;
  let s00 = 0;
  let s01 = 0;
  let s10 = 0;
  let s11 = 0;
  for (let p = 0; p < k; p++) {
    const x = a[row + p]!;
    const y = a[next + p]!;
    const u = b[other + p]!;
    const v = b[following + p]!;
    s00 += x * u;
    s01 += x * v;
    s10 += y * u;
    s11 += y * v;
  }
  out[row + j] = s00;
  out[row + j + 1] = s01;
  out[next + j] = s10;
  out[next + j + 1] = s11;
}

/** Rows of A and B from `row` and `other`, multiplied. */
function dotRow(a: Float64Array, row: number, b: Float64Array, other: number, k: number): number {
  let sum = 0;
  for (let p = 0; p < k; p++) sum += a[row + p]! * b[other + p]!;
  return sum;
}

/** out = A Bᵀ where that is symmetric: computed in the lower triangle, mirrored to the upper one. */
export function symmetricProduct(a: Float64Array, b: Float64Array, k: number, out: Float64Array): void {
  const even = k & ~1;
  for (let i = 0; i < even; i += 2) {
    for (let j = 0; j <= i; j += 2) dotRows(a, b, i, j, k, out);
  }
  if (even < k) for (let j = 0; j < k; j++) out[even * k + j] = dotRow(a, even * k, b, j * k, k);
  for (let i = 1; i < k; i++) {
    for (let j = 0; j < i; j++) out[j * k + i] = out[i * k + j]!;
  }
}

/** out = Aᵀ B. */
export function transposedMultiply(a: Float64Array, b: Float64Array, k: number, out: Float64Array): void {
  const size = k * k;
  const even = k & ~1;
  for (let i = 0; i < even; i += 2) {
    const row = i * k;
    for (let j = 0; j < even; j += 2) {
      let s00 = 0;
      let s01 = 0;
      let s10 = 0;
      let s11 = 0;
      for (let at = 0; at < size; at += k) {
        const x = a[at + i]!;
        const y = a[at + i + 1]!;
        const u = b[at + j]!;
        const v = b[at + j + 1]!;
        s00 += x * u;
        s01 += x * v;
        s10 += y * u;
        s11 += y * v;
      }
      out[row + j] = s00;
      out[row + j + 1] = s01;
      out[row + k + j] = s10;
      out[row + k + j + 1] = s11;
    }
  }
  if (even === k) return;
  for (let i = 0; i < k; i++) out[i * k + even] = dotColumns(a, i, b, even, k);
  for (let j = 0; j < even; j++) out[even * k + j] = dotColumns(a, even, b, j, k);
}

/** Column i of A times column j of B. */
function dotColumns(a: Float64Array, i: number, b: Float64Array, j: number, k: number): number {
  let sum = 0;
  for (let at = 0; at < k * k; at += k) sum += a[at + i]! * b[at + j]!;
  return sum;
}

/** out = Vᵀ diag(d) V: the symmetric matrix whose eigenvectors are the rows of V. Exactly symmetric. */
export function fromSpectrum(v: Float64Array, d: Float64Array, k: number, out: Float64Array): void {
  const size = k * k;
  for (let i = 0; i < k; i++) {
    let j = 0;
    // Two columns at a time.
    for (; j + 1 <= i; j += 2) {
      let left = 0;
      let right = 0;
      for (let p = 0, at = 0; at < size; p++, at += k) {
        const x = d[p]! * v[at + i]!;
        left += x * v[at + j]!;
        right += x * v[at + j + 1]!;
      }
      out[i * k + j] = left;
      out[j * k + i] = left;
      out[i * k + j + 1] = right;
      out[(j + 1) * k + i] = right;
    }
    if (j === i) {
      let sum = 0;
      for (let p = 0, at = i; p < k; p++, at += k) sum += d[p]! * v[at]! * v[at]!;
      out[i * k + i] = sum;
    }
  }
}

/** out = B Bᵀ, exactly symmetric. */
export function gram(b: Float64Array, k: number, out: Float64Array): void {
  symmetricProduct(b, b, k, out);
}

/** out = Aᵀ B A; `work` is k² numbers of scratch. See docs/mathematics.md §11. */
export function congruence(
  a: Float64Array,
  b: Float64Array,
  k: number,
  out: Float64Array,
  work: Float64Array,
): void {
  multiply(b, a, k, work);
  transposedMultiply(a, work, k, out);
}

/** Replaces A by its symmetric part (A + Aᵀ)/2. */
export function symmetrise(a: Float64Array, k: number): void {
  for (let i = 1; i < k; i++) {
    for (let j = 0; j < i; j++) {
      const mean = 0.5 * (a[i * k + j]! + a[j * k + i]!);
      a[i * k + j] = mean;
      a[j * k + i] = mean;
    }
  }
}

/** A ← Aᵀ. */
export function transpose(a: Float64Array, k: number): void {
  for (let i = 1; i < k; i++) {
    for (let j = 0; j < i; j++) {
      const below = a[i * k + j]!;
      a[i * k + j] = a[j * k + i]!;
      a[j * k + i] = below;
    }
  }
}

/** A ← A + I. */
export function addIdentity(a: Float64Array, k: number): void {
  for (let at = 0; at < k * k; at += k + 1) a[at]! += 1;
}

/** Sum of the squares of the first `length` numbers. */
export function squaredNorm(a: Float64Array, length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += a[i]! * a[i]!;
  return sum;
}

/** Σ aᵢbᵢ over the first `length` numbers: of two vectors, or of two matrices as ⟨A, B⟩. */
export function innerProduct(a: Float64Array, b: Float64Array, length: number): number {
  let sum = 0;
  for (let i = 0; i < length; i++) sum += a[i]! * b[i]!;
  return sum;
}
