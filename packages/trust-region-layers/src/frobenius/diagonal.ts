import { DiagonalMetric } from '../projection/diagonalMetric.ts';

/**
 * Frobenius projection of a diagonal covariance: variances are interpolated.
 * See docs/mathematics.md §2.4, §3.5, §4.2.
 */
export class DiagonalFrobenius extends DiagonalMetric {
  distanceAt(s: Float64Array, at: number, o: Float64Array, _v: Float64Array, oldAt: number): number {
    let sum = 0;
    for (let i = 0; i < this.dimension; i++) {
      const difference = (s[at + i]! - o[oldAt + i]!) * (s[at + i]! + o[oldAt + i]!);
      sum += difference * difference;
    }
    return sum;
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
      const proposed = s[at + i]!;
      const old = o[oldAt + i]!;
      if (proposed > 0.5 * old) {
        // s_o + (s̃² − s_o²)/(s̃ + s_o): a small change of the deviation keeps its digits.
        const change = (proposed - old) * (proposed + old) * position;
        out[to + i] = old + change / (old + Math.sqrt(old * old + change));
      } else {
        out[to + i] = Math.sqrt(proposed * proposed * position + old * old * (1 - position));
      }
    }
  }

  pullbackAt(
    multiplier: number,
    distance: number,
    s: Float64Array,
    at: number,
    o: Float64Array,
    _v: Float64Array,
    oldAt: number,
    projected: Float64Array,
    upstream: Float64Array,
    gradient: Float64Array,
  ): void {
    const position = 1 / (1 + multiplier);
    let along = 0;
    for (let i = 0; i < this.dimension; i++) {
      const difference = (s[at + i]! - o[oldAt + i]!) * (s[at + i]! + o[oldAt + i]!);
      const variance = upstream[at + i]! / (2 * projected[at + i]!);
      gradient[at + i] = variance;
      along += variance * difference;
    }
    const weight = along / distance;
    for (let i = 0; i < this.dimension; i++) {
      const difference = (s[at + i]! - o[oldAt + i]!) * (s[at + i]! + o[oldAt + i]!);
      gradient[at + i] = 2 * s[at + i]! * position * (gradient[at + i]! - weight * difference);
    }
  }

  distanceGradientAt(
    weight: number,
    s: Float64Array,
    at: number,
    o: Float64Array,
    _v: Float64Array,
    oldAt: number,
    gradient: Float64Array,
  ): void {
    for (let i = 0; i < this.dimension; i++) {
      const difference = (s[at + i]! - o[oldAt + i]!) * (s[at + i]! + o[oldAt + i]!);
      gradient[at + i] = 4 * weight * difference * s[at + i]!;
    }
  }
}
