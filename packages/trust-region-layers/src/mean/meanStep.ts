import { innerProduct } from '../gaussian/matrix.ts';
import type { CovarianceDistance, OldCovariance } from '../projection/covarianceStep.ts';
import { DividedMean } from './diagonalMean.ts';

/**
 * The mean part beside covariances that are matrices, the same for every projection: the mean moves on the straight line
 * towards the old one until its distance is the bound, μ̃ = μ_o + (μ − μ_o)/(1 + ω) (docs/mathematics.md §3.1, §4.1).
 * See docs/mathematics.md §2.1.
 */
export class MeanStep extends DividedMean {
  /** What scales: that of the state at hand. */
  old!: OldCovariance;
  private readonly covariance: CovarianceDistance;
  /** μ − μ_o and its whitened form. */
  private readonly difference: Float64Array;
  private readonly whitened: Float64Array;

  constructor(covariance: CovarianceDistance, scaled: boolean, weight: number) {
    super(covariance.dimension, scaled, weight);
    this.covariance = covariance;
    this.difference = new Float64Array(this.dimension);
    this.whitened = new Float64Array(this.dimension);
  }

  override distanceAt(s: Float64Array, at: number, o: Float64Array, _v: Float64Array, oldAt: number): number {
    for (let i = 0; i < this.dimension; i++) {
      this.difference[i] = s[at + i]! - o[oldAt + i]!;
      this.whitened[i] = this.difference[i]!;
    }
    if (this.scaled) this.covariance.whiten(this.old, this.whitened);
    return this.weight * innerProduct(this.whitened, this.whitened, this.dimension);
  }

  override pullbackAt(
    multiplier: number,
    _distance: number,
    s: Float64Array,
    at: number,
    o: Float64Array,
    v: Float64Array,
    oldAt: number,
    _projected: Float64Array,
    upstream: Float64Array,
    gradient: Float64Array,
  ): void {
    const distance = this.distanceAt(s, at, o, v, oldAt);
    let along = 0;
    for (let i = 0; i < this.dimension; i++) along += upstream[at + i]! * this.difference[i]!;
    this.distanceGradientAt((-0.5 * along) / distance, s, at, o, v, oldAt, gradient);
    const position = 1 / (1 + multiplier);
    for (let i = at; i < at + this.dimension; i++) {
      gradient[i] = position * (upstream[i]! + gradient[i]!);
    }
  }

  /** For the means whose distance was measured last. */
  override distanceGradientAt(
    weight: number,
    _s: Float64Array,
    at: number,
    _o: Float64Array,
    _v: Float64Array,
    _oldAt: number,
    gradient: Float64Array,
  ): void {
    const { whitened } = this;
    if (this.scaled) this.covariance.whitenTransposed(this.old, whitened);
    for (let i = 0; i < this.dimension; i++) gradient[at + i] = whitened[i]! * (2 * this.weight * weight);
  }
}
