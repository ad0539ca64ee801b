import {
  covarianceGradientToFactor,
  type FullFactorKind,
  factorGradientToCovariance,
  lowerToFactor,
} from '../gaussian/factor.ts';
import { congruence, fromSpectrum, multiplyTransposed, symmetrise } from '../gaussian/matrix.ts';
import { choleskyNearIdentity } from '../gaussian/nearIdentity.ts';
import { singularDecomposition } from '../gaussian/singular.ts';
import {
  lowerFactorOf,
  multiplyByLower,
  solveLowerColumns,
  solveLowerRows,
  solveLowerTransposedColumns,
  solveLowerTransposedRows,
} from '../gaussian/triangular.ts';
import { FullStep } from './fullStep.ts';

/**
 * Whitened differences of covariances up to this size are factorised relative to the identity, larger ones taken
 * from the two Cholesky factors: the first way has a relative error of cond(Σ_o)·2⁻⁵³, the second an absolute one
 * of √cond(Σ_o)·2⁻⁵³.
 */
const NEAR = 1e-3;

/** Spectra above this are interpolated as a correction of Σ_o. */
const MODERATE = 0.5;

/**
 * Steps that only change the spectrum of the whitened covariance M = L_o⁻¹ΣL_o⁻ᵀ = U diag(λ) Uᵀ: the projection is
 * L_oU diag(λ̃) UᵀL_oᵀ. KL and the scaled Bures step are of this kind; because f(M) turns with the whitening, any
 * factor of Σ_o gives the same result. M is held as its lower factor I + D, so that nothing is rounded away when
 * the two policies are close, and its spectrum is taken from that factor by one-sided Jacobi, so that nothing is
 * lost when they are far apart.
 */
export abstract class WhitenedStep extends FullStep {
  /** D, lower triangular: L_o⁻¹L = I + D. */
  protected readonly difference: Float64Array;
  /** Singular values σ of I + D; λ = σ². Valid after `decompose`. */
  protected readonly sigma: Float64Array;
  protected readonly lambda: Float64Array;
  /** λ − 1 without cancellation. */
  protected readonly x: Float64Array;
  /** Rows are the eigenvectors uᵢ of M. */
  protected readonly basis: Float64Array;
  /** λ̃ and λ̃ − 1, filled by `mapSpectrum`. */
  protected readonly newLambda: Float64Array;
  protected readonly newX: Float64Array;
  protected readonly first: Float64Array;
  protected readonly second: Float64Array;
  protected readonly third: Float64Array;
  private decomposed = false;

  constructor(kind: FullFactorKind, dimension: number) {
    super(kind, dimension);
    const vector = () => new Float64Array(this.dimension);
    const matrix = () => new Float64Array(this.size);
    this.difference = matrix();
    this.basis = matrix();
    this.first = matrix();
    this.second = matrix();
    this.third = matrix();
    this.sigma = vector();
    this.lambda = vector();
    this.x = vector();
    this.newLambda = vector();
    this.newX = vector();
  }

  /** λ̃ at this multiplier. */
  protected abstract mapSpectrum(multiplier: number): void;
  /** `hat` is Ĝ = TᵀGT on entry (T = L_oU), Ŷ with ∂L/∂Σ = T⁻ᵀŶT⁻¹ on return. */
  protected abstract pullSpectrum(multiplier: number, hat: Float64Array): void;

  override setProposed(factor: Float64Array): boolean {
    this.decomposed = false;
    return super.setProposed(factor) && this.findDifference();
  }

  private findDifference(): boolean {
    const { dimension: k, size, difference } = this;
    if (this.kind === 'covariance') {
      const x = this.first;
      for (let i = 0; i < size; i++) x[i] = this.proposed[i]! - this.old[i]!;
      solveLowerColumns(this.oldLower, k, x);
      solveLowerRows(this.oldLower, k, x);
      symmetrise(x, k);
      let largest = 0;
      for (let i = 0; i < size; i++) largest = Math.max(largest, Math.abs(x[i]!));
      if (largest <= NEAR) return choleskyNearIdentity(x, k, difference);
    }
    for (let i = 0; i < size; i++) difference[i] = this.lower[i]! - this.oldLower[i]!;
    solveLowerColumns(this.oldLower, k, difference);
    return true;
  }

  protected decompose(): void {
    if (this.decomposed) return;
    const { dimension: k, size, sigma, first } = this;
    for (let i = 0; i < size; i++) first[i] = this.difference[i]!;
    for (let i = 0; i < k; i++) first[i * k + i]! += 1;
    singularDecomposition(first, k, sigma, this.basis, this.second);
    for (let i = 0; i < k; i++) {
      const s = sigma[i]!;
      this.lambda[i] = s * s;
      this.x[i] = (s - 1) * (s + 1);
    }
    this.decomposed = true;
  }

  interpolate(multiplier: number, out: Float64Array): void {
    const { dimension: k, size, basis, newLambda, newX, first, second, third } = this;
    if (multiplier === Infinity) {
      for (let i = 0; i < size; i++) out[i] = this.old[i]!;
      return;
    }
    this.decompose();
    this.mapSpectrum(multiplier);
    let smallest = Infinity;
    for (let i = 0; i < k; i++) smallest = Math.min(smallest, newLambda[i]!);
    if (this.kind === 'covariance' && smallest > MODERATE) {
      // Σ_o + L_o (M̃ − I) L_oᵀ: the rounding of a small change is small.
      fromSpectrum(basis, newX, k, first);
      multiplyByLower(this.oldLower, first, k, second);
      multiplyTransposed(second, this.oldLower, k, first);
      symmetrise(first, k);
      for (let i = 0; i < size; i++) out[i] = this.old[i]! + first[i]!;
      return;
    }
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) first[i * k + j] = basis[j * k + i]! * Math.sqrt(newLambda[j]!);
    }
    lowerFactorOf(first, k, k, second);
    multiplyByLower(this.oldLower, second, k, third);
    lowerToFactor(this.kind, third, k, out, this.workspace);
  }

  pullback(
    multiplier: number,
    projected: Float64Array,
    upstream: Float64Array,
    gradient: Float64Array,
  ): void {
    const { dimension: k, basis, first, second, third } = this;
    this.decompose();
    factorGradientToCovariance(this.kind, projected, k, upstream, first, this.workspace);
    // T = L_oU, then Ĝ = TᵀGT.
    multiplyTransposed(this.oldLower, basis, k, second);
    congruence(second, first, k, third, this.workspace.first);
    this.pullSpectrum(multiplier, third);
    this.fromBasis(third, first);
    covarianceGradientToFactor(this.kind, this.proposed, k, first, gradient);
  }

  /** out = T⁻ᵀŶT⁻¹ = L_o⁻ᵀ U Ŷ Uᵀ L_o⁻¹, exactly symmetric. */
  protected fromBasis(hat: Float64Array, out: Float64Array): void {
    const { dimension: k, basis } = this;
    congruence(basis, hat, k, out, this.workspace.first);
    solveLowerTransposedColumns(this.oldLower, k, out);
    solveLowerTransposedRows(this.oldLower, k, out);
    symmetrise(out, k);
  }

  /** ∂L/∂(proposed factor) from ∂L/∂L, the gradient with respect to the lower factor. Destroys its argument. */
  protected fromLowerGradient(lowerGradient: Float64Array, gradient: Float64Array): void {
    const { dimension: k, size, second } = this;
    if (this.kind === 'cholesky') {
      for (let i = 0; i < size; i++) gradient[i] = lowerGradient[i]!;
      return;
    }
    factorGradientToCovariance('cholesky', this.lower, k, lowerGradient, second, this.workspace);
    covarianceGradientToFactor(this.kind, this.proposed, k, second, gradient);
  }
}
