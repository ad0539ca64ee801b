/** Products are folded into the sum of logs before they can leave the range of float64. */
const SMALL = 1e-150;
const LARGE = 1e150;

/** Σ ln of `count` positive numbers, every `stride`-th of `values`: one logarithm for as many as fit in a product. */
export function logProduct(values: Float64Array, count: number, stride: number): number {
  let sum = 0;
  let product = 1;
  for (let i = 0; i < count; i++) {
    const value = values[i * stride]!;
    if (value > SMALL && value < LARGE) product *= value;
    else sum += Math.log(value);
    if (product < SMALL || product > LARGE) {
      sum += Math.log(product);
      product = 1;
    }
  }
  return sum + Math.log(product);
}
