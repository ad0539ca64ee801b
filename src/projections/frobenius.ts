import {
  covarianceGradientToFactor,
  type FullFactorKind,
  factorGradientToCovariance,
  lowerToFactor,
} from '../gaussian/factor.ts';
import { innerProduct, squaredNorm } from '../gaussian/matrix.ts';
import { lowerFactorOf } from '../gaussian/triangular.ts';
import type { FactorKind } from '../gaussian/types.ts';
import type { CovarianceStep } from './covarianceStep.ts';
import { DiagonalFrobenius } from './diagonalFrobenius.ts';
import { FullStep } from './fullStep.ts';
import { radialMultiplier } from './radialMultiplier.ts';

/**
 * Frobenius projection of the covariance: variances are interpolated, Σ̃ = (Σ + ηΣ_o)/(1 + η), in the distance
 * ‖Σ − Σ_o‖², which is never scaled (DESIGN §1.1, §1.2).
 */
export function createFrobeniusStep(kind: FactorKind, dimension: number): CovarianceStep {
  return kind === 'diagonal' ? new DiagonalFrobenius(dimension) : new FullFrobenius(kind, dimension);
}

class FullFrobenius extends FullStep {
  /** Σ − Σ_o. */
  private readonly difference: Float64Array;
  private readonly first: Float64Array;
  private readonly stacked: Float64Array;
  private readonly newLower: Float64Array;
  private lastDistance = 0;

  constructor(kind: FullFactorKind, dimension: number) {
    super(kind, dimension);
    this.difference = new Float64Array(this.size);
    this.first = new Float64Array(this.size);
    this.stacked = new Float64Array(2 * this.size);
    this.newLower = new Float64Array(this.size);
  }

  distance(): number {
    const { dimension: k, size, difference, proposed, old } = this;
    if (this.kind === 'covariance') {
      for (let i = 0; i < size; i++) difference[i] = proposed[i]! - old[i]!;
    } else {
      // B Bᵀ − B_oB_oᵀ = (B − B_o)Bᵀ + B_o(B − B_o)ᵀ: a small difference of factors keeps its digits.
      for (let i = 0; i < k; i++) {
        for (let j = 0; j <= i; j++) {
          let sum = 0;
          for (let p = 0; p < k; p++) {
            const row = i * k + p;
            const column = j * k + p;
            sum +=
              (proposed[row]! - old[row]!) * proposed[column]! +
              old[row]! * (proposed[column]! - old[column]!);
          }
          difference[i * k + j] = sum;
          difference[j * k + i] = sum;
        }
      }
    }
    this.lastDistance = squaredNorm(difference, size);
    return this.lastDistance;
  }

  multiplier(bound: number): number {
    return radialMultiplier(this.lastDistance, bound);
  }

  interpolate(multiplier: number, out: Float64Array): void {
    const { dimension: k, size, stacked, proposed, old } = this;
    const position = 1 / (1 + multiplier);
    if (this.kind === 'covariance') {
      for (let i = 0; i < size; i++) out[i] = proposed[i]! * position + old[i]! * (1 - position);
      return;
    }
    // Σ̃ = B̃B̃ᵀ with B̃ = [√w B, √(1 − w) B_o]: positive definite whatever the rounding.
    const newWeight = Math.sqrt(position);
    const oldWeight = Math.sqrt(1 - position);
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) {
        stacked[i * 2 * k + j] = newWeight * proposed[i * k + j]!;
        stacked[i * 2 * k + k + j] = oldWeight * old[i * k + j]!;
      }
    }
    lowerFactorOf(stacked, k, 2 * k, this.newLower);
    lowerToFactor(this.kind, this.newLower, k, out, this.workspace);
  }

  pullback(
    multiplier: number,
    projected: Float64Array,
    upstream: Float64Array,
    gradient: Float64Array,
  ): void {
    const { dimension: k, size, first, difference } = this;
    const position = 1 / (1 + multiplier);
    factorGradientToCovariance(this.kind, projected, k, upstream, first, this.workspace);
    const weight = innerProduct(first, difference, size) / this.lastDistance;
    for (let i = 0; i < size; i++) first[i] = position * (first[i]! - weight * difference[i]!);
    covarianceGradientToFactor(this.kind, this.proposed, k, first, gradient);
  }

  distanceGradient(weight: number, gradient: Float64Array): void {
    for (let i = 0; i < this.size; i++) this.first[i] = 2 * weight * this.difference[i]!;
    covarianceGradientToFactor(this.kind, this.proposed, this.dimension, this.first, gradient);
  }
}
