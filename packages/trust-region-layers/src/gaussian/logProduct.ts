import { log } from '../elementary/logarithm.ts';
import type { FloatArray } from './types.ts';

/** Products are folded into the sum of logs before they can leave the range of float64. */
const SMALL = 1e-150;
const LARGE = 1e150;

/**
 * Σ ln of `count` positive numbers, every `stride`-th of `values`: one logarithm for as many as fit in a product.
 * See docs/mathematics.md §5.1.
 */
export function logProduct(values: FloatArray, count: number, stride: number): number {
  let sum = 0;
  let product = 1;
  for (let i = 0; i < count; i++) {
    const value = values[i * stride]!;
    if (value > SMALL && value < LARGE) product *= value;
    else sum += log(value);
    if (product < SMALL || product > LARGE) {
      sum += log(product);
      product = 1;
    }
  }
  return sum + log(product);
}

/** Σ ln of the `count` positive numbers from `at`. */
export function logProductAt(values: FloatArray, at: number, count: number): number {
  let product = 1;
  for (let i = at; i < at + count; i++) product *= values[i]!;
  if (product > SMALL && product < LARGE) return log(product);
  return logProduct(values.subarray(at, at + count), count, 1);
}
