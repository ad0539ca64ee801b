import { logProduct } from '../gaussian/logProduct.ts';
import { CovarianceStep, type OldCovariance } from './covarianceStep.ts';
import type { DiagonalMetric } from './diagonalMetric.ts';
import type { Tape } from './tape.ts';

/**
 * The formulas of a metric for diagonal covariances, one state at a time; factors are k standard deviations.
 * See docs/mathematics.md §5.1.
 */
export class DiagonalStep extends CovarianceStep {
  readonly kind = 'diagonal';
  protected readonly oldLengths: readonly number[];
  private readonly metric: DiagonalMetric;

  constructor(metric: DiagonalMetric) {
    const k = metric.dimension;
    super(k, k, []);
    this.metric = metric;
    this.oldLengths = [0, k, 0, 0, k];
  }

  deriveOld(factor: Float64Array, old: OldCovariance): boolean {
    for (let i = 0; i < this.size; i++) {
      old.factor[i] = factor[i]!;
      old.reciprocals[i] = 1 / factor[i]!;
    }
    return this.isPositive(factor);
  }

  load(old: OldCovariance, factor: Float64Array): boolean {
    this.old = old;
    this.proposed = factor;
    return this.isPositive(factor);
  }

  private isPositive(factor: Float64Array): boolean {
    for (let i = 0; i < this.size; i++) if (!(factor[i]! > 0)) return false;
    return true;
  }

  halfLogDeterminant(): number {
    return logProduct(this.proposed, this.dimension, 1);
  }

  entropyGradient(gradient: Float64Array): void {
    for (let i = 0; i < this.size; i++) gradient[i] = 1 / this.proposed[i]!;
  }

  whiten(old: OldCovariance, x: Float64Array): void {
    for (let i = 0; i < this.size; i++) x[i]! *= old.reciprocals[i]!;
  }

  whitenTransposed(old: OldCovariance, x: Float64Array): void {
    this.whiten(old, x);
  }

  distance(): number {
    const { factor, reciprocals } = this.old;
    return this.metric.distanceAt(this.proposed, 0, factor, reciprocals, 0);
  }

  override multiplier(_tape: Tape | null, distance: number, bound: number): number {
    const { factor, reciprocals } = this.old;
    return this.metric.multiplierAt(this.proposed, 0, factor, reciprocals, 0, distance, bound);
  }

  protected interpolate(_tape: Tape, multiplier: number, out: Float64Array): void {
    const { factor, reciprocals } = this.old;
    this.metric.interpolateAt(multiplier, this.proposed, 0, factor, reciprocals, 0, out, 0);
  }

  backward(
    _tape: Tape,
    multiplier: number,
    projected: Float64Array,
    upstream: Float64Array,
    gradient: Float64Array,
  ): void {
    const { metric, proposed } = this;
    const { factor, reciprocals } = this.old;
    const distance = this.distance();
    metric.pullbackAt(
      multiplier,
      distance,
      proposed,
      0,
      factor,
      reciprocals,
      0,
      projected,
      upstream,
      gradient,
    );
  }

  distanceGradient(weight: number, gradient: Float64Array): void {
    const { factor, reciprocals } = this.old;
    this.metric.distanceGradientAt(weight, this.proposed, 0, factor, reciprocals, 0, gradient);
  }
}
