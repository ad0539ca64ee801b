import {
  covarianceGradientToFactor,
  type FullFactorKind,
  factorGradientToCovariance,
  lowerToFactor,
} from '../gaussian/factor.ts';
import { addIdentity, congruence, fromSpectrum, multiplyTransposed, symmetrise } from '../gaussian/matrix.ts';
import { choleskyNearIdentity, gramNearIdentity } from '../gaussian/nearIdentity.ts';
import { singularDecomposition } from '../gaussian/singular.ts';
import {
  lowerFactorOf,
  multiplyByLower,
  multiplyTriangles,
  solveLowerColumns,
  solveLowerRows,
  solveLowerTransposedColumns,
  solveLowerTransposedRows,
  substituteTriangle,
} from '../gaussian/triangular.ts';
import { tridiagonalEigen } from '../gaussian/tridiagonal.ts';
import type { OldCovariance } from './covarianceStep.ts';
import { FullStep } from './fullStep.ts';
import type { Tape } from './tape.ts';

/**
 * Whitened differences of covariances up to this size are factorised relative to the identity, larger ones taken
 * from the two Cholesky factors: the first way has a relative error of cond(Σ_o)·2⁻⁵³, the second an absolute one
 * of √cond(Σ_o)·2⁻⁵³.
 */
const NEAR = 1e-3;

/** Spectra above this are interpolated as a correction of Σ_o. */
const MODERATE = 0.5;

/** Whitened variances within these limits are found, to their last digits, from M − I itself; others from its factor. */
const SMALLEST_VARIANCE = 0.02;
const LARGEST_VARIANCE = 50;

/** Whitened deviations down to this are known from I + D; of smaller ones too little is left of them in D. */
const SMALLEST_DEVIATION = 1e-8;

/**
 * Steps that only change the spectrum of the whitened covariance M = L_o⁻¹ΣL_o⁻ᵀ = U diag(λ) Uᵀ: the projection is
 * L_oU diag(λ̃) UᵀL_oᵀ. KL and the scaled Bures step are of this kind; because f(M) turns with the whitening, any
 * factor of Σ_o gives the same result. M is held as its lower factor I + D, so that nothing is rounded away when
 * the two policies are close. Where they are far apart the spectrum is taken from that factor by one-sided Jacobi, so
 * that nothing is lost either; elsewhere from M − I by the faster QR algorithm.
 * See docs/mathematics.md §2.6, §3.3, §11.5.
 */
export abstract class WhitenedStep extends FullStep {
  /** D, lower triangular: L_o⁻¹L = I + D. Zeros above the diagonal. */
  protected readonly difference: Float64Array;
  /** σ, the singular values of I + D, and σ − 1 without cancellation; λ = σ². Valid after `decompose`. */
  protected sigma: Float64Array;
  protected excess: Float64Array;
  protected readonly lambda: Float64Array;
  /** λ − 1 without cancellation. */
  protected readonly x: Float64Array;
  /** Rows are the eigenvectors uᵢ of M. */
  protected basis: Float64Array;
  /** λ̃ and λ̃ − 1, filled by `mapSpectrum`. */
  protected readonly newLambda: Float64Array;
  protected readonly newX: Float64Array;
  /** D̃, lower triangular: L_o⁻¹L̃ = I + D̃. */
  protected newDifference: Float64Array;
  protected readonly newLower: Float64Array;
  protected readonly first: Float64Array;
  protected readonly second: Float64Array;
  protected readonly third: Float64Array;
  /** Whether the last interpolation was computed as D̃. */
  protected corrected = false;
  private readonly off: Float64Array;
  private readonly scale: Float64Array;
  private differenceKnown = false;
  private decomposed = false;

  constructor(kind: FullFactorKind, dimension: number, tapeLengths: readonly number[]) {
    super(kind, dimension, tapeLengths);
    const vector = () => new Float64Array(this.dimension);
    const matrix = () => new Float64Array(this.size);
    this.difference = matrix();
    this.newDifference = matrix();
    this.newLower = matrix();
    this.basis = matrix();
    this.first = matrix();
    this.second = matrix();
    this.third = matrix();
    this.sigma = vector();
    this.excess = vector();
    this.lambda = vector();
    this.x = vector();
    this.newLambda = vector();
    this.newX = vector();
    this.off = vector();
    this.scale = vector();
  }

  /** λ̃ at this multiplier. */
  protected abstract mapSpectrum(multiplier: number): void;
  /** `hat` is Ĝ = TᵀGT on entry (T = L_oU), Ŷ with ∂L/∂Σ = T⁻ᵀŶT⁻¹ on return. */
  protected abstract pullSpectrum(multiplier: number, hat: Float64Array): void;

  override load(old: OldCovariance, factor: Float64Array): boolean {
    this.decomposed = false;
    this.differenceKnown = false;
    if (!super.load(old, factor)) return false;
    return this.kind !== 'covariance' || this.findCovarianceDifference();
  }

  /** D from the difference of the covariances, where that is small. */
  private findCovarianceDifference(): boolean {
    const { dimension: k, size, difference, first: x } = this;
    for (let i = 0; i < size; i++) x[i] = this.proposed[i]! - this.old.factor[i]!;
    solveLowerColumns(this.old.lower, k, x);
    solveLowerRows(this.old.lower, k, x);
    symmetrise(x, k);
    let largest = 0;
    for (let i = 0; i < size; i++) largest = Math.max(largest, Math.abs(x[i]!));
    if (!(largest <= NEAR)) return true;
    this.differenceKnown = true;
    return choleskyNearIdentity(x, k, difference);
  }

  /** Computes D where it is not known yet. */
  protected findDifference(): void {
    if (this.differenceKnown) return;
    const { dimension: k, difference, lower, old } = this;
    for (let i = 0; i < k; i++) {
      for (let at = i * k; at <= i * k + i; at++) difference[at] = lower[at]! - old.lower[at]!;
    }
    substituteTriangle(old.lower, old.reciprocals, k, difference);
    this.differenceKnown = true;
  }

  protected decompose(): void {
    if (this.decomposed) return;
    this.findDifference();
    this.decomposed = true;
    if (this.decomposeNear()) return;
    const { dimension: k, size, sigma, first, old } = this;
    for (let i = 0; i < size; i++) first[i] = this.difference[i]!;
    addIdentity(first, k);
    singularDecomposition(first, k, sigma, this.basis, this.second);
    if (!areAbove(SMALLEST_DEVIATION, sigma, k)) {
      for (let i = 0; i < k; i++) {
        for (let j = 0; j < k; j++) first[i * k + j] = j <= i ? this.lower[i * k + j]! : 0;
      }
      substituteTriangle(old.lower, old.reciprocals, k, first);
      singularDecomposition(first, k, sigma, this.basis, this.second);
    }
    for (let i = 0; i < k; i++) {
      const s = sigma[i]!;
      this.lambda[i] = s * s;
      this.excess[i] = s - 1;
      this.x[i] = (s - 1) * (s + 1);
    }
  }

  /** The spectrum from M − I. False where it is too wide. */
  private decomposeNear(): boolean {
    const { dimension: k, x, first } = this;
    gramNearIdentity(this.difference, k, first);
    tridiagonalEigen(first, k, x, this.basis, this.off, this.scale);
    for (let i = 0; i < k; i++) {
      const lambda = 1 + x[i]!;
      if (!(lambda > SMALLEST_VARIANCE && lambda < LARGEST_VARIANCE)) return false;
      const s = Math.sqrt(lambda);
      this.lambda[i] = lambda;
      this.sigma[i] = s;
      this.excess[i] = x[i]! / (1 + s);
    }
    return true;
  }

  protected interpolate(_tape: Tape, multiplier: number, out: Float64Array): void {
    const { dimension: k, size, basis, newLambda, newX, first, second, newLower, old } = this;
    this.decompose();
    this.mapSpectrum(multiplier);
    this.corrected = false;
    let smallest = Infinity;
    let largest = 0;
    for (let i = 0; i < k; i++) {
      smallest = Math.min(smallest, newLambda[i]!);
      largest = Math.max(largest, newLambda[i]!);
    }
    if (smallest > SMALLEST_VARIANCE && largest < LARGEST_VARIANCE) {
      fromSpectrum(basis, newX, k, first);
      if (this.kind === 'covariance' && smallest > MODERATE) {
        // Σ_o + L_o (M̃ − I) L_oᵀ: the rounding of a small change is small.
        multiplyByLower(old.lower, first, k, second);
        multiplyTransposed(second, old.lower, k, first);
        symmetrise(first, k);
        for (let i = 0; i < size; i++) out[i] = old.factor[i]! + first[i]!;
        return;
      }
      if (choleskyNearIdentity(first, k, this.newDifference)) {
        this.corrected = true;
        this.fromNewDifference(out);
        return;
      }
    }
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) first[i * k + j] = basis[j * k + i]! * Math.sqrt(newLambda[j]!);
    }
    lowerFactorOf(first, k, k, second);
    multiplyByLower(old.lower, second, k, newLower);
    lowerToFactor(this.kind, newLower, k, out, this.workspace);
  }

  /** The projected factor from D̃, as a correction of the old one: L̃ = L_o + L_oD̃. */
  protected fromNewDifference(out: Float64Array): void {
    const { dimension: k } = this;
    const oldLower = this.old.lower;
    const target = this.kind === 'cholesky' ? out : this.newLower;
    multiplyTriangles(oldLower, this.newDifference, k, target);
    for (let i = 0; i < k; i++) {
      const row = i * k;
      for (let at = row; at <= row + i; at++) target[at]! += oldLower[at]!;
      for (let at = row + i + 1; at < row + k; at++) target[at] = 0;
    }
    if (target !== out) lowerToFactor(this.kind, target, k, out, this.workspace);
  }

  backward(
    _tape: Tape,
    multiplier: number,
    projected: Float64Array,
    upstream: Float64Array,
    gradient: Float64Array,
  ): void {
    const { dimension: k, basis, first, second, third } = this;
    this.decompose();
    factorGradientToCovariance(this.kind, projected, k, upstream, first, this.workspace);
    // T = L_oU, then Ĝ = TᵀGT.
    multiplyTransposed(this.old.lower, basis, k, second);
    congruence(second, first, k, third, this.workspace.first);
    this.pullSpectrum(multiplier, third);
    this.fromBasis(third, first);
    covarianceGradientToFactor(this.kind, this.proposed, k, first, gradient);
  }

  /** out = T⁻ᵀŶT⁻¹ = L_o⁻ᵀ U Ŷ Uᵀ L_o⁻¹, exactly symmetric. */
  protected fromBasis(hat: Float64Array, out: Float64Array): void {
    const { dimension: k, basis } = this;
    congruence(basis, hat, k, out, this.workspace.first);
    solveLowerTransposedColumns(this.old.lower, k, out);
    solveLowerTransposedRows(this.old.lower, k, out);
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

function areAbove(limit: number, values: Float64Array, k: number): boolean {
  for (let i = 0; i < k; i++) if (!(values[i]! > limit)) return false;
  return true;
}
