import { limitOf } from '../projection/boundary.ts';
import type { DiagonalBatch, PartResult } from '../projection/diagonalBatch.ts';
import { DiagonalStep } from '../projection/diagonalStep.ts';
import { radialMultiplier } from '../projection/radialMultiplier.ts';

/** Frobenius projection of a diagonal covariance: variances are interpolated. */
export class DiagonalFrobenius extends DiagonalStep {
  distanceAt(s: Float64Array, at: number, o: Float64Array, _v: Float64Array, oldAt: number): number {
    let sum = 0;
    for (let i = 0; i < this.dimension; i++) {
      const difference = (s[at + i]! - o[oldAt + i]!) * (s[at + i]! + o[oldAt + i]!);
      sum += difference * difference;
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
}
