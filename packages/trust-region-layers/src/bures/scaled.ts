import { covarianceGradientToFactor, type FullFactorKind, factorToLower } from '../gaussian/factor.ts';
import { multiplyBothTransposed, substituteRows, symmetricCongruence } from '../gaussian/triangular.ts';
import { radialMultiplier } from '../projection/radialMultiplier.ts';
import { createSlot, type Slot } from '../projection/slot.ts';
import { WhitenedStep } from '../projection/whitenedStep.ts';

/**
 * Projection in the exact Wasserstein-2 (Bures) distance of the covariances, along its geodesic, the optimal transport
 * from Σ_o to Σ: position t = 1/(1 + η) = √(ε/d) (docs/mathematics.md §3.6, §4.5), after whitening with S_o: in
 * the whitened basis √λ̃ = (1 − t) + t√λ, distance Σ (√λ − 1)². No commuting assumption.
 */
export class ScaledBures extends WhitenedStep {
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
