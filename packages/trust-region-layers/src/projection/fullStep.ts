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
import type { CovarianceStep } from './covarianceStep.ts';
import { createSlot, type Slot, slotOf, slotSize } from './slot.ts';

/**
 * A distance d is known without measuring the rounded factor where √d is at least this share of the largest possible
 * rounding in it, in units of 2⁻⁵²: d then changes by at most a few 1e-11 of itself.
 */
const CERTAIN = 1e5;

type OldSlot = readonly [Float64Array, Float64Array, Float64Array, Float64Array];

/** What all steps for full covariances share: the lower Cholesky factors of both sides, whatever the layout. */
export abstract class FullStep implements CovarianceStep {
  readonly kind: FullFactorKind;
  readonly dimension: number;
  abstract readonly memory: readonly number[];
  protected readonly size: number;
  protected readonly workspace: Workspace;
  /** The old factor in its layout; the same array as `oldLower` where the layout is `cholesky`. */
  protected old: Float64Array;
  protected proposed: Float64Array;
  /** L_o, L and the reciprocals of their diagonals. */
  protected oldLower: Float64Array;
  protected oldReciprocals: Float64Array;
  protected lower: Float64Array;
  protected readonly reciprocals: Float64Array;
  /** What further follows from the old policy alone, for a subclass to fill. */
  protected oldExtra: Float64Array;
  /** |L_o| and |L_o⁻¹| (Frobenius), for `completeOld` to fill. */
  private oldNorms: Float64Array;
  private readonly oldLengths: readonly number[];
  /** Where `setOld` derives to. */
  private readonly ownOld: Slot;
  private readonly covariance: Float64Array;

  /** @param oldExtraSize numbers in `oldExtra` */
  constructor(kind: FullFactorKind, dimension: number, oldExtraSize = 0) {
    this.kind = kind;
    this.dimension = dimension;
    this.size = dimension * dimension;
    this.workspace = createWorkspace(dimension);
    this.proposed = new Float64Array(this.size);
    this.lower = new Float64Array(this.size);
    this.reciprocals = new Float64Array(dimension);
    this.covariance = new Float64Array(this.size);
    const factorSize = kind === 'cholesky' ? 0 : this.size;
    this.oldLengths = [this.size, dimension, 2, oldExtraSize, factorSize];
    this.ownOld = createSlot(this.oldLengths);
    [this.oldLower, this.oldReciprocals, this.oldNorms, this.oldExtra] = this.ownOld as OldSlot;
    this.old = kind === 'cholesky' ? this.oldLower : this.ownOld[4]!;
  }

  completeOld(): void {
    const { dimension: k, oldLower, oldReciprocals } = this;
    const inverse = this.covariance;
    inverse.fill(0);
    for (let i = 0; i < k; i++) inverse[i * k + i] = 1;
    substituteTriangle(oldLower, oldReciprocals, k, inverse);
    this.oldNorms[0] = Math.sqrt(squaredNorm(oldLower, this.size));
    this.oldNorms[1] = Math.sqrt(squaredNorm(inverse, this.size));
  }

  get oldSize(): number {
    return slotSize(this.oldLengths);
  }

  setOld(factor: Float64Array): boolean {
    this.loadOld(this.ownOld);
    const { dimension: k, size, old, oldLower } = this;
    if (old !== oldLower) for (let i = 0; i < size; i++) old[i] = factor[i]!;
    if (!factorToLower(this.kind, factor, k, oldLower, this.workspace)) return false;
    reciprocalDiagonal(oldLower, k, this.oldReciprocals);
    return true;
  }

  storeOld(out: Float64Array, at: number): Slot {
    const slot = slotOf(out, at, this.oldLengths);
    for (let part = 0; part < slot.length; part++) slot[part]!.set(this.ownOld[part]!);
    return slot;
  }

  loadOld(slot: Slot): void {
    this.oldLower = slot[0]!;
    this.oldReciprocals = slot[1]!;
    this.oldNorms = slot[2]!;
    this.oldExtra = slot[3]!;
    this.old = this.kind === 'cholesky' ? this.oldLower : slot[4]!;
  }

  setProposed(factor: Float64Array): boolean {
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

  whiten(x: Float64Array): void {
    substitute(this.oldLower, this.oldReciprocals, this.dimension, x);
  }

  whitenTransposed(x: Float64Array): void {
    substituteTransposed(this.oldLower, this.oldReciprocals, this.dimension, x);
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

  abstract distance(): number;
  abstract multiplier(bound: number): number;
  abstract interpolate(multiplier: number, out: Float64Array): void;
  achieved(_multiplier: number): number {
    return Number.NaN;
  }

  /** tr Σ_o. */
  protected oldTrace(): number {
    return this.oldNorms[0]! * this.oldNorms[0]!;
  }

  /**
   * Whether the rounding of a projected factor cannot matter to its distance d: the old covariance is well-conditioned
   * for √d, and the projection so near that its condition is nearly the same.
   * @param scaled whether the distance is measured after whitening with the old covariance.
   */
  protected isCertain(distance: number, scaled: boolean): boolean {
    const norm = this.oldNorms[0]!;
    const inverseNorm = this.oldNorms[1]!;
    const radius = Math.sqrt(distance);
    const condition = norm * norm * inverseNorm * inverseNorm;
    return scaled
      ? radius <= 0.5 && condition <= CERTAIN * radius
      : radius * inverseNorm <= 0.5 && condition * norm <= CERTAIN * radius;
  }

  abstract attach(slot: Slot | null): void;
  abstract remembers(): boolean;
  abstract recall(): void;
  abstract pullback(
    multiplier: number,
    projected: Float64Array,
    upstream: Float64Array,
    gradient: Float64Array,
  ): void;
  abstract distanceGradient(weight: number, gradient: Float64Array): void;
}

function hasPositiveDiagonal(factor: Float64Array, k: number): boolean {
  for (let at = 0; at < k * k; at += k + 1) if (!(factor[at]! > 0)) return false;
  return true;
}
