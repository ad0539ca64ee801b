import type { FactorKind } from 'trust-region-layers/gaussian';
import type { Random } from '../../src/random/random.ts';

/** A proposed policy and the old one it is measured from, one state, as plain numbers. */
export interface PolicyPair {
  readonly mean: readonly number[];
  readonly factor: readonly number[];
  readonly oldMean: readonly number[];
  readonly oldFactor: readonly number[];
}

/** An old policy with correlated actions, and one that differs from it by about `step` of its standard deviations. */
export function drawPair(kind: FactorKind, k: number, step: number, random: Random): PolicyPair {
  const lower = Array.from({ length: k * k }, (_, at) => {
    const [i, j] = [Math.floor(at / k), at % k];
    return i === j ? 0.4 + random.uniform() : j < i ? (0.6 * random.normal()) / Math.sqrt(k) : 0;
  });
  const change = Array.from({ length: k * k }, () => random.normal());
  const oldMean = Array.from({ length: k }, () => random.normal());
  const mean = oldMean.map((value, i) => value + step * lower[i * k + i]! * random.normal());
  const pair = { mean, oldMean };
  if (kind === 'diagonal') {
    const oldFactor = Array.from({ length: k }, (_, i) => lower[i * k + i]!);
    return { ...pair, oldFactor, factor: oldFactor.map((s, i) => s * Math.exp(step * change[i]!)) };
  }
  if (kind === 'cholesky') {
    const inner = Array.from({ length: k * k }, (_, at) => {
      const [i, j] = [Math.floor(at / k), at % k];
      if (i === j) return Math.exp(step * change[at]!);
      return j < i ? (step * change[at]!) / Math.sqrt(k) : 0;
    });
    return { ...pair, oldFactor: lower, factor: product(lower, inner, k) };
  }
  // A symmetric matrix inside: A (I + step·E) Aᵀ with ‖E‖ < 1.
  const norm = Math.hypot(...change);
  const inner = change.map((value, at) => {
    const [i, j] = [Math.floor(at / k), at % k];
    return (i === j ? 1 : 0) + (0.5 * step * (value + change[j * k + i]!)) / norm;
  });
  const transposed = lower.map((_, at) => lower[(at % k) * k + Math.floor(at / k)]!);
  return {
    ...pair,
    oldFactor: symmetric(product(lower, transposed, k), k),
    factor: symmetric(product(product(lower, inner, k), transposed, k), k),
  };
}

function product(a: readonly number[], b: readonly number[], k: number): number[] {
  return a.map((_, at) => {
    let sum = 0;
    for (let l = 0; l < k; l++) sum += a[Math.floor(at / k) * k + l]! * b[l * k + (at % k)]!;
    return sum;
  });
}

function symmetric(a: readonly number[], k: number): number[] {
  return a.map((value, at) => (value + a[(at % k) * k + Math.floor(at / k)]!) / 2);
}
