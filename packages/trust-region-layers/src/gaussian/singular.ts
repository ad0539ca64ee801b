const MAX_SWEEPS = 40;

/**
 * Singular value decomposition of a k×k matrix by one-sided Jacobi rotations (Hestenes): G = Σⱼ σⱼ pⱼ qⱼᵀ, with
 * pⱼ the rows of `left` and qⱼ the rows of `right`. σ² and p are the eigen-decomposition of G Gᵀ without ever
 * forming it, so small eigenvalues keep the digits that squaring would lose. G is not changed and must have
 * full rank. See docs/mathematics.md §11.4.
 */
export function singularDecomposition(
  g: Float64Array,
  k: number,
  values: Float64Array,
  left: Float64Array,
  right: Float64Array,
): void {
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) {
      left[j * k + i] = g[i * k + j]!;
      right[i * k + j] = i === j ? 1 : 0;
    }
  }
  const tolerance = Math.max(4, k) * 2.3e-16;
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < k - 1; p++) {
      for (let q = p + 1; q < k; q++) {
        let alpha = 0;
        let beta = 0;
        let gamma = 0;
        for (let r = 0; r < k; r++) {
          const x = left[p * k + r]!;
          const y = left[q * k + r]!;
          alpha += x * x;
          beta += y * y;
          gamma += x * y;
        }
        if (!(Math.abs(gamma) > tolerance * Math.sqrt(alpha) * Math.sqrt(beta))) continue;
        rotated = true;
        const zeta = (beta - alpha) / (2 * gamma);
        const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
        const c = 1 / Math.sqrt(1 + t * t);
        const s = t * c;
        rotateRows(left, p * k, q * k, k, c, s);
        rotateRows(right, p * k, q * k, k, c, s);
      }
    }
    if (!rotated) break;
  }
  for (let j = 0; j < k; j++) {
    let norm = 0;
    for (let r = 0; r < k; r++) norm += left[j * k + r]! * left[j * k + r]!;
    norm = Math.sqrt(norm);
    values[j] = norm;
    for (let r = 0; r < k; r++) left[j * k + r]! /= norm;
  }
}

function rotateRows(m: Float64Array, p: number, q: number, k: number, c: number, s: number): void {
  for (let r = 0; r < k; r++) {
    const x = m[p + r]!;
    const y = m[q + r]!;
    m[p + r] = c * x - s * y;
    m[q + r] = s * x + c * y;
  }
}
