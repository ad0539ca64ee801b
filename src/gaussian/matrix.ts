/** Products of k×k matrices stored row-major in the first k² numbers of a Float64Array. `out` never aliases. */

/** out = A B. */
export function multiply(a: Float64Array, b: Float64Array, k: number, out: Float64Array): void {
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      let sum = 0;
      for (let p = 0; p < k; p++) sum += a[i * k + p]! * b[p * k + j]!;
      out[i * k + j] = sum;
    }
  }
}

/** out = A Bᵀ. */
export function multiplyTransposed(a: Float64Array, b: Float64Array, k: number, out: Float64Array): void {
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      let sum = 0;
      for (let p = 0; p < k; p++) sum += a[i * k + p]! * b[j * k + p]!;
      out[i * k + j] = sum;
    }
  }
}

/** out = Aᵀ B. */
export function transposedMultiply(a: Float64Array, b: Float64Array, k: number, out: Float64Array): void {
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      let sum = 0;
      for (let p = 0; p < k; p++) sum += a[p * k + i]! * b[p * k + j]!;
      out[i * k + j] = sum;
    }
  }
}

/** out = Vᵀ diag(d) V: the symmetric matrix whose eigenvectors are the rows of V. Exactly symmetric. */
export function fromSpectrum(v: Float64Array, d: Float64Array, k: number, out: Float64Array): void {
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let p = 0; p < k; p++) sum += d[p]! * v[p * k + i]! * v[p * k + j]!;
      out[i * k + j] = sum;
      out[j * k + i] = sum;
    }
  }
}

/** out = B Bᵀ, exactly symmetric. */
export function gram(b: Float64Array, k: number, out: Float64Array): void {
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let p = 0; p < k; p++) sum += b[i * k + p]! * b[j * k + p]!;
      out[i * k + j] = sum;
      out[j * k + i] = sum;
    }
  }
}

/** out = Aᵀ B A; `work` is k² numbers of scratch. */
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
