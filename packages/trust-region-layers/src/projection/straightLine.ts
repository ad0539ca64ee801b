import { DiagonalMetric } from './diagonalMetric.ts';

/**
 * What moves on a straight line towards the old numbers in a squared distance, scaled by the old precision or not: means,
 * and the deviations of W2 (docs/mathematics.md §3.1, §3.2, §4.1, §4.2).
 */
export class StraightLine extends DiagonalMetric {
  protected readonly scaled: boolean;
  protected readonly weight: number;

  /** @param weight the factor before the squared distance */
  constructor(dimension: number, scaled: boolean, weight: number) {
    super(dimension);
    this.scaled = scaled;
    this.weight = weight;
  }

  distanceAt(s: Float64Array, at: number, o: Float64Array, v: Float64Array, oldAt: number): number {
    let sum = 0;
    for (let i = 0; i < this.dimension; i++) {
      const difference = s[at + i]! - o[oldAt + i]!;
      const r = this.scaled ? difference * v[oldAt + i]! : difference;
      sum += r * r;
    }
    return this.weight * sum;
  }

  interpolateAt(
    multiplier: number,
    s: Float64Array,
    at: number,
    o: Float64Array,
    _v: Float64Array,
    oldAt: number,
    out: Float64Array,
    to: number,
  ): void {
    const position = 1 / (1 + multiplier);
    for (let i = 0; i < this.dimension; i++) {
      out[to + i] = o[oldAt + i]! + (s[at + i]! - o[oldAt + i]!) * position;
    }
  }

  pullbackAt(
    multiplier: number,
    distance: number,
    s: Float64Array,
    at: number,
    o: Float64Array,
    v: Float64Array,
    oldAt: number,
    _projected: Float64Array,
    upstream: Float64Array,
    gradient: Float64Array,
  ): void {
    const position = 1 / (1 + multiplier);
    let along = 0;
    for (let i = 0; i < this.dimension; i++) along += upstream[at + i]! * (s[at + i]! - o[oldAt + i]!);
    const weight = (-this.weight * along) / distance;
    for (let i = 0; i < this.dimension; i++) {
      const slope = this.slope(s[at + i]! - o[oldAt + i]!, v[oldAt + i]!);
      gradient[at + i] = position * (upstream[at + i]! + weight * slope);
    }
  }

  distanceGradientAt(
    weight: number,
    s: Float64Array,
    at: number,
    o: Float64Array,
    v: Float64Array,
    oldAt: number,
    gradient: Float64Array,
  ): void {
    const factor = 2 * this.weight * weight;
    for (let i = 0; i < this.dimension; i++) {
      gradient[at + i] = factor * this.slope(s[at + i]! - o[oldAt + i]!, v[oldAt + i]!);
    }
  }

  /** Half the derivative of one term of the squared distance. */
  private slope(difference: number, inverse: number): number {
    return this.scaled ? difference * inverse * inverse : difference;
  }
}
