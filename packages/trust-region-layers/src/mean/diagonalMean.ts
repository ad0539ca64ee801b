import { StraightLine } from '../projection/straightLine.ts';

/**
 * The mean part beside diagonal covariances: the formulas of MeanStep, where whitening is a product with the inverse
 * deviation (docs/mathematics.md §3.1, §4.1). See docs/mathematics.md §2.1.
 */
export class DiagonalMean extends StraightLine {
  override distanceGradientAt(
    weight: number,
    mean: Float64Array,
    at: number,
    o: Float64Array,
    v: Float64Array,
    oldAt: number,
    gradient: Float64Array,
  ): void {
    const factor = 2 * this.weight * weight;
    for (let i = 0; i < this.dimension; i++) {
      const inverse = this.scaled ? v[oldAt + i]! : 1;
      gradient[at + i] = factor * ((mean[at + i]! - o[oldAt + i]!) * inverse) * inverse;
    }
  }
}

/** The same to rounding: a quotient in place of a product, as beside covariances that are matrices. */
export class DividedMean extends DiagonalMean {
  override interpolateAt(
    multiplier: number,
    mean: Float64Array,
    at: number,
    o: Float64Array,
    _v: Float64Array,
    oldAt: number,
    out: Float64Array,
    to: number,
  ): void {
    for (let i = 0; i < this.dimension; i++) {
      out[to + i] = o[oldAt + i]! + (mean[at + i]! - o[oldAt + i]!) / (1 + multiplier);
    }
  }
}
