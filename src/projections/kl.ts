import { solveLowerTransposedColumns } from '../gaussian/triangular.ts';
import type { FactorKind } from '../gaussian/types.ts';
import type { CovarianceStep } from './covarianceStep.ts';
import { DiagonalKl } from './diagonalKl.ts';
import { logExcess, solveKlMultiplier } from './klMultiplier.ts';
import { WhitenedStep } from './whitenedStep.ts';

/**
 * KL projection of the covariance: precisions are interpolated, Σ̃⁻¹ = (ηΣ_o⁻¹ + Σ⁻¹)/(1 + η), and η puts
 * KL(p̃‖q) on the bound (DESIGN §1.2; Otto et al. 2021, §4.3). Backward by differentiating the optimality condition.
 */
export function createKlStep(kind: FactorKind, dimension: number): CovarianceStep {
  return kind === 'diagonal' ? new DiagonalKl(dimension) : new FullKl(kind, dimension);
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
