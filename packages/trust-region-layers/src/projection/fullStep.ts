import { halfLogDeterminant } from '../gaussian/cholesky.ts';
import {
  covarianceGradientToFactor,
  type FullFactorKind,
  factorGradientToCovariance,
  factorToLower,
  precisionOfLower,
} from '../gaussian/factor.ts';
import { congruence, squaredNorm, symmetrise } from '../gaussian/matrix.ts';
import {
  factorGradientInside,
  reciprocalDiagonal,
  substitute,
  substituteTransposed,
  substituteTransposedColumns,
  substituteTransposedRows,
  substituteTransposedTriangle,
  substituteTriangle,
} from '../gaussian/triangular.ts';
import { createWorkspace, type Workspace } from '../gaussian/workspace.ts';
import { CovarianceStep, type OldCovariance } from './covarianceStep.ts';

/**
 * A distance d is known without measuring the rounded factor where √d is at least this share of the largest possible
 * rounding in it, in units of 2⁻⁵²: d then changes by at most a few 1e-11 of itself.
 */
const CERTAIN = 1e5;

/**
 * What all steps for full covariances share: the lower Cholesky factors of both sides, whatever the layout.
 * See docs/mathematics.md §4.6, §5.1.
 */
export abstract class FullStep extends CovarianceStep {
  readonly kind: FullFactorKind;
  protected readonly oldLengths: readonly number[];
  protected readonly workspace: Workspace;
  /** L and the reciprocals of its diagonal. */
  protected lower: Float64Array;
  protected readonly reciprocals: Float64Array;
  private readonly covariance: Float64Array;

  /** @param extraSize numbers in the `extra` of an old policy */
  constructor(kind: FullFactorKind, dimension: number, tapeLengths: readonly number[], extraSize = 0) {
    const size = dimension * dimension;
    super(dimension, size, tapeLengths);
    this.kind = kind;
    this.workspace = createWorkspace(dimension);
    this.lower = new Float64Array(size);
    this.reciprocals = new Float64Array(dimension);
    this.covariance = new Float64Array(size);
    this.oldLengths = [size, dimension, 2, extraSize, kind === 'cholesky' ? 0 : size];
  }

  deriveOld(factor: Float64Array, old: OldCovariance): boolean {
    const { dimension: k, size } = this;
    old.norms[0] = 0;
    if (old.extra.length > 0) old.extra[0] = 0;
    if (old.factor !== old.lower) for (let i = 0; i < size; i++) old.factor[i] = factor[i]!;
    if (!factorToLower(this.kind, factor, k, old.lower, this.workspace)) return false;
    reciprocalDiagonal(old.lower, k, old.reciprocals);
    return true;
  }

  load(old: OldCovariance, factor: Float64Array): boolean {
    this.old = old;
    this.proposed = factor;
    if (this.kind === 'cholesky') {
      this.lower = factor;
      return hasPositiveDiagonal(factor, this.dimension);
    }
    return factorToLower(this.kind, factor, this.dimension, this.lower, this.workspace);
  }

  halfLogDeterminant(): number {
    return halfLogDeterminant(this.lower, this.dimension);
  }

  whiten(old: OldCovariance, x: Float64Array): void {
    substitute(old.lower, old.reciprocals, this.dimension, x);
  }

  whitenTransposed(old: OldCovariance, x: Float64Array): void {
    substituteTransposed(old.lower, old.reciprocals, this.dimension, x);
  }

  entropyGradient(gradient: Float64Array): void {
    const { dimension: k, covariance } = this;
    if (this.kind === 'cholesky') {
      gradient.fill(0, 0, this.size);
      for (let i = 0; i < k; i++) gradient[i * k + i] = 1 / this.lower[i * k + i]!;
      return;
    }
    precisionOfLower(this.lower, k, covariance, this.workspace);
    for (let i = 0; i < this.size; i++) covariance[i]! *= 0.5;
    covarianceGradientToFactor(this.kind, this.proposed, k, covariance, gradient);
  }

  /**
   * The symmetric S that ∂L/∂(projected factor) is inside the projected covariance: dL = ⟨S, L̃⁻¹dΣ̃L̃⁻ᵀ⟩.
   */
  protected upstreamInside(
    projected: Float64Array,
    projectedLower: Float64Array,
    upstream: Float64Array,
    out: Float64Array,
  ): void {
    const { dimension: k, covariance } = this;
    if (this.kind === 'cholesky') {
      factorGradientInside(projectedLower, upstream, k, out);
      return;
    }
    factorGradientToCovariance(this.kind, projected, k, upstream, covariance, this.workspace);
    congruence(projectedLower, covariance, k, out, this.workspace.first);
    symmetrise(out, k);
  }

  /** ∂L/∂(proposed factor) where dL = scale·⟨S, L⁻¹dΣL⁻ᵀ⟩ for a symmetric S, which is destroyed. */
  protected gradientFromInside(s: Float64Array, scale: number, gradient: Float64Array): void {
    const { dimension: k, lower, reciprocals, covariance } = this;
    reciprocalDiagonal(lower, k, reciprocals);
    if (this.kind === 'cholesky') {
      for (let i = 0; i < k; i++) {
        const row = i * k;
        for (let j = 0; j <= i; j++) gradient[row + j] = 2 * scale * s[row + j]!;
        for (let j = i + 1; j < k; j++) gradient[row + j] = 0;
      }
      substituteTransposedTriangle(lower, reciprocals, k, gradient);
      return;
    }
    for (let i = 0; i < this.size; i++) covariance[i] = scale * s[i]!;
    substituteTransposedColumns(lower, reciprocals, k, covariance);
    substituteTransposedRows(lower, reciprocals, k, covariance);
    symmetrise(covariance, k);
    covarianceGradientToFactor(this.kind, this.proposed, k, covariance, gradient);
  }

  /** |L_o| and |L_o⁻¹|. */
  protected oldNorms(): Float64Array {
    const { dimension: k, size, covariance: inverse } = this;
    const { lower, reciprocals, norms } = this.old;
    if (norms[0] !== 0) return norms;
    inverse.fill(0);
    for (let i = 0; i < k; i++) inverse[i * k + i] = 1;
    substituteTriangle(lower, reciprocals, k, inverse);
    norms[0] = Math.sqrt(squaredNorm(lower, size));
    norms[1] = Math.sqrt(squaredNorm(inverse, size));
    return norms;
  }

  /**
   * Whether the rounding of a projected factor cannot matter to its distance d: the old covariance is well-conditioned
   * for √d, and the projection so near that its condition is nearly the same. See docs/mathematics.md §3.9.
   * @param scaled whether the distance is measured after whitening with the old covariance.
   */
  protected isCertain(distance: number, scaled: boolean): boolean {
    const norms = this.oldNorms();
    const norm = norms[0]!;
    const inverseNorm = norms[1]!;
    const radius = Math.sqrt(distance);
    const condition = norm * norm * inverseNorm * inverseNorm;
    return scaled
      ? radius <= 0.5 && condition <= CERTAIN * radius
      : radius * inverseNorm <= 0.5 && condition * norm <= CERTAIN * radius;
  }
}

function hasPositiveDiagonal(factor: Float64Array, k: number): boolean {
  for (let at = 0; at < k * k; at += k + 1) if (!(factor[at]! > 0)) return false;
  return true;
}
