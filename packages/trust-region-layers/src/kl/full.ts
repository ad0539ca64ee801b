import { type FullFactorKind, factorToLower } from '../gaussian/factor.ts';
import {
  reciprocalDiagonal,
  substituteTransposedTriangle,
  substituteTriangle,
  triangularCongruence,
} from '../gaussian/triangular.ts';
import type { OldCovariance } from '../projection/covarianceStep.ts';
import { SMALLEST_MULTIPLIER } from '../projection/radialMultiplier.ts';
import { isWritten, type Tape } from '../projection/tape.ts';
import { WhitenedStep } from '../projection/whitenedStep.ts';
import { logExcess, solveKlMultiplier } from './multiplier.ts';
import { PrecisionLine } from './precisionLine.ts';

/**
 * KL projection of the covariance: precisions are interpolated, Σ̃⁻¹ = (ηΣ_o⁻¹ + Σ⁻¹)/(1 + η), and η puts
 * KL(p̃‖q) on the bound (docs/mathematics.md §2.2, §3.3; Otto et al. 2021, §4). Backward by differentiating the optimality condition.
 */
/**
 * Moderate spectra are worked with triangular factors alone (see {@link PrecisionLine}); others, and covariances stored
 * as such, in the eigenbasis of the whitened covariance. See docs/mathematics.md §3.8.
 */
export class FullKl extends WhitenedStep {
  private readonly line: PrecisionLine;
  /** Whether the interpolation is found on the line of precisions, and the multiplier at which `line` stands. */
  private onLine = false;
  private reached = 0;

  constructor(kind: FullFactorKind, dimension: number) {
    // B = (I + D̃)ᵀ(I + D̃) − I, and whether the interpolation was found on the line.
    super(kind, dimension, [dimension * dimension + 1]);
    this.line = new PrecisionLine(dimension, this.newDifference);
  }

  override load(old: OldCovariance, factor: Float64Array): boolean {
    this.onLine = false;
    return super.load(old, factor);
  }

  /**
   * With M = (I + D)(I + D)ᵀ: ½(tr M − k − ln|M|) = Σ (Dᵢᵢ − ln(1 + Dᵢᵢ)) + ½|D|², a sum of terms none of which
   * is negative or cancels.
   */
  distance(): number {
    this.findDifference();
    const { dimension: k, difference, lower } = this;
    const oldReciprocals = this.old.reciprocals;
    let logs = 0;
    let squares = 0;
    for (let i = 0; i < k; i++) {
      const end = i * k + i;
      for (let at = i * k; at <= end; at++) squares += difference[at]! * difference[at]!;
      logs += logExcess(difference[end]!, lower[end]! * oldReciprocals[i]!);
    }
    return logs + 0.5 * squares;
  }

  override multiplier(tape: Tape | null, distance: number, bound: number): number {
    this.onLine = false;
    if (this.kind !== 'covariance' && this.line.set(this.difference)) {
      const eta = this.line.solve(bound, distance, (tape ?? this.scratch)[0]!);
      if (eta >= 0) {
        this.onLine = true;
        this.reached = Math.max(eta, SMALLEST_MULTIPLIER);
        return this.reached;
      }
    }
    this.decompose();
    return solveKlMultiplier(this.lambda, this.x, this.dimension, distance, bound);
  }

  protected override interpolate(tape: Tape, multiplier: number, out: Float64Array): void {
    const onLine = this.onLine && multiplier === this.reached;
    tape[0]![this.size] = onLine ? 1 : 0;
    if (onLine) this.fromNewDifference(out);
    else super.interpolate(tape, multiplier, out);
  }

  protected override achieved(_distance: number, multiplier: number): number {
    const { divergence } = this.line;
    const known = this.onLine && multiplier === this.reached && this.isCertain(divergence, true);
    return known ? divergence : Number.NaN;
  }

  protected mapSpectrum(multiplier: number): void {
    for (let i = 0; i < this.dimension; i++) {
      const denominator = 1 + multiplier * this.lambda[i]!;
      this.newX[i] = this.x[i]! / denominator;
      this.newLambda[i] = ((1 + multiplier) * this.lambda[i]!) / denominator;
    }
  }

  /**
   * docs/mathematics.md §4.3 without inverses: inside the projected covariance ∂L/∂Σ̃ is S, the constraint's gradient B, and what
   * the constraint leaves of S comes out inside the proposal as J S⊥Jᵀ/(1 + η), J = L⁻¹L̃.
   */
  override backward(
    tape: Tape,
    multiplier: number,
    projected: Float64Array,
    upstream: Float64Array,
    gradient: Float64Array,
  ): void {
    if (!isWritten(tape)) {
      super.backward(tape, multiplier, projected, upstream, gradient);
      return;
    }
    const { dimension: k, size, first, second, third, lower, reciprocals } = this;
    const gram = tape[0]!;
    let newLower = projected;
    if (this.kind !== 'cholesky') {
      newLower = this.newLower;
      factorToLower(this.kind, projected, k, newLower, this.workspace);
    }
    this.upstreamInside(projected, newLower, upstream, first);
    let along = 0;
    let squares = 0;
    for (let i = 0; i < size; i++) {
      along += first[i]! * gram[i]!;
      squares += gram[i]! * gram[i]!;
    }
    const weight = along / squares;
    for (let i = 0; i < size; i++) {
      first[i]! -= weight * gram[i]!;
      second[i] = newLower[i]!;
    }
    reciprocalDiagonal(lower, k, reciprocals);
    substituteTriangle(lower, reciprocals, k, second);
    triangularCongruence(second, first, k, third, this.workspace.first);
    this.gradientFromInside(third, 1 / (1 + multiplier), gradient);
  }

  /** docs/mathematics.md §4.3 in the basis in which Σ, Σ_o and Σ̃ are all diagonal. */
  protected pullSpectrum(multiplier: number, hat: Float64Array): void {
    const { dimension: k, lambda, x } = this;
    let along = 0;
    let squares = 0;
    for (let i = 0; i < k; i++) {
      const denominator = 1 + multiplier * lambda[i]!;
      const y = x[i]! / denominator;
      along += (lambda[i]! * y * hat[i * k + i]!) / denominator;
      squares += y * y;
    }
    const weight = along / squares;
    for (let i = 0; i < k; i++) {
      const row = 1 + multiplier * lambda[i]!;
      for (let j = 0; j < k; j++) {
        hat[i * k + j]! *= (1 + multiplier) / (row * (1 + multiplier * lambda[j]!));
      }
      hat[i * k + i]! -= (weight * (1 + multiplier) * x[i]!) / (lambda[i]! * row * row);
    }
  }

  distanceGradient(weight: number, gradient: Float64Array): void {
    const { dimension: k, first, difference, lower, old } = this;
    // ∂/∂D is Dᵢⱼ off the diagonal and Dᵢᵢ + Dᵢᵢ/(1 + Dᵢᵢ) on it; L = L_o(I + D).
    for (let i = 0; i < k; i++) {
      const row = i * k;
      for (let j = 0; j <= i; j++) first[row + j] = weight * difference[row + j]!;
      for (let j = i + 1; j < k; j++) first[row + j] = 0;
      first[row + i]! += (weight * difference[row + i]! * old.lower[row + i]!) / lower[row + i]!;
    }
    substituteTransposedTriangle(old.lower, old.reciprocals, k, first);
    this.fromLowerGradient(first, gradient);
  }
}
