import {
  covarianceGradientToFactor,
  type FullFactorKind,
  factorGradientToCovariance,
  factorToLower,
  lowerToFactor,
} from '../gaussian/factor.ts';
import { gram, multiply, squaredNorm, symmetrise, transposedMultiply } from '../gaussian/matrix.ts';
import { solveLyapunovInBasis } from '../gaussian/root.ts';
import { singularDecomposition } from '../gaussian/singular.ts';
import {
  lowerFactorOf,
  multiplyBothTransposed,
  multiplyByLower,
  solveLowerColumns,
  substituteRows,
  symmetricCongruence,
} from '../gaussian/triangular.ts';
import type { FactorKind } from '../gaussian/types.ts';
import type { CovarianceStep } from '../projection/covarianceStep.ts';
import { FullStep } from '../projection/fullStep.ts';
import { radialMultiplier } from '../projection/radialMultiplier.ts';
import { createSlot, type Slot } from '../projection/slot.ts';
import { WhitenedStep } from '../projection/whitenedStep.ts';
import { DiagonalW2 } from '../w2/diagonal.ts';

/**
 * Projection in the exact Wasserstein-2 (Bures) distance of the covariances, along its geodesic, the optimal
 * transport from Σ_o to Σ: position t = 1/(1 + η) = √(ε/d) (DESIGN §1.1, §1.2). No commuting assumption. Scaled: the
 * same after whitening with S_o. For diagonal covariances it is the W2 step.
 */
export function createBuresStep(kind: FactorKind, dimension: number, scaled: boolean): CovarianceStep {
  if (kind === 'diagonal') return new DiagonalW2(dimension, scaled);
  return scaled ? new ScaledBures(kind, dimension) : new UnscaledBures(kind, dimension);
}

/** In the whitened basis √λ̃ = (1 − t) + t√λ, distance Σ (√λ − 1)². */
class ScaledBures extends WhitenedStep {
  /** U; the factors; the reciprocals of W̃'s diagonal, σ, σ − 1 and the distance. Few, because each takes its time. */
  readonly memory: readonly number[];
  /** W = I + D with its diagonal, and above it the transpose of what W̃ = I + D̃ has below. */
  private factors: Float64Array;
  private spectrum: Float64Array;
  private readonly own: Slot;
  private lastDistance = 0;
  private recalled = false;

  constructor(kind: FullFactorKind, dimension: number) {
    super(kind, dimension);
    this.memory = [this.size, this.size, 3 * dimension + 1];
    this.own = createSlot(this.memory);
    this.factors = this.own[1]!;
    this.spectrum = this.own[2]!;
  }

  override setProposed(factor: Float64Array): boolean {
    this.recalled = false;
    return super.setProposed(factor);
  }

  distance(): number {
    this.decompose();
    let sum = 0;
    for (let i = 0; i < this.dimension; i++) sum += this.excess[i]! * this.excess[i]!;
    this.lastDistance = sum;
    return sum;
  }

  multiplier(bound: number): number {
    return radialMultiplier(this.lastDistance, bound);
  }

  override achieved(multiplier: number): number {
    const distance = this.lastDistance / ((1 + multiplier) * (1 + multiplier));
    return this.corrected && this.isCertain(distance, true) ? distance : Number.NaN;
  }

  attach(slot: Slot | null): void {
    const arrays = slot ?? this.own;
    this.basis = arrays[0]!;
    this.factors = arrays[1]!;
    this.spectrum = arrays[2]!;
  }

  remembers(): boolean {
    if (!this.corrected) return false;
    const { dimension: k, difference, newDifference, factors, spectrum } = this;
    for (let i = 0; i < k; i++) {
      const row = i * k;
      for (let j = 0; j < i; j++) {
        factors[row + j] = difference[row + j]!;
        factors[j * k + i] = newDifference[row + j]!;
      }
      factors[row + i] = 1 + difference[row + i]!;
      spectrum[i] = 1 / (1 + newDifference[row + i]!);
      spectrum[k + i] = this.sigma[i]!;
      spectrum[2 * k + i] = this.excess[i]!;
    }
    spectrum[3 * k] = this.lastDistance;
    return true;
  }

  recall(): void {
    const { dimension: k, spectrum } = this;
    for (let i = 0; i < k; i++) {
      this.sigma[i] = spectrum[k + i]!;
      this.excess[i] = spectrum[2 * k + i]!;
    }
    this.lastDistance = spectrum[3 * k]!;
    this.recalled = true;
  }

  protected mapSpectrum(multiplier: number): void {
    for (let i = 0; i < this.dimension; i++) {
      const change = this.excess[i]! / (1 + multiplier);
      this.newX[i] = change * (2 + change);
      this.newLambda[i] = (1 + change) * (1 + change);
    }
  }

  /** As in the general case, but with the triangular factors of M and M̃ at hand instead of those of Σ and Σ̃. */
  override pullback(
    multiplier: number,
    projected: Float64Array,
    upstream: Float64Array,
    gradient: Float64Array,
  ): void {
    if (!this.recalled) {
      super.pullback(multiplier, projected, upstream, gradient);
      return;
    }
    const { dimension: k, size, basis, factors, first, second, third } = this;
    const { newLower } = this;
    const { first: work, second: newFactor } = this.workspace;
    if (this.kind === 'cholesky') this.upstreamInside(projected, projected, upstream, first);
    else {
      factorToLower(this.kind, projected, k, newLower, this.workspace);
      this.upstreamInside(projected, newLower, upstream, first);
    }
    // Ĝ = (W̃⁻¹U)ᵀ S (W̃⁻¹U) with W̃ = I + D̃; the rows of `second` are the columns of W̃⁻¹U.
    for (let i = 0; i < size; i++) second[i] = basis[i]!;
    for (let i = 1; i < k; i++) {
      for (let j = 0; j < i; j++) newFactor[i * k + j] = factors[j * k + i]!;
    }
    substituteRows(newFactor, this.spectrum, k, second);
    symmetricCongruence(second, first, k, third, work);
    this.pullSpectrum(multiplier, third);
    // Inside the proposal: (WᵀU) Ŷ (WᵀU)ᵀ.
    multiplyBothTransposed(factors, basis, k, second);
    symmetricCongruence(second, third, k, first, work);
    this.gradientFromInside(first, 1, gradient);
  }

  protected pullSpectrum(multiplier: number, hat: Float64Array): void {
    const { dimension: k, sigma, excess } = this;
    const t = 1 / (1 + multiplier);
    let along = 0;
    for (let i = 0; i < k; i++) {
      const change = excess[i]!;
      along += 2 * hat[i * k + i]! * (1 + t * change) * change;
    }
    const weight = (along * t) / this.lastDistance;
    for (let i = 0; i < k; i++) {
      for (let j = 0; j <= i; j++) {
        const slope = (t * (2 + t * (excess[i]! + excess[j]!))) / (sigma[i]! + sigma[j]!);
        const entry = slope * hat[i * k + j]!;
        hat[i * k + j] = entry;
        hat[j * k + i] = entry;
      }
      hat[i * k + i]! -= (weight * excess[i]!) / (2 * sigma[i]!);
    }
  }

  distanceGradient(weight: number, gradient: Float64Array): void {
    const { dimension: k, sigma, first, third } = this;
    this.decompose();
    third.fill(0);
    for (let i = 0; i < k; i++) third[i * k + i] = (weight * this.excess[i]!) / sigma[i]!;
    this.fromBasis(third, first);
    covarianceGradientToFactor(this.kind, this.proposed, k, first, gradient);
  }
}

/**
 * Unscaled, worked in aligned factors: with L_oᵀL = P diag(σ) Qᵀ, the factor Y = L QPᵀ of Σ is the closest to L_o
 * (orthogonal Procrustes), the distance is ‖Y − L_o‖², the transport map is T = YL_o⁻¹, and the geodesic is the
 * straight line from L_o to Y.
 */
class UnscaledBures extends FullStep {
  private readonly sigma: Float64Array;
  /** Rows are pᵢ and qᵢ. */
  private readonly left: Float64Array;
  private readonly right: Float64Array;
  /** Y − L_o. */
  private readonly difference: Float64Array;
  private readonly first: Float64Array;
  private readonly second: Float64Array;
  private readonly third: Float64Array;
  private readonly fourth: Float64Array;
  private lastDistance = 0;
  readonly memory: readonly number[] = [];

  constructor(kind: FullFactorKind, dimension: number) {
    super(kind, dimension);
    const matrix = () => new Float64Array(this.size);
    this.sigma = new Float64Array(dimension);
    this.left = matrix();
    this.right = matrix();
    this.difference = matrix();
    this.first = matrix();
    this.second = matrix();
    this.third = matrix();
    this.fourth = matrix();
  }

  distance(): number {
    const { dimension: k, size, first, second, difference } = this;
    transposedMultiply(this.oldLower, this.lower, k, first);
    singularDecomposition(first, k, this.sigma, this.left, this.right);
    transposedMultiply(this.right, this.left, k, first);
    multiplyByLower(this.lower, first, k, second);
    for (let i = 0; i < size; i++) difference[i] = second[i]! - this.oldLower[i]!;
    this.lastDistance = squaredNorm(difference, size);
    return this.lastDistance;
  }

  multiplier(bound: number): number {
    return radialMultiplier(this.lastDistance, bound);
  }

  attach(): void {}

  remembers(): boolean {
    return false;
  }

  recall(): void {}

  interpolate(multiplier: number, out: Float64Array): void {
    const { dimension: k, size, first, second } = this;
    for (let i = 0; i < size; i++) first[i] = this.oldLower[i]! + this.difference[i]! / (1 + multiplier);
    if (this.kind === 'covariance') {
      gram(first, k, out);
      return;
    }
    lowerFactorOf(first, k, k, second);
    lowerToFactor(this.kind, second, k, out, this.workspace);
  }

  pullback(
    multiplier: number,
    projected: Float64Array,
    upstream: Float64Array,
    gradient: Float64Array,
  ): void {
    const { dimension: k, size, first, second, third, fourth, difference, oldLower } = this;
    const t = 1 / (1 + multiplier);
    factorGradientToCovariance(this.kind, projected, k, upstream, first, this.workspace);
    // dL/dt = 2⟨G B̃, Y − L_o⟩ with B̃ = L_o + t(Y − L_o).
    for (let i = 0; i < size; i++) second[i] = oldLower[i]! + t * difference[i]!;
    multiply(first, second, k, third);
    let along = 0;
    for (let i = 0; i < size; i++) along += 2 * third[i]! * difference[i]!;
    // Σ̃ = (1−t)²Σ_o + t(1−t)(TΣ_o + Σ_oT) + t²Σ, and TΣ_o = L_o⁻ᵀNL_oᵀ with N = (L_oᵀΣL_o)^½ = P diag(σ) Pᵀ:
    // ∂/∂N = t(1−t)(Z + Zᵀ), Z = L_o⁻¹GL_o; through the root by a Lyapunov equation; Σ by congruence with L_o.
    multiply(first, oldLower, k, second);
    solveLowerColumns(oldLower, k, second);
    symmetrise(second, k);
    for (let i = 0; i < size; i++) second[i]! *= 2 * t * (1 - t);
    solveLyapunovInBasis(this.left, this.sigma, k, second, third, this.workspace.first);
    multiplyByLower(oldLower, second, k, third);
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) {
        let sum = 0;
        for (let p = 0; p <= j; p++) sum += third[i * k + p]! * oldLower[j * k + p]!;
        second[i * k + j] = sum;
      }
    }
    this.distanceCovarianceGradient((-0.5 * t * along) / this.lastDistance, fourth);
    for (let i = 0; i < size; i++) fourth[i]! += t * t * first[i]! + second[i]!;
    symmetrise(fourth, k);
    covarianceGradientToFactor(this.kind, this.proposed, k, fourth, gradient);
  }

  distanceGradient(weight: number, gradient: Float64Array): void {
    this.distanceCovarianceGradient(weight, this.fourth);
    covarianceGradientToFactor(this.kind, this.proposed, this.dimension, this.fourth, gradient);
  }

  /** weight · (I − T⁻¹), T⁻¹ = L_oP diag(1/σ) PᵀL_oᵀ. */
  private distanceCovarianceGradient(weight: number, out: Float64Array): void {
    const { dimension: k, left, sigma, third, oldLower } = this;
    // Rows of `third` are (L_opᵢ)ᵀ/√σᵢ.
    for (let i = 0; i < k; i++) {
      for (let r = 0; r < k; r++) {
        let sum = 0;
        for (let p = 0; p <= r; p++) sum += oldLower[r * k + p]! * left[i * k + p]!;
        third[i * k + r] = sum / Math.sqrt(sigma[i]!);
      }
    }
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) {
        let sum = 0;
        for (let p = 0; p < k; p++) sum += third[p * k + i]! * third[p * k + j]!;
        out[i * k + j] = weight * ((i === j ? 1 : 0) - sum);
      }
    }
  }
}
