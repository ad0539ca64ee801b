import { DiagonalStep } from './diagonalStep.ts';
import { radialMultiplier } from './radialMultiplier.ts';

/** W2 projection of a diagonal covariance. The roots commute, so this is also the exact Wasserstein (Bures) step. */
export class DiagonalW2 extends DiagonalStep {
  private readonly scaled: boolean;

  constructor(dimension: number, scaled: boolean) {
    super(dimension);
    this.scaled = scaled;
  }

  distanceAt(s: Float64Array, at: number, o: Float64Array, v: Float64Array, oldAt: number): number {
    let sum = 0;
    for (let i = 0; i < this.dimension; i++) {
      const difference = s[at + i]! - o[oldAt + i]!;
      const r = this.scaled ? difference * v[oldAt + i]! : difference;
      sum += r * r;
    }
    return sum;
  }

  multiplierAt(
    _s: Float64Array,
    _at: number,
    _o: Float64Array,
    _v: Float64Array,
    _oldAt: number,
    distance: number,
    bound: number,
  ): number {
    return radialMultiplier(distance, bound);
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
    const weight = -along / distance;
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
    for (let i = 0; i < this.dimension; i++) {
      gradient[at + i] = 2 * weight * this.slope(s[at + i]! - o[oldAt + i]!, v[oldAt + i]!);
    }
  }

  /** Half the derivative of one term of the distance. */
  private slope(difference: number, inverse: number): number {
    return this.scaled ? difference * inverse * inverse : difference;
  }
}
