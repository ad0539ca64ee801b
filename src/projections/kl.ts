import { solveLowerTransposedColumns } from '../gaussian/triangular.ts';
import type { FactorKind } from '../gaussian/types.ts';
import type { CovarianceStep } from './covarianceStep.ts';
import { DiagonalStep } from './diagonalStep.ts';
import { logExcess, solveKlMultiplier } from './klMultiplier.ts';
import { WhitenedStep } from './whitenedStep.ts';

/**
 * KL projection of the covariance: precisions are interpolated, Σ̃⁻¹ = (ηΣ_o⁻¹ + Σ⁻¹)/(1 + η), and η puts
 * KL(p̃‖q) on the bound (DESIGN §1.2; Otto et al. 2021, §4.3). Backward by differentiating the optimality condition.
 */
export function createKlStep(kind: FactorKind, dimension: number): CovarianceStep {
  return kind === 'diagonal' ? new DiagonalKl(dimension) : new FullKl(kind, dimension);
}

/** λ̃ of one direction, minus 1: x/(1 + ηλ). */
class DiagonalKl extends DiagonalStep {
  private readonly lambda = new Float64Array(this.dimension);
  private readonly x = new Float64Array(this.dimension);
  private lastDistance = 0;

  /** ½ Σ (λ − 1 − ln λ) with λ = (s/s_o)² = (1 + r)²: ½(x − ln(1 + x)) = r − ln(1 + r) + r²/2. */
  distance(): number {
    let sum = 0;
    for (let i = 0; i < this.dimension; i++) {
      const s = this.proposed[i]!;
      const so = this.old[i]!;
      const r = (s - so) / so;
      const ratio = s / so;
      this.lambda[i] = ratio * ratio;
      this.x[i] = r * (2 + r);
      sum += logExcess(r, ratio) + 0.5 * r * r;
    }
    this.lastDistance = sum;
    return sum;
  }

  multiplier(bound: number): number {
    return solveKlMultiplier(this.lambda, this.x, this.dimension, this.lastDistance, bound);
  }

  interpolate(multiplier: number, out: Float64Array): void {
    for (let i = 0; i < this.dimension; i++) {
      const denominator = 1 + multiplier * this.lambda[i]!;
      const y = this.x[i]! / denominator;
      // Near the old policy as a correction of it, far below it as a multiple of the proposal: neither cancels.
      out[i] =
        y > -0.5
          ? this.old[i]! + this.old[i]! * (y / (1 + Math.sqrt(1 + y)))
          : this.proposed[i]! * Math.sqrt((1 + multiplier) / denominator);
    }
  }

  pullback(
    multiplier: number,
    projected: Float64Array,
    upstream: Float64Array,
    gradient: Float64Array,
  ): void {
    const k = this.dimension;
    // In logarithms u = ln λ: dũᵢ = duᵢ/(1 + ηλᵢ) + x̃ᵢ dv, v = −ln(1 + η), and Σ x̃ᵢ dũᵢ = 0 on the boundary.
    let along = 0;
    let squares = 0;
    for (let i = 0; i < k; i++) {
      const y = this.x[i]! / (1 + multiplier * this.lambda[i]!);
      along += upstream[i]! * projected[i]! * y;
      squares += y * y;
    }
    const weight = along / squares;
    for (let i = 0; i < k; i++) {
      const denominator = 1 + multiplier * this.lambda[i]!;
      const y = this.x[i]! / denominator;
      gradient[i] = (upstream[i]! * projected[i]! - weight * y) / (denominator * this.proposed[i]!);
    }
  }

  distanceGradient(weight: number, gradient: Float64Array): void {
    for (let i = 0; i < this.dimension; i++) gradient[i] = (weight * this.x[i]!) / this.proposed[i]!;
  }
}

class FullKl extends WhitenedStep {
  private lastDistance = 0;

  /**
   * With M = (I + D)(I + D)ᵀ: ½(tr M − k − ln|M|) = Σ (Dᵢᵢ − ln(1 + Dᵢᵢ)) + ½|D|², a sum of terms none of which
   * is negative or cancels.
   */
  distance(): number {
    const { dimension: k, difference, lower, oldLower } = this;
    let logs = 0;
    let squares = 0;
    for (let i = 0; i < k; i++) {
      for (let j = 0; j <= i; j++) squares += difference[i * k + j]! * difference[i * k + j]!;
      logs += logExcess(difference[i * k + i]!, lower[i * k + i]! / oldLower[i * k + i]!);
    }
    this.lastDistance = logs + 0.5 * squares;
    return this.lastDistance;
  }

  multiplier(bound: number): number {
    this.decompose();
    return solveKlMultiplier(this.lambda, this.x, this.dimension, this.lastDistance, bound);
  }

  protected mapSpectrum(multiplier: number): void {
    for (let i = 0; i < this.dimension; i++) {
      const denominator = 1 + multiplier * this.lambda[i]!;
      this.newX[i] = this.x[i]! / denominator;
      this.newLambda[i] = ((1 + multiplier) * this.lambda[i]!) / denominator;
    }
  }

  /** DESIGN §1.3 in the basis in which Σ, Σ_o and Σ̃ are all diagonal. */
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
    const { dimension: k, first, difference } = this;
    // ∂/∂D is Dᵢⱼ off the diagonal and Dᵢᵢ + Dᵢᵢ/(1 + Dᵢᵢ) on it; L = L_o(I + D).
    first.fill(0);
    for (let i = 0; i < k; i++) {
      for (let j = 0; j <= i; j++) first[i * k + j] = weight * difference[i * k + j]!;
      const d = difference[i * k + i]!;
      first[i * k + i]! += (weight * d * this.oldLower[i * k + i]!) / this.lower[i * k + i]!;
    }
    solveLowerTransposedColumns(this.oldLower, k, first);
    for (let i = 0; i < k; i++) for (let j = i + 1; j < k; j++) first[i * k + j] = 0;
    this.fromLowerGradient(first, gradient);
  }
}
