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
import type { Tape } from '../projection/tape.ts';

/**
 * Largest k tr Σ̃ over √d, about, at which the rounding of the projected factor changes its distance d by no more than a few
 * 1e-11 of itself.
 */
const CERTAIN = 1e5;

/** Smallest pivot, relative to the variance it belongs to, of a covariance that is factorised as such. */
const WELL_CONDITIONED = 1e-3;

/**
 * Frobenius projection of the covariance: variances are interpolated, Σ̃ = (Σ + ηΣ_o)/(1 + η), in the distance
 * ‖Σ − Σ_o‖², which is never scaled (docs/mathematics.md §2.4, §3.5, §4.2).
 */
export class FullFrobenius extends FullStep {
  private readonly first: Float64Array;
  private readonly stacked: Float64Array;
  private readonly newLower: Float64Array;

  constructor(kind: FullFactorKind, dimension: number) {
    const size = dimension * dimension;
    // Σ − Σ_o, and the distance. Of an old policy: Σ_o.
    super(kind, dimension, [size + 1], kind === 'covariance' ? 0 : size);
    this.first = new Float64Array(size);
    this.stacked = new Float64Array(2 * size);
    this.newLower = new Float64Array(size);
  }

  distance(tape = this.scratch): number {
    const { dimension: k, size, proposed } = this;
    const old = this.old.factor;
    const difference = tape[0]!;
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
    const distance = squaredNorm(difference, size);
    difference[size] = distance;
    return distance;
  }

  /** Σ_o. */
  private oldCovariance(): Float64Array {
    const { factor, extra } = this.old;
    if (this.kind === 'covariance') return factor;
    if (extra[0] === 0) factorToCovariance(this.kind, factor, this.dimension, extra);
    return extra;
  }

  protected interpolate(tape: Tape, multiplier: number, out: Float64Array): void {
    const { dimension: k, size, first, proposed } = this;
    const old = this.oldCovariance();
    const difference = tape[0]!;
    const position = 1 / (1 + multiplier);
    if (this.kind === 'covariance') {
      for (let i = 0; i < size; i++) out[i] = proposed[i]! * position + old[i]! * (1 - position);
      return;
    }
    const target = this.kind === 'cholesky' ? out : this.newLower;
    for (let i = 0; i < k; i++) {
      for (let at = i * k; at <= i * k + i; at++) {
        first[at] = old[at]! + position * difference[at]!;
      }
    }
    if (!(cholesky(first, k, target) && isWellConditioned(first, target, k))) {
      this.interpolateFactors(position, target);
    }
    if (target !== out) lowerToFactor(this.kind, target, k, out, this.workspace);
  }

  /** Σ̃ = B̃B̃ᵀ with B̃ = [√w B, √(1 − w) B_o]: positive definite whatever the rounding. */
  private interpolateFactors(position: number, out: Float64Array): void {
    const { dimension: k, stacked, proposed } = this;
    const old = this.old.factor;
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

  /** Rounding changes Σ̃ by a few 2⁻⁵³k|Σ̃|. See docs/mathematics.md §3.9. */
  protected override achieved(from: number, multiplier: number): number {
    const distance = from / ((1 + multiplier) * (1 + multiplier));
    const radius = Math.sqrt(distance);
    const norm = this.oldNorms()[0]!;
    return (norm * norm + radius) * this.dimension <= CERTAIN * radius ? distance : Number.NaN;
  }

  backward(
    tape: Tape,
    multiplier: number,
    projected: Float64Array,
    upstream: Float64Array,
    gradient: Float64Array,
  ): void {
    const { dimension: k, size, first } = this;
    const difference = tape[0]!;
    const position = 1 / (1 + multiplier);
    factorGradientToCovariance(this.kind, projected, k, upstream, first, this.workspace);
    const weight = innerProduct(first, difference, size) / difference[size]!;
    for (let i = 0; i < size; i++) first[i] = position * (first[i]! - weight * difference[i]!);
    covarianceGradientToFactor(this.kind, this.proposed, k, first, gradient);
  }

  distanceGradient(weight: number, gradient: Float64Array): void {
    const { size, first, scratch } = this;
    for (let i = 0; i < size; i++) first[i] = 2 * weight * scratch[0]![i]!;
    covarianceGradientToFactor(this.kind, this.proposed, this.dimension, first, gradient);
  }
}

/** Whether no pivot of the factor is much smaller than the variance it belongs to. */
function isWellConditioned(covariance: Float64Array, lower: Float64Array, k: number): boolean {
  for (let i = 0, at = 0; i < k; i++, at += k + 1) {
    if (!(lower[at]! * lower[at]! > WELL_CONDITIONED * covariance[at]!)) return false;
  }
  return true;
}
