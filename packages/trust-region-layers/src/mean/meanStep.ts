import { innerProduct } from '../gaussian/matrix.ts';
import type { CovarianceDistance, OldCovariance } from '../projection/covarianceStep.ts';

/**
 * The mean part, the same for every projection: the mean moves on the straight line towards the old one until its
 * distance is the bound, μ̃ = μ_o + (μ − μ_o)/(1 + ω) (docs/mathematics.md §3.1, §4.1). One state at a time.
 * See docs/mathematics.md §2.1.
 */
export class MeanStep {
  readonly dimension: number;
  private readonly scaled: boolean;
  /** ½ for KL, 1 otherwise. */
  private readonly weight: number;
  private readonly covariance: CovarianceDistance;
  /** μ − μ_o and its whitened form. */
  private readonly difference: Float64Array;
  private readonly whitened: Float64Array;

  constructor(covariance: CovarianceDistance, scaled: boolean, weight: number) {
    this.dimension = covariance.dimension;
    this.scaled = scaled;
    this.weight = weight;
    this.covariance = covariance;
    this.difference = new Float64Array(this.dimension);
    this.whitened = new Float64Array(this.dimension);
  }

  /** Mean part of the distance between two means. */
  distance(old: OldCovariance, mean: Float64Array, oldMean: Float64Array): number {
    for (let i = 0; i < this.dimension; i++) {
      this.difference[i] = mean[i]! - oldMean[i]!;
      this.whitened[i] = this.difference[i]!;
    }
    if (this.scaled) this.covariance.whiten(old, this.whitened);
    return this.weight * innerProduct(this.whitened, this.whitened, this.dimension);
  }

  interpolate(mean: Float64Array, oldMean: Float64Array, multiplier: number, out: Float64Array): void {
    const far = multiplier === Infinity;
    for (let i = 0; i < this.dimension; i++) {
      out[i] = far ? oldMean[i]! : oldMean[i]! + (mean[i]! - oldMean[i]!) / (1 + multiplier);
    }
  }

  /** ∂L/∂μ from ∂L/∂μ̃ on the boundary, ω following μ. */
  pullback(
    old: OldCovariance,
    mean: Float64Array,
    oldMean: Float64Array,
    multiplier: number,
    upstream: Float64Array,
    gradient: Float64Array,
  ): void {
    const k = this.dimension;
    if (k === 1 || multiplier === Infinity) {
      // On the boundary of an interval, or infinitely far away, nothing moves with the proposal.
      gradient.fill(0);
      return;
    }
    const distance = this.distance(old, mean, oldMean);
    const along = innerProduct(upstream, this.difference, k) / distance;
    this.distanceGradient(old, -0.5 * along, gradient);
    const position = 1 / (1 + multiplier);
    for (let i = 0; i < k; i++) gradient[i] = position * (upstream[i]! + gradient[i]!);
  }

  /** weight · ∂distance/∂μ, for the means last given to `distance`. */
  distanceGradient(old: OldCovariance, weight: number, gradient: Float64Array): void {
    for (let i = 0; i < this.dimension; i++) gradient[i] = this.whitened[i]!;
    if (this.scaled) this.covariance.whitenTransposed(old, gradient);
    for (let i = 0; i < this.dimension; i++) gradient[i]! *= 2 * this.weight * weight;
  }
}
