import { symmetricEigen } from './eigen.ts';
import { congruence, fromSpectrum, multiply, multiplyTransposed, symmetrise, transpose } from './matrix.ts';
import { singularDecomposition } from './singular.ts';
import { symmetricCongruence } from './triangular.ts';
import { tridiagonalEigen } from './tridiagonal.ts';
import { createWorkspace, type Workspace } from './workspace.ts';

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

/** Smallest share of the largest variance at which the root is taken from Σ itself rather than from its factor. */
const MODERATE = 1e-4;

/**
 * The symmetric root S of one covariance at a time, with what the pullback of a gradient through it needs: both from
 * one eigen-decomposition, of Σ where it is well-conditioned, of its factor (one-sided Jacobi) where it is not; for
 * k = 2 from closed forms.
 */
export class SymmetricRoot {
  readonly dimension: number;
  /** S. */
  readonly root: Float64Array;
  /** S = Vᵀ diag(values) V, for k > 2. */
  private readonly vectors: Float64Array;
  private readonly values: Float64Array;
  private readonly workspace: Workspace;
  private readonly off: Float64Array;
  private readonly scale: Float64Array;

  constructor(dimension: number) {
    this.dimension = dimension;
    this.root = new Float64Array(dimension * dimension);
    this.vectors = new Float64Array(dimension * dimension);
    this.values = new Float64Array(dimension);
    this.workspace = createWorkspace(dimension);
    this.off = new Float64Array(dimension);
    this.scale = new Float64Array(dimension);
  }

  /** Takes S from the lower factor L of Σ. */
  setLower(l: Float64Array): void {
    const { dimension: k, root, vectors, values } = this;
    if (k <= 2) {
      rootOfLower(l, k, root, this.workspace);
      return;
    }
    const { first, second } = this.workspace;
    gramOfLower(l, k, first);
    tridiagonalEigen(first, k, values, vectors, this.off, this.scale);
    let smallest = Infinity;
    let largest = 0;
    for (let i = 0; i < k; i++) {
      smallest = Math.min(smallest, values[i]!);
      largest = Math.max(largest, values[i]!);
      values[i] = Math.sqrt(values[i]!);
    }
    if (!(smallest > MODERATE * largest)) singularDecomposition(l, k, values, vectors, second);
    fromSpectrum(vectors, values, k, root);
  }

  /** Numbers that `store` writes. */
  get storedSize(): number {
    return 2 * this.root.length + this.dimension;
  }

  store(out: Float64Array, at: number): void {
    const { root, vectors, values } = this;
    const size = root.length;
    for (let i = 0; i < size; i++) {
      out[at + i] = root[i]!;
      out[at + size + i] = vectors[i]!;
    }
    for (let i = 0; i < values.length; i++) out[at + 2 * size + i] = values[i]!;
  }

  load(from: Float64Array, at: number): void {
    const { root, vectors, values } = this;
    const size = root.length;
    for (let i = 0; i < size; i++) {
      root[i] = from[at + i]!;
      vectors[i] = from[at + size + i]!;
    }
    for (let i = 0; i < values.length; i++) values[i] = from[at + 2 * size + i]!;
  }

  /** ∂L/∂Σ from the symmetric ∂L/∂S, in place: X of S X + X S = Γ. */
  pullback(gradient: Float64Array): void {
    const { dimension: k, root, vectors, values, workspace } = this;
    if (k === 1) {
      gradient[0]! /= 2 * root[0]!;
      return;
    }
    if (k === 2) {
      const a = root[0]!;
      const b = root[1]!;
      const c = root[3]!;
      const trace = a + c;
      const determinant = a * c - b * b;
      if (determinant > MODERATE * trace * trace) {
        // X = (|S| Γ + adj(S) Γ adj(S))/(2 tr(S) |S|).
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
        return;
      }
      solveLyapunov(root, k, gradient, workspace);
      return;
    }
    const { first, second, third } = workspace;
    symmetricCongruence(vectors, gradient, k, first, third);
    for (let i = 0; i < k; i++) {
      for (let j = 0; j <= i; j++) {
        const entry = first[i * k + j]! / (values[i]! + values[j]!);
        first[i * k + j] = entry;
        first[j * k + i] = entry;
      }
    }
    for (let i = 0; i < k * k; i++) second[i] = vectors[i]!;
    transpose(second, k);
    symmetricCongruence(second, first, k, gradient, third);
  }
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
