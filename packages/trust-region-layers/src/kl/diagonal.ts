import { DiagonalMetric } from '../projection/diagonalMetric.ts';
import { logExcess, solveKlMultiplier } from './multiplier.ts';

/**
 * KL projection of a diagonal covariance; λ = (s/s_o)², and λ̃ − 1 = (λ − 1)/(1 + ηλ) in every direction.
 * See docs/mathematics.md §2.2, §2.6, §3.3, §4.3.
 */
export class DiagonalKl extends DiagonalMetric {
  private readonly lambda = new Float64Array(this.dimension);
  private readonly x = new Float64Array(this.dimension);

  /** ½ Σ (λ − 1 − ln λ) with λ = (s/s_o)² = (1 + r)²: ½(x − ln(1 + x)) = r − ln(1 + r) + r²/2. */
  distanceAt(s: Float64Array, at: number, o: Float64Array, v: Float64Array, oldAt: number): number {
    let sum = 0;
    for (let i = 0; i < this.dimension; i++) {
      const inverse = v[oldAt + i]!;
      const r = (s[at + i]! - o[oldAt + i]!) * inverse;
      sum += logExcess(r, s[at + i]! * inverse) + 0.5 * r * r;
    }
    return sum;
  }

  override multiplierAt(
    s: Float64Array,
    at: number,
    o: Float64Array,
    v: Float64Array,
    oldAt: number,
    distance: number,
    bound: number,
  ): number {
    const { lambda, x } = this;
    for (let i = 0; i < this.dimension; i++) {
      const inverse = v[oldAt + i]!;
      const ratio = s[at + i]! * inverse;
      const r = (s[at + i]! - o[oldAt + i]!) * inverse;
      lambda[i] = ratio * ratio;
      x[i] = r * (2 + r);
    }
    return solveKlMultiplier(lambda, x, this.dimension, distance, bound);
  }

  interpolateAt(
    multiplier: number,
    s: Float64Array,
    at: number,
    o: Float64Array,
    v: Float64Array,
    oldAt: number,
    out: Float64Array,
    to: number,
  ): void {
    for (let i = 0; i < this.dimension; i++) {
      const inverse = v[oldAt + i]!;
      const ratio = s[at + i]! * inverse;
      const r = (s[at + i]! - o[oldAt + i]!) * inverse;
      const denominator = 1 + multiplier * (ratio * ratio);
      const y = (r * (2 + r)) / denominator;
      // Near the old policy as a correction of it, far below it as a multiple of the proposal: neither cancels.
      out[to + i] =
        y > -0.5
          ? o[oldAt + i]! + o[oldAt + i]! * (y / (1 + Math.sqrt(1 + y)))
          : s[at + i]! * Math.sqrt((1 + multiplier) / denominator);
    }
  }

  /** In logarithms u = ln λ: dũᵢ = duᵢ/(1 + ηλᵢ) + x̃ᵢ dv, v = −ln(1 + η), and Σ x̃ᵢ dũᵢ = 0 on the boundary. */
  pullbackAt(
    multiplier: number,
    _distance: number,
    s: Float64Array,
    at: number,
    o: Float64Array,
    v: Float64Array,
    oldAt: number,
    projected: Float64Array,
    upstream: Float64Array,
    gradient: Float64Array,
  ): void {
    let along = 0;
    let squares = 0;
    for (let i = 0; i < this.dimension; i++) {
      const inverse = v[oldAt + i]!;
      const ratio = s[at + i]! * inverse;
      const r = (s[at + i]! - o[oldAt + i]!) * inverse;
      const share = 1 / (1 + multiplier * (ratio * ratio));
      const y = r * (2 + r) * share;
      along += upstream[at + i]! * projected[at + i]! * y;
      squares += y * y;
      gradient[at + i] = share;
    }
    const weight = along / squares;
    for (let i = 0; i < this.dimension; i++) {
      const share = gradient[at + i]!;
      const r = (s[at + i]! - o[oldAt + i]!) * v[oldAt + i]!;
      const y = r * (2 + r) * share;
      gradient[at + i] = ((upstream[at + i]! * projected[at + i]! - weight * y) * share) / s[at + i]!;
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
      const r = (s[at + i]! - o[oldAt + i]!) * v[oldAt + i]!;
      gradient[at + i] = (weight * (r * (2 + r))) / s[at + i]!;
    }
  }
}
