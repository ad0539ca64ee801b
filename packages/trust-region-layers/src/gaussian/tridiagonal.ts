/**
 * Eigen-decomposition of symmetric k×k matrices by Householder reduction to tridiagonal form and the QR algorithm
 * (Golub and Van Loan, Matrix Computations, §8.3). A nearly fixed amount of work, several times less than Jacobi's
 * method for k from 3 to about 30; errors are a few rounding errors of the *largest* eigenvalue, so that small
 * eigenvalues of graded matrices keep their digits only with the Jacobi routines of eigen.ts and singular.ts.
 */

const MAX_ITERATIONS = 60;
/** Off-diagonal entries below this share of the norm are zero: half a rounding error. */
const NEGLIGIBLE = 1.1e-16;

/**
 * Reduces A to the tridiagonal T = Qᵀ A Q: `diagonal` gets T's diagonal, `off[i]` the entry between i − 1 and i.
 * Reads and destroys the lower triangle of A, whose row i then holds the Householder vector uᵢ (i numbers);
 * `scale[i]` = ½|uᵢ|², 0 where no reflection was needed. Neither squares of entries nor their sums may leave the
 * range of float64.
 */
function tridiagonalise(
  a: Float64Array,
  k: number,
  diagonal: Float64Array,
  off: Float64Array,
  scale: Float64Array,
): void {
  for (let i = k - 1; i > 1; i--) {
    const row = i * k;
    let rest = 0;
    for (let j = 0; j < i - 1; j++) rest += a[row + j]! * a[row + j]!;
    const last = a[row + i - 1]!;
    diagonal[i] = a[row + i]!;
    if (rest === 0) {
      off[i] = last;
      scale[i] = 0;
      continue;
    }
    const square = rest + last * last;
    const norm = Math.sqrt(square);
    const image = last > 0 ? -norm : norm;
    off[i] = image;
    a[row + i - 1] = last - image;
    const half = square - last * image;
    scale[i] = half;
    const inverse = 1 / half;
    // off[0 … i−1] serves as p = A u/½|u|² and then as q = p − (uᵀp/|u|²) u; A ← A − u qᵀ − q uᵀ.
    for (let j = 0; j < i; j++) {
      const line = j * k;
      const uj = a[row + j]!;
      let sum = 0;
      for (let m = 0; m < j; m++) {
        const entry = a[line + m]!;
        sum += entry * a[row + m]!;
        off[m]! += entry * uj;
      }
      off[j] = sum + a[line + j]! * uj;
    }
    let dot = 0;
    for (let j = 0; j < i; j++) {
      off[j]! *= inverse;
      dot += off[j]! * a[row + j]!;
    }
    const share = 0.5 * dot * inverse;
    for (let j = 0; j < i; j++) {
      const line = j * k;
      const uj = a[row + j]!;
      const qj = off[j]! - share * uj;
      off[j] = qj;
      for (let m = 0; m <= j; m++) a[line + m]! -= uj * off[m]! + qj * a[row + m]!;
    }
  }
  off[0] = 0;
  if (k > 1) {
    off[1] = a[k]!;
    diagonal[1] = a[k + 1]!;
  }
  diagonal[0] = a[0]!;
}

/** Largest entry of T in absolute value. */
function largestEntry(diagonal: Float64Array, off: Float64Array, k: number): number {
  let largest = 0;
  for (let i = 0; i < k; i++) {
    const d = Math.abs(diagonal[i]!);
    const e = Math.abs(off[i]!);
    if (d > largest) largest = d;
    if (e > largest) largest = e;
  }
  return largest;
}

/**
 * Eigen-decomposition A = Vᵀ diag(values) V of a symmetric matrix with the eigenvectors in the rows of `vectors`, in
 * no particular order, by the QR algorithm with implicit Wilkinson shifts. Reads and destroys the lower triangle of A;
 * `off` and `scale` are k numbers of scratch each. See docs/mathematics.md §11.2.
 */
export function tridiagonalEigen(
  a: Float64Array,
  k: number,
  values: Float64Array,
  vectors: Float64Array,
  off: Float64Array,
  scale: Float64Array,
): void {
  tridiagonalise(a, k, values, off, scale);
  accumulateReflections(a, k, scale, vectors);
  const negligible = NEGLIGIBLE * largestEntry(values, off, k);
  let last = k - 1;
  let iteration = 0;
  while (last > 0) {
    let first = last;
    while (first > 0 && Math.abs(off[first]!) > negligible) first--;
    if (first === last) {
      last--;
      iteration = 0;
      continue;
    }
    const entry = off[last]!;
    const half = 0.5 * (values[last - 1]! - values[last]!);
    const radius = Math.sqrt(half * half + entry * entry);
    if (first === last - 1) {
      // One rotation diagonalises a 2×2 block.
      const t = entry / (half + (half < 0 ? -radius : radius));
      const c = 1 / Math.sqrt(1 + t * t);
      values[first]! += t * entry;
      values[last]! -= t * entry;
      rotateRows(vectors, first * k, k, c, t * c);
      last -= 2;
      iteration = 0;
      continue;
    }
    if (iteration++ === MAX_ITERATIONS) return;
    const shift = values[last]! - (entry * entry) / (half + (half < 0 ? -radius : radius));
    // One sweep of rotations, the diagonal entry d and the off-diagonal entry e under way in registers.
    let d = values[first]!;
    let e = off[first + 1]!;
    let x = d - shift;
    let z = e;
    for (let i = first; i < last; i++) {
      const square = x * x + z * z;
      let c = 1;
      let s = 0;
      if (square > 0) {
        const norm = Math.sqrt(square);
        // Not 1/norm: this division does not wait for the root.
        const inverse = norm * (1 / square);
        c = x * inverse;
        s = z * inverse;
        if (i > first) off[i] = norm;
      } else if (i > first) off[i] = 0;
      const next = values[i + 1]!;
      const w = s * (next - d) + 2 * c * e;
      const step = s * w;
      values[i] = d + step;
      d = next - step;
      x = c * w - e;
      rotateRows(vectors, i * k, k, c, s);
      if (i + 1 < last) {
        off[i + 1] = x;
        z = s * off[i + 2]!;
        e = c * off[i + 2]!;
      }
    }
    off[last] = x;
    values[last] = d;
  }
}

/** `vectors` = Qᵀ, the product of the reflections that `tridiagonalise` left in the rows of A. */
function accumulateReflections(a: Float64Array, k: number, scale: Float64Array, vectors: Float64Array): void {
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) vectors[i * k + j] = i === j ? 1 : 0;
  }
  for (let i = 2; i < k; i++) {
    if (scale[i] === 0) continue;
    const u = i * k;
    const inverse = 1 / scale[i]!;
    for (let r = 0; r < i; r++) {
      const row = r * k;
      let dot = 0;
      for (let j = 0; j < i; j++) dot += vectors[row + j]! * a[u + j]!;
      dot *= inverse;
      for (let j = 0; j < i; j++) vectors[row + j]! -= dot * a[u + j]!;
    }
  }
}

/** Rows p and p + 1 of a k×k matrix (from `row`) turn into c·p + s·q and c·q − s·p. */
function rotateRows(m: Float64Array, row: number, k: number, c: number, s: number): void {
  for (let j = row; j < row + k; j++) {
    const x = m[j]!;
    const y = m[j + k]!;
    m[j] = c * x + s * y;
    m[j + k] = c * y - s * x;
  }
}
