import type { FloatArray, GaussianBatch } from '../gaussian/types.ts';
import { notFinite, notPositiveDefinite } from './batchInput.ts';

/**
 * Diagonal Gaussians in float64 beside the old policies they are measured against, as the batch loops read them. All
 * arrays are of one kind, so that the loops compile to plain loads and stores.
 */
export interface DiagonalBatch {
  readonly count: number;
  /** Proposed means and deviations, [count, k]. */
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
  /** Old means, deviations and their inverses, [N, k]. */
  readonly oldMean: Float64Array;
  readonly oldDeviation: Float64Array;
  readonly oldInverse: Float64Array;
  /** Where the numbers of each state's old policy begin, [count]. */
  readonly oldAt: Int32Array;
}

/** Gaussians in float64, as the batch loops take them. */
export interface DoubleBatch {
  readonly mean: Float64Array;
  readonly factor: Float64Array;
}

export function isDouble(batch: GaussianBatch): batch is DoubleBatch {
  return batch.mean instanceof Float64Array && batch.factor instanceof Float64Array;
}

/** Where the projection of one part goes, and what its backward pass reads. */
export interface PartResult {
  /** Projected means or deviations, [count, k]. */
  readonly projected: Float64Array;
  /** ω or η, [count]. */
  readonly multiplier: Float64Array;
  /** Distance of the proposals, [count]. */
  readonly before: Float64Array;
  /** Distance of what was projected, [count]; null where nobody reads it. */
  readonly after: Float64Array | null;
}

/** @throws {RangeError} at the first of `count` states whose mean is not finite */
export function checkMeans(mean: FloatArray, k: number, count: number, name: string): void {
  for (let i = 0; i < count * k; i++) {
    const value = mean[i]!;
    if (value - value !== 0) throw notFinite(`${name} mean`, Math.floor(i / k), value);
  }
}

/** @throws {RangeError} at the first of `count` states whose deviations are not finite and positive */
export function checkDeviations(deviation: FloatArray, k: number, count: number, name: string): void {
  for (let i = 0; i < count * k; i++) {
    const value = deviation[i]!;
    if (value > 0 && value < Infinity) continue;
    const state = Math.floor(i / k);
    if (!Number.isFinite(value)) throw notFinite(`${name} standard deviation`, state, value);
    throw notPositiveDefinite(name, state);
  }
}
