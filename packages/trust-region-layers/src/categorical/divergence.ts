import { exp } from '../elementary/exponential.ts';
import type { FloatArray } from '../gaussian/types.ts';
import type { PreparedCategoricals } from './types.ts';

/** Log-ratios up to this size go through the series. */
const NEAR = 0.35;

/**
 * 1 + (u − 1)eᵘ = (1 + x) ln(1 + x) − x with x = eᵘ − 1, for |u| ≤ 0.35: Σ (k − 1)uᵏ/k!, k ≥ 2, without cancellation
 * (docs/mathematics.md §15.2).
 */
function nearTerm(u: number): number {
  let sum = 0;
  for (let k = 14; k >= 2; k--) sum = sum * u + COEFFICIENTS[k]!;
  return sum * u * u;
}

const COEFFICIENTS = coefficients();

function coefficients(): Float64Array {
  const values = new Float64Array(15);
  let factorial = 1;
  for (let k = 1; k < values.length; k++) {
    factorial *= k;
    values[k] = (k - 1) / factorial;
  }
  return values;
}

/** What one action adds to KL(π‖q), from u = ln(π/q): q((1 + x) ln(1 + x) − x), or π u − π + q where that loses nothing. */
export function divergenceTerm(u: number, probability: number, oldProbability: number): number {
  return u > -NEAR && u < NEAR
    ? oldProbability * nearTerm(u)
    : probability * u - probability + oldProbability;
}

/**
 * KL(π‖q) = Σ q[(1 + x) ln(1 + x) − x], x = π/q − 1: a sum of numbers above zero, so that small divergences keep their
 * digits and a rounding of the normalisation enters in second order only (docs/mathematics.md §15.2).
 */
export function categoricalKl(
  logProbabilities: FloatArray,
  at: number,
  old: PreparedCategoricals,
  oldAt: number,
  actions: number,
): number {
  let sum = 0;
  for (let i = 0; i < actions; i++) {
    const value = logProbabilities[at + i]!;
    const before = old.logProbabilities[oldAt + i]!;
    if (before === -Infinity) continue;
    sum += divergenceTerm(value - before, exp(value), old.probabilities[oldAt + i]!);
  }
  return sum;
}
