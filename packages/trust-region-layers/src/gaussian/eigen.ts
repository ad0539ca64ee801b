const MAX_SWEEPS = 40;

/**
 * Eigen-decomposition of a symmetric k×k matrix by cyclic Jacobi rotations: A = Vᵀ diag(values) V with the
 * eigenvectors in the rows of `vectors`, in no particular order. For positive definite A even the small
 * eigenvalues of a graded matrix keep their relative accuracy. Destroys A. For k = 2 one rotation is the answer.
 * See docs/mathematics.md §11.2.
 */
export function symmetricEigen(
  a: Float64Array,
  k: number,
  values: Float64Array,
  vectors: Float64Array,
): void {
  vectors.fill(0, 0, k * k);
  for (let i = 0; i < k; i++) vectors[i * k + i] = 1;
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < k - 1; p++) {
      for (let q = p + 1; q < k; q++) {
        const apq = a[p * k + q]!;
        const app = a[p * k + p]!;
        const aqq = a[q * k + q]!;
        if (apq === 0 || Math.abs(apq) <= 1e-17 * Math.sqrt(Math.abs(app * aqq))) continue;
        const theta = (aqq - app) / (2 * apq);
        const t =
          Math.abs(theta) > 1e150
            ? 0.5 / theta
            : Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(1 + theta * theta));
        const c = 1 / Math.sqrt(1 + t * t);
        const s = t * c;
        a[p * k + p] = app - t * apq;
        a[q * k + q] = aqq + t * apq;
        a[p * k + q] = 0;
        a[q * k + p] = 0;
        for (let r = 0; r < k; r++) {
          if (r !== p && r !== q) {
            const arp = a[r * k + p]!;
            const arq = a[r * k + q]!;
            const newP = c * arp - s * arq;
            const newQ = s * arp + c * arq;
            a[r * k + p] = newP;
            a[p * k + r] = newP;
            a[r * k + q] = newQ;
            a[q * k + r] = newQ;
          }
          const vp = vectors[p * k + r]!;
          const vq = vectors[q * k + r]!;
          vectors[p * k + r] = c * vp - s * vq;
          vectors[q * k + r] = s * vp + c * vq;
        }
        rotated = true;
      }
    }
    if (!rotated) break;
  }
  for (let i = 0; i < k; i++) values[i] = a[i * k + i]!;
}
