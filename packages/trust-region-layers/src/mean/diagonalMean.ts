import { ATTEMPTS, limitOf } from '../projection/boundary.ts';
import type { DiagonalBatch, PartResult } from '../projection/diagonalBatch.ts';
import { radialMultiplier } from '../projection/radialMultiplier.ts';

/**
 * The mean part for whole batches of diagonal covariances: the formulas of MeanStep, where whitening is a product with
 * the inverse deviation.
 */
export class DiagonalMean {
  private readonly k: number;
  private readonly scaled: boolean;
  private readonly weight: number;

  /**
   * @param scaled whether the old precision scales the distance
   * @param weight ½ for KL, 1 otherwise
   */
  constructor(k: number, scaled: boolean, weight: number) {
    this.k = k;
    this.scaled = scaled;
    this.weight = weight;
  }

  /** Mean part of the distance of the k numbers of `mean` from `at`. */
  private distanceAt(mean: Float64Array, at: number, o: Float64Array, v: Float64Array, oldAt: number) {
    let sum = 0;
    for (let i = 0; i < this.k; i++) {
      const difference = mean[at + i]! - o[oldAt + i]!;
      const x = this.scaled ? difference * v[oldAt + i]! : difference;
      sum += x * x;
    }
    return this.weight * sum;
  }

  private interpolateAt(
    position: number,
    mean: Float64Array,
    at: number,
    o: Float64Array,
    oldAt: number,
    out: Float64Array,
  ): void {
    for (let i = 0; i < this.k; i++) {
      const from = o[oldAt + i]!;
      out[at + i] = from + (mean[at + i]! - from) * position;
    }
  }

  /** μ̃ = μ_o + (μ − μ_o)/(1 + ω), see MeanStep. */
  project(batch: DiagonalBatch, bounds: Float64Array, result: PartResult): void {
    const { k } = this;
    const { count, mean, oldMean: o, oldInverse: v, oldAt: offsets } = batch;
    const { projected, multiplier, before, after } = result;
    for (let state = 0; state < count; state++) {
      const at = state * k;
      const oldAt = offsets[state]!;
      const bound = bounds[state]!;
      const distance = this.distanceAt(mean, at, o, v, oldAt);
      before[state] = distance;
      if (distance <= bound) {
        for (let i = at; i < at + k; i++) projected[i] = mean[i]!;
        multiplier[state] = 0;
        if (after) after[state] = distance;
        continue;
      }
      const omega = radialMultiplier(distance, bound);
      multiplier[state] = omega;
      this.interpolateAt(1 / (1 + omega), mean, at, o, oldAt, projected);
      let achieved = this.distanceAt(projected, at, o, v, oldAt);
      if (!(achieved <= limitOf(bound, projected))) achieved = this.retreat(batch, state, bound, projected);
      if (after) after[state] = achieved;
    }
  }

  /** Aims further inside until rounding leaves the mean within the bound; returns its distance. */
  private retreat(batch: DiagonalBatch, state: number, bound: number, projected: Float64Array): number {
    const { mean, oldMean: o, oldInverse: v, oldAt: offsets } = batch;
    const at = state * this.k;
    const oldAt = offsets[state]!;
    const distance = this.distanceAt(mean, at, o, v, oldAt);
    const limit = limitOf(bound, projected);
    let achieved = this.distanceAt(projected, at, o, v, oldAt);
    let margin = 0;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      margin += 1.5 * (achieved - bound);
      if (!(margin < bound)) break;
      const position = 1 / (1 + radialMultiplier(distance, bound - margin));
      this.interpolateAt(position, mean, at, o, oldAt, projected);
      achieved = this.distanceAt(projected, at, o, v, oldAt);
      if (achieved <= limit) return achieved;
    }
    for (let i = 0; i < this.k; i++) projected[at + i] = o[oldAt + i]!;
    return 0;
  }

  /** ∂L/∂μ from ∂L/∂μ̃, ω following μ. */
  pull(batch: DiagonalBatch, result: PartResult, upstream: Float64Array, gradient: Float64Array): void {
    const { k, scaled, weight } = this;
    const { count, mean, oldMean: o, oldInverse: inverse, oldAt: offsets } = batch;
    const { multiplier, before } = result;
    for (let state = 0; state < count; state++) {
      const at = state * k;
      const omega = multiplier[state]!;
      if (!(omega > 0)) {
        for (let i = at; i < at + k; i++) gradient[i] = upstream[i]!;
        continue;
      }
      if (k === 1 || omega === Infinity) {
        // On the boundary of an interval, or infinitely far away, nothing moves with the proposal.
        for (let i = at; i < at + k; i++) gradient[i] = 0;
        continue;
      }
      const oldAt = offsets[state]!;
      let along = 0;
      for (let i = 0; i < k; i++) along += upstream[at + i]! * (mean[at + i]! - o[oldAt + i]!);
      const share = (-weight * along) / before[state]!;
      const position = 1 / (1 + omega);
      for (let i = 0; i < k; i++) {
        const difference = mean[at + i]! - o[oldAt + i]!;
        const v = inverse[oldAt + i]!;
        const slope = scaled ? difference * v * v : difference;
        gradient[at + i] = position * (upstream[at + i]! + share * slope);
      }
    }
  }

  /** out[i] = distance of mean i; `gradient` = weights[i] · ∂distance/∂μ. */
  measure(batch: DiagonalBatch, out: Float64Array, weights: Float64Array, gradient: Float64Array): void {
    const { k, scaled, weight } = this;
    const { count, mean, oldMean: o, oldInverse: inverse, oldAt: offsets } = batch;
    for (let state = 0; state < count; state++) {
      const at = state * k;
      const oldAt = offsets[state]!;
      const factor = 2 * weight * weights[state]!;
      let sum = 0;
      for (let i = 0; i < k; i++) {
        const difference = mean[at + i]! - o[oldAt + i]!;
        const v = scaled ? inverse[oldAt + i]! : 1;
        const x = difference * v;
        sum += x * x;
        gradient[at + i] = factor * x * v;
      }
      out[state] = weight * sum;
    }
  }
}
