import { covarianceGradientToFactor, type FullFactorKind, factorToLower } from '../gaussian/factor.ts';
import { multiplyBothTransposed, substituteRows, symmetricCongruence } from '../gaussian/triangular.ts';
import { isWritten, type Tape } from '../projection/tape.ts';
import { WhitenedStep } from '../projection/whitenedStep.ts';

type BuresTape = readonly [Float64Array, Float64Array, Float64Array];

/**
 * Projection in the exact Wasserstein-2 (Bures) distance of the covariances, along its geodesic, the optimal transport
 * from Σ_o to Σ: position t = 1/(1 + η) = √(ε/d) (docs/mathematics.md §3.6, §4.5), after whitening with S_o: in
 * the whitened basis √λ̃ = (1 − t) + t√λ, distance Σ (√λ − 1)². No commuting assumption. See docs/mathematics.md §2.5.
 */
export class ScaledBures extends WhitenedStep {
  private lastDistance = 0;

  constructor(kind: FullFactorKind, dimension: number) {
    const size = dimension * dimension;
    // U, and whether the rest was written; W = I + D with its diagonal, and above it the transpose of what W̃ = I + D̃ has
    // below; the reciprocals of W̃'s diagonal, σ, σ − 1 and the distance. Few, because each slice takes its time.
    super(kind, dimension, [size + 1, size, 3 * dimension + 1]);
  }

  distance(tape = this.scratch): number {
    this.basis = tape[0]!;
    this.decompose();
    let sum = 0;
    for (let i = 0; i < this.dimension; i++) sum += this.excess[i]! * this.excess[i]!;
    tape[2]![3 * this.dimension] = sum;
    return sum;
  }

  protected override interpolate(tape: Tape, multiplier: number, out: Float64Array): void {
    super.interpolate(tape, multiplier, out);
    tape[0]![this.size] = this.corrected ? 1 : 0;
    if (!this.corrected) return;
    const { dimension: k, difference, newDifference } = this;
    const [, factors, spectrum] = tape as BuresTape;
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
  }

  protected override achieved(from: number, multiplier: number): number {
    const distance = from / ((1 + multiplier) * (1 + multiplier));
    return this.corrected && this.isCertain(distance, true) ? distance : Number.NaN;
  }

  protected mapSpectrum(multiplier: number): void {
    for (let i = 0; i < this.dimension; i++) {
      const change = this.excess[i]! / (1 + multiplier);
      this.newX[i] = change * (2 + change);
      this.newLambda[i] = (1 + change) * (1 + change);
    }
  }

  /** As in the general case, but with the triangular factors of M and M̃ at hand instead of those of Σ and Σ̃. */
  override backward(
    tape: Tape,
    multiplier: number,
    projected: Float64Array,
    upstream: Float64Array,
    gradient: Float64Array,
  ): void {
    const { dimension: k, size, sigma, excess, first, second, third } = this;
    const [basis, factors, spectrum] = tape as BuresTape;
    this.lastDistance = spectrum[3 * k]!;
    if (!isWritten(tape)) {
      this.basis = basis;
      super.backward(tape, multiplier, projected, upstream, gradient);
      return;
    }
    for (let i = 0; i < k; i++) {
      sigma[i] = spectrum[k + i]!;
      excess[i] = spectrum[2 * k + i]!;
    }
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
    substituteRows(newFactor, spectrum, k, second);
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
    third.fill(0);
    for (let i = 0; i < k; i++) third[i * k + i] = (weight * this.excess[i]!) / sigma[i]!;
    this.fromBasis(third, first);
    covarianceGradientToFactor(this.kind, this.proposed, k, first, gradient);
  }
}
