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

/** The batch itself where it is in float64, else a copy. */
export function doubled(batch: GaussianBatch): DoubleBatch {
  return isDouble(batch)
    ? batch
    : { mean: new Float64Array(batch.mean), factor: new Float64Array(batch.factor) };
}

/** Copies what was worked out in float64 to the batch that was asked for, where that is another. */
export function store({ mean, factor }: DoubleBatch, batch: GaussianBatch, length: number): void {
  if (mean !== batch.mean) batch.mean.set(mean.subarray(0, length));
  if (factor !== batch.factor) batch.factor.set(factor.subarray(0, length));
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
