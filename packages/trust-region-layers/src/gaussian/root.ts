import { symmetricEigen } from './eigen.ts';
import { fromSpectrum, transpose } from './matrix.ts';
import { singularDecomposition } from './singular.ts';
import { symmetricCongruence } from './triangular.ts';
import { tridiagonalEigen } from './tridiagonal.ts';
import type { Workspace } from './workspace.ts';

/**
 * Smallest share of the largest deviation at which spectra come from the QR algorithm, whose errors are relative to the
 * largest eigenvalue; those of wider spread from Jacobi's method.
 */
const MODERATE = 1e-2;

/**
 * Symmetric positive definite root S of Σ = L Lᵀ (S S = Σ) from the lower factor L.
 * k = 2 in closed form: S = (Σ + √|Σ| I)/√(tr Σ + 2√|Σ|), where √|Σ| = l₁₁l₂₂ involves no cancellation.
 * See docs/mathematics.md §11.3.
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
  rootWithSpectrum(l, k, out, workspace.first, workspace.values, workspace);
}

/** S = Vᵀ diag(values) V from L: from Σ where it is well-conditioned, without forming it where it is not. */
function decomposeRoot(
  l: Float64Array,
  k: number,
  values: Float64Array,
  vectors: Float64Array,
  workspace: Workspace,
): void {
  const { second, third } = workspace;
  gramOfLower(l, k, third);
  tridiagonalEigen(third, k, values, vectors, workspace.off, workspace.scale);
  let smallest = Infinity;
  let largest = 0;
  for (let i = 0; i < k; i++) {
    smallest = Math.min(smallest, values[i]!);
    largest = Math.max(largest, values[i]!);
    values[i] = Math.sqrt(values[i]!);
  }
  if (!(smallest > MODERATE * MODERATE * largest)) singularDecomposition(l, k, values, vectors, second);
}

/** Lower triangle of L Lᵀ. */
function gramOfLower(l: Float64Array, k: number, out: Float64Array): void {
  for (let i = 0; i < k; i++) {
    const row = i * k;
    for (let j = 0; j <= i; j++) {
      const other = j * k;
      let sum = 0;
      for (let p = 0; p <= j; p++) sum += l[row + p]! * l[other + p]!;
      out[row + j] = sum;
    }
  }
}

/**
 * Solves S X + X S = Γ for symmetric X, given symmetric positive definite S and symmetric Γ: the pullback of a gradient
 * through the symmetric root, ∂L/∂Σ from ∂L/∂S. In the eigenbasis of S, for k = 2 in closed form. `gradient` is Γ on
 * entry, X on return. See docs/mathematics.md §4.4.
 */
export function solveLyapunov(
  root: Float64Array,
  k: number,
  gradient: Float64Array,
  workspace: Workspace,
): void {
  if (k === 1) {
    gradient[0]! /= 2 * root[0]!;
    return;
  }
  if (k === 2 && solveLyapunovInClosedForm(root, gradient)) return;
  const { first: vectors, second, third, values } = workspace;
  for (let i = 0; i < k * k; i++) third[i] = root[i]!;
  tridiagonalEigen(third, k, values, vectors, workspace.off, workspace.scale);
  let smallest = Infinity;
  let largest = 0;
  for (let i = 0; i < k; i++) {
    smallest = Math.min(smallest, values[i]!);
    largest = Math.max(largest, values[i]!);
  }
  if (!(smallest > MODERATE * largest)) {
    for (let i = 0; i < k * k; i++) third[i] = root[i]!;
    symmetricEigen(third, k, values, vectors);
  }
  solveLyapunovInBasis(vectors, values, k, gradient, second, third);
}

/** For k = 2: X = (|S| Γ + adj(S) Γ adj(S))/(2 tr(S) |S|). False where S is too ill-conditioned for it. */
function solveLyapunovInClosedForm(root: Float64Array, gradient: Float64Array): boolean {
  const a = root[0]!;
  const b = root[1]!;
  const c = root[3]!;
  const trace = a + c;
  const determinant = a * c - b * b;
  if (!(determinant > MODERATE * trace * trace)) return false;
  const weight = 0.5 / (trace * determinant);
  const x = gradient[0]!;
  const y = gradient[1]!;
  const z = gradient[3]!;
  const p = c * x - b * y;
  const q = c * y - b * z;
  const r = a * y - b * x;
  const s = a * z - b * y;
  gradient[0] = weight * (determinant * x + c * p - b * q);
  gradient[1] = weight * (determinant * y + a * q - b * p);
  gradient[2] = gradient[1];
  gradient[3] = weight * (determinant * z + a * s - b * r);
  return true;
}

/**
 * {@link solveLyapunov} where the eigen-decomposition S = Vᵀ diag(values) V is known (eigenvectors in rows); `rotated`
 * and `work` are k² numbers of scratch each.
 */
export function solveLyapunovInBasis(
  vectors: Float64Array,
  values: Float64Array,
  k: number,
  gradient: Float64Array,
  rotated: Float64Array,
  work: Float64Array,
): void {
  symmetricCongruence(vectors, gradient, k, rotated, work);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      const entry = rotated[i * k + j]! / (values[i]! + values[j]!);
      rotated[i * k + j] = entry;
      rotated[j * k + i] = entry;
    }
  }
  transpose(vectors, k);
  symmetricCongruence(vectors, rotated, k, gradient, work);
  transpose(vectors, k);
}

/**
 * The symmetric root S of Σ = L Lᵀ with its eigen-decomposition S = Vᵀ diag(values) V, which for k ≤ 2 is not needed and
 * left alone.
 */
export function rootWithSpectrum(
  l: Float64Array,
  k: number,
  root: Float64Array,
  vectors: Float64Array,
  values: Float64Array,
  workspace: Workspace,
): void {
  if (k <= 2) {
    rootOfLower(l, k, root, workspace);
    return;
  }
  decomposeRoot(l, k, values, vectors, workspace);
  fromSpectrum(vectors, values, k, root);
}

/** {@link solveLyapunov} for what {@link rootWithSpectrum} gave. */
export function pullThroughRoot(
  root: Float64Array,
  vectors: Float64Array,
  values: Float64Array,
  k: number,
  gradient: Float64Array,
  workspace: Workspace,
): void {
  if (k <= 2) solveLyapunov(root, k, gradient, workspace);
  else solveLyapunovInBasis(vectors, values, k, gradient, workspace.second, workspace.third);
}
