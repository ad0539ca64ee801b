import { accurateCholesky, cholesky } from './cholesky.ts';
import { gram, multiply, symmetrise, transposedMultiply } from './matrix.ts';
import { rootOfLower, solveLyapunov } from './root.ts';
import {
  factorGradientInside,
  lowerFactorOf,
  reciprocalDiagonal,
  substituteTransposedColumns,
  substituteTransposedRows,
  substituteTriangle,
} from './triangular.ts';
import type { FactorKind } from './types.ts';
import type { Workspace } from './workspace.ts';

/**
 * Conversions between the layouts of types.ts for one Gaussian, and the pullbacks of gradients through them.
 * Matrices are k×k in the first k² numbers of a Float64Array; `out` never aliases an input.
 * See docs/mathematics.md §1.2, §4.6.
 */

/** The layouts that can hold any covariance. */
export type FullFactorKind = Exclude<FactorKind, 'diagonal'>;

/**
 * Lower Cholesky factor L of Σ. Returns false where the factor does not describe a positive definite covariance
 * (for `root` the root itself must be positive definite, for `cholesky` and `diagonal` the diagonal positive).
 */
export function factorToLower(
  kind: FactorKind,
  factor: Float64Array,
  k: number,
  out: Float64Array,
  workspace: Workspace,
): boolean {
  switch (kind) {
    case 'diagonal': {
      let positive = true;
      out.fill(0, 0, k * k);
      for (let i = 0; i < k; i++) {
        if (!(factor[i]! > 0)) positive = false;
        out[i * k + i] = factor[i]!;
      }
      return positive;
    }
    case 'cholesky': {
      let positive = true;
      for (let i = 0; i < k; i++) {
        for (let j = 0; j < k; j++) out[i * k + j] = j <= i ? factor[i * k + j]! : 0;
        if (!(factor[i * k + i]! > 0)) positive = false;
      }
      return positive;
    }
    case 'root': {
      if (!cholesky(factor, k, out)) return false;
      for (let i = 0; i < k * k; i++) workspace.first[i] = factor[i]!;
      return lowerFactorOf(workspace.first, k, k, out);
    }
    case 'covariance':
      return accurateCholesky(factor, k, out, workspace.first);
  }
}

/** Σ, exactly symmetric. */
export function factorToCovariance(
  kind: FactorKind,
  factor: Float64Array,
  k: number,
  out: Float64Array,
): void {
  switch (kind) {
    case 'diagonal':
      out.fill(0, 0, k * k);
      for (let i = 0; i < k; i++) out[i * k + i] = factor[i]! * factor[i]!;
      return;
    case 'cholesky':
      for (let i = 0; i < k; i++) {
        for (let j = 0; j <= i; j++) {
          let sum = 0;
          for (let p = 0; p <= j; p++) sum += factor[i * k + p]! * factor[j * k + p]!;
          out[i * k + j] = sum;
          out[j * k + i] = sum;
        }
      }
      return;
    case 'root':
      gram(factor, k, out);
      return;
    case 'covariance':
      for (let i = 0; i < k * k; i++) out[i] = factor[i]!;
  }
}

/** Factor of a full kind from the lower factor L of Σ = L Lᵀ. */
export function lowerToFactor(
  kind: FullFactorKind,
  lower: Float64Array,
  k: number,
  out: Float64Array,
  workspace: Workspace,
): void {
  switch (kind) {
    case 'cholesky':
      for (let i = 0; i < k * k; i++) out[i] = lower[i]!;
      return;
    case 'root':
      rootOfLower(lower, k, out, workspace);
      return;
    case 'covariance':
      factorToCovariance('cholesky', lower, k, out);
  }
}

/**
 * ∂L/∂factor from the symmetric ∂L/∂Σ = Γ (dL = Σᵢⱼ Γᵢⱼ dΣᵢⱼ): `diagonal` 2sᵢΓᵢᵢ; `cholesky` the lower triangle of
 * 2ΓL; `root` SΓ + ΓS; `covariance` Γ itself.
 */
export function covarianceGradientToFactor(
  kind: FactorKind,
  factor: Float64Array,
  k: number,
  covarianceGradient: Float64Array,
  out: Float64Array,
): void {
  switch (kind) {
    case 'diagonal':
      for (let i = 0; i < k; i++) out[i] = 2 * factor[i]! * covarianceGradient[i * k + i]!;
      return;
    case 'cholesky':
      for (let i = 0; i < k; i++) {
        const row = i * k;
        for (let j = 0; j <= i; j++) {
          let sum = 0;
          for (let p = j, at = j * k + j; p < k; p++, at += k)
            sum += covarianceGradient[row + p]! * factor[at]!;
          out[row + j] = 2 * sum;
        }
        for (let j = i + 1; j < k; j++) out[row + j] = 0;
      }
      return;
    case 'root':
      multiply(factor, covarianceGradient, k, out);
      symmetrise(out, k);
      for (let i = 0; i < k * k; i++) out[i]! *= 2;
      return;
    case 'covariance':
      for (let i = 0; i < k * k; i++) out[i] = covarianceGradient[i]!;
  }
}

/**
 * The symmetric ∂L/∂Σ from ∂L/∂factor: `cholesky` ½L⁻ᵀ(Φ + Φᵀ)L⁻¹ with Φ the lower triangle of
 * Lᵀ∂L/∂L with half its diagonal (Murray 2016, arXiv 1602.07527); `root` by a Lyapunov equation.
 */
export function factorGradientToCovariance(
  kind: FullFactorKind,
  factor: Float64Array,
  k: number,
  factorGradient: Float64Array,
  out: Float64Array,
  workspace: Workspace,
): void {
  switch (kind) {
    case 'cholesky': {
      const reciprocals = workspace.values;
      reciprocalDiagonal(factor, k, reciprocals);
      factorGradientInside(factor, factorGradient, k, out);
      substituteTransposedColumns(factor, reciprocals, k, out);
      substituteTransposedRows(factor, reciprocals, k, out);
      symmetrise(out, k);
      return;
    }
    case 'root':
      for (let i = 0; i < k * k; i++) out[i] = factorGradient[i]!;
      symmetrise(out, k);
      solveLyapunov(factor, k, out, workspace);
      return;
    case 'covariance':
      for (let i = 0; i < k * k; i++) out[i] = factorGradient[i]!;
      symmetrise(out, k);
  }
}

/** Σ⁻¹ = L⁻ᵀL⁻¹, from the lower factor. */
export function precisionOfLower(
  lower: Float64Array,
  k: number,
  out: Float64Array,
  workspace: Workspace,
): void {
  const { first: inverse, values: reciprocals } = workspace;
  inverse.fill(0, 0, k * k);
  for (let i = 0; i < k; i++) inverse[i * k + i] = 1;
  reciprocalDiagonal(lower, k, reciprocals);
  substituteTriangle(lower, reciprocals, k, inverse);
  transposedMultiply(inverse, inverse, k, out);
}
