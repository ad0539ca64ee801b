import { limitOf } from '../projection/boundary.ts';
import type { DiagonalBatch, PartResult } from '../projection/diagonalBatch.ts';
import { DiagonalStep } from '../projection/diagonalStep.ts';
import { radialMultiplier } from '../projection/radialMultiplier.ts';

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

  project(batch: DiagonalBatch, bounds: Float64Array, result: PartResult): void {
    const k = this.dimension;
    const { count, deviation: s, oldDeviation: o, oldInverse: v, oldAt: offsets } = batch;
    const { projected, multiplier, before, after } = result;
    for (let state = 0; state < count; state++) {
      const at = state * k;
      const oldAt = offsets[state]!;
      const bound = bounds[state]!;
      const distance = this.distanceAt(s, at, o, v, oldAt);
      before[state] = distance;
      if (distance <= bound) {
        for (let i = at; i < at + k; i++) projected[i] = s[i]!;
        multiplier[state] = 0;
        if (after) after[state] = distance;
        continue;
      }
      const eta = radialMultiplier(distance, bound);
      multiplier[state] = eta;
      this.interpolateAt(eta, s, at, o, v, oldAt, projected, at);
      let achieved = this.distanceAt(projected, at, o, v, oldAt);
      if (!(achieved <= limitOf(bound, projected))) {
        achieved = this.retreat(batch, state, distance, bound, projected);
      }
      if (after) after[state] = achieved;
    }
  }

  pull(batch: DiagonalBatch, result: PartResult, upstream: Float64Array, gradient: Float64Array): void {
    const k = this.dimension;
    const { count, deviation: s, oldDeviation: o, oldInverse: v, oldAt: offsets } = batch;
    const { projected, multiplier, before } = result;
    for (let state = 0; state < count; state++) {
      const at = state * k;
      const eta = multiplier[state]!;
      if (!(eta > 0)) {
        for (let i = at; i < at + k; i++) gradient[i] = upstream[i]!;
      } else if (k === 1 || eta === Infinity) {
        // On the boundary of an interval, or infinitely far away, nothing moves with the proposal.
        for (let i = at; i < at + k; i++) gradient[i] = 0;
      } else {
        const oldAt = offsets[state]!;
        this.pullbackAt(eta, before[state]!, s, at, o, v, oldAt, projected, upstream, gradient);
      }
    }
  }

  measure(batch: DiagonalBatch, out: Float64Array, weights: Float64Array, gradient: Float64Array): void {
    const k = this.dimension;
    const { count, deviation: s, oldDeviation: o, oldInverse: v, oldAt: offsets } = batch;
    for (let state = 0; state < count; state++) {
      const at = state * k;
      const oldAt = offsets[state]!;
      out[state]! += this.distanceAt(s, at, o, v, oldAt);
      this.distanceGradientAt(weights[state]!, s, at, o, v, oldAt, gradient);
    }
  }

  /** Half the derivative of one term of the distance. */
  private slope(difference: number, inverse: number): number {
    return this.scaled ? difference * inverse * inverse : difference;
  }
}
