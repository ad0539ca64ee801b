import { cholesky } from '../gaussian/cholesky.ts';
import {
  covarianceGradientToFactor,
  type FullFactorKind,
  factorGradientToCovariance,
  factorToCovariance,
  lowerToFactor,
} from '../gaussian/factor.ts';
import { innerProduct, squaredNorm } from '../gaussian/matrix.ts';
import { lowerFactorOf } from '../gaussian/triangular.ts';
import { FullStep } from '../projection/fullStep.ts';
import { radialMultiplier } from '../projection/radialMultiplier.ts';
import { createSlot, type Slot } from '../projection/slot.ts';

/**
 * Largest k tr Σ̃ over √d, about, at which the rounding of the projected factor changes its distance d by no more than a few
 * 1e-11 of itself.
 */
const CERTAIN = 1e5;

/** Smallest pivot, relative to the variance it belongs to, of a covariance that is factorised as such. */
const WELL_CONDITIONED = 1e-3;

/**
 * Frobenius projection of the covariance: variances are interpolated, Σ̃ = (Σ + ηΣ_o)/(1 + η), in the distance
 * ‖Σ − Σ_o‖², which is never scaled (DESIGN §1.1, §1.2).
 */
export class FullFrobenius extends FullStep {
  readonly memory: readonly number[];
  /** Σ − Σ_o, and its squared norm. */
  private difference: Float64Array;
  private norm: Float64Array;
  private readonly own: Slot;
  private readonly first: Float64Array;
  private readonly stacked: Float64Array;
  private readonly newLower: Float64Array;
  private lastDistance = 0;

  constructor(kind: FullFactorKind, dimension: number) {
    super(kind, dimension, kind === 'covariance' ? 0 : dimension * dimension);
    this.memory = [this.size, 1];
    this.own = createSlot(this.memory);
    this.difference = this.own[0]!;
    this.norm = this.own[1]!;
    this.first = new Float64Array(this.size);
    this.stacked = new Float64Array(2 * this.size);
    this.newLower = new Float64Array(this.size);
  }

  /** `oldExtra` is Σ_o. */
  override setOld(factor: Float64Array): boolean {
    if (!super.setOld(factor)) return false;
    if (this.kind !== 'covariance') factorToCovariance(this.kind, factor, this.dimension, this.oldExtra);
    return true;
  }

  distance(): number {
    const { dimension: k, size, difference, proposed, old } = this;
    if (this.kind === 'covariance') {
      for (let i = 0; i < size; i++) difference[i] = proposed[i]! - old[i]!;
    } else {
      // B Bᵀ − B_oB_oᵀ = (B − B_o)Bᵀ + B_o(B − B_o)ᵀ: a small difference of factors keeps its digits.
      const triangular = this.kind === 'cholesky';
      for (let i = 0; i < k; i++) {
        const row = i * k;
        for (let j = 0; j <= i; j++) {
          const other = j * k;
          const end = triangular ? j + 1 : k;
          let sum = 0;
          for (let p = 0; p < end; p++) {
            const b = proposed[other + p]!;
            const bo = old[row + p]!;
            sum += (proposed[row + p]! - bo) * b + bo * (b - old[other + p]!);
          }
          difference[row + j] = sum;
          difference[other + i] = sum;
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
    const { dimension: k, size, first, proposed, old, oldExtra, difference } = this;
    const position = 1 / (1 + multiplier);
    if (this.kind === 'covariance') {
      for (let i = 0; i < size; i++) out[i] = proposed[i]! * position + old[i]! * (1 - position);
      return;
    }
    const target = this.kind === 'cholesky' ? out : this.newLower;
    for (let i = 0; i < k; i++) {
      for (let at = i * k; at <= i * k + i; at++) {
        first[at] = oldExtra[at]! + position * difference[at]!;
      }
    }
    if (!(cholesky(first, k, target) && isWellConditioned(first, target, k))) {
      this.interpolateFactors(position, target);
    }
    if (target !== out) lowerToFactor(this.kind, target, k, out, this.workspace);
  }

  /** Σ̃ = B̃B̃ᵀ with B̃ = [√w B, √(1 − w) B_o]: positive definite whatever the rounding. */
  private interpolateFactors(position: number, out: Float64Array): void {
    const { dimension: k, stacked, proposed, old } = this;
    const newWeight = Math.sqrt(position);
    const oldWeight = Math.sqrt(1 - position);
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) {
        stacked[i * 2 * k + j] = newWeight * proposed[i * k + j]!;
        stacked[i * 2 * k + k + j] = oldWeight * old[i * k + j]!;
      }
    }
    lowerFactorOf(stacked, k, 2 * k, out);
  }

  /** Rounding changes Σ̃ by a few 2⁻⁵³k|Σ̃|. */
  override achieved(multiplier: number): number {
    const distance = this.lastDistance / ((1 + multiplier) * (1 + multiplier));
    const radius = Math.sqrt(distance);
    return (this.oldTrace() + radius) * this.dimension <= CERTAIN * radius ? distance : Number.NaN;
  }

  attach(slot: Slot | null): void {
    const arrays = slot ?? this.own;
    this.difference = arrays[0]!;
    this.norm = arrays[1]!;
  }

  remembers(): boolean {
    this.norm[0] = this.lastDistance;
    return true;
  }

  recall(): void {
    this.lastDistance = this.norm[0]!;
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

/** Whether no pivot of the factor is much smaller than the variance it belongs to. */
function isWellConditioned(covariance: Float64Array, lower: Float64Array, k: number): boolean {
  for (let i = 0, at = 0; i < k; i++, at += k + 1) {
    if (!(lower[at]! * lower[at]! > WELL_CONDITIONED * covariance[at]!)) return false;
  }
  return true;
}
