import { expm1 } from './exponential.ts';

/** tanh x rounds to ±1 beyond. */
const SATURATED = 22;

/** tanh x, within three units in the last place. See docs/mathematics.md §12. */
export function tanh(x: number): number {
  if (x > SATURATED) return 1;
  if (x < -SATURATED) return -1;
  if (x === 0) return x;
  if (x >= 0) {
    if (x < 1) {
      const t = expm1(2 * x);
      return t / (t + 2);
    }
    return 1 - 2 / (expm1(2 * x) + 2);
  }
  if (x > -1) {
    const t = expm1(-2 * x);
    return -(t / (t + 2));
  }
  return Number.isNaN(x) ? x : 2 / (expm1(-2 * x) + 2) - 1;
}
