import { symmetricEigen } from './eigen.ts';
import { congruence, fromSpectrum, multiply, multiplyTransposed, symmetrise } from './matrix.ts';
import { singularDecomposition } from './singular.ts';
import type { Workspace } from './workspace.ts';

/**
 * Symmetric positive definite root S of Σ = L Lᵀ (S S = Σ) from the lower factor L, without forming Σ.
 * k = 2 in closed form: S = (Σ + √|Σ| I)/√(tr Σ + 2√|Σ|), where √|Σ| = l₁₁l₂₂ involves no cancellation.
 */
export function rootOfLower(l: Float64Array, k: number, out: Float64Array, workspace: Workspace): void {
  if (k === 1) {
    out[0] = l[0]!;
    return;
  }
  if (k === 2) {
    const a = l[0]!;
    const b = l[2]!;
    const c = l[3]!;
    const determinant = a * c;
    const trace = Math.sqrt((a + c) * (a + c) + b * b);
    out[0] = (a * a + determinant) / trace;
    out[1] = (a * b) / trace;
    out[2] = out[1];
    out[3] = (b * b + c * c + determinant) / trace;
    return;
  }
  singularDecomposition(l, k, workspace.values, workspace.first, workspace.second);
  fromSpectrum(workspace.first, workspace.values, k, out);
}

/**
 * Solves S X + X S = Γ for symmetric X, given symmetric positive definite S and symmetric Γ, in the eigenbasis
 * of S: the pullback of a gradient through the symmetric root, ∂L/∂Σ from ∂L/∂S. `gradient` is Γ on entry,
 * X on return.
 */
export function solveLyapunov(
  root: Float64Array,
  k: number,
  gradient: Float64Array,
  workspace: Workspace,
): void {
  const { first: vectors, second: rotated, third: work, values } = workspace;
  for (let i = 0; i < k * k; i++) work[i] = root[i]!;
  symmetricEigen(work, k, values, vectors);
  solveLyapunovInBasis(vectors, values, k, gradient, rotated, work);
}

/** {@link solveLyapunov} where the eigen-decomposition S = Vᵀ diag(values) V is known (eigenvectors in rows). */
export function solveLyapunovInBasis(
  vectors: Float64Array,
  values: Float64Array,
  k: number,
  gradient: Float64Array,
  rotated: Float64Array,
  work: Float64Array,
): void {
  multiply(vectors, gradient, k, work);
  multiplyTransposed(work, vectors, k, rotated);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < k; j++) rotated[i * k + j]! /= values[i]! + values[j]!;
  }
  congruence(vectors, rotated, k, gradient, work);
  symmetrise(gradient, k);
}
