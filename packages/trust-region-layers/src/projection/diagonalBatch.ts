import type { FloatArray, GaussianBatch } from '../gaussian/types.ts';
import { notFinite, notPositiveDefinite } from './batchInput.ts';

/** Gaussians in float64, as the batch loops take them. */
export interface DoubleBatch {
  readonly mean: Float64Array;
  readonly factor: Float64Array;
}

export function isDouble(batch: GaussianBatch): batch is DoubleBatch {
  return batch.mean instanceof Float64Array && batch.factor instanceof Float64Array;
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
