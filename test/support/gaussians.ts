import type { FactorKind, FullFactorKind } from 'trust-region-layers/gaussian';
import { createWorkspace, factorToLower, lowerToFactor } from 'trust-region-layers/gaussian';
import type { Random } from '../../src/random/random.ts';

export const FACTOR_KINDS = [
  'diagonal',
  'cholesky',
  'root',
  'covariance',
] as const satisfies readonly FactorKind[];

/** A random orthogonal matrix, as k×k numbers (Gram–Schmidt on normal rows). */
export function randomRotation(k: number, random: Random): Float64Array {
  const q = Float64Array.from({ length: k * k }, () => random.normal());
  for (let i = 0; i < k; i++) {
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < i; j++) {
        let dot = 0;
        for (let c = 0; c < k; c++) dot += q[i * k + c]! * q[j * k + c]!;
        for (let c = 0; c < k; c++) q[i * k + c]! -= dot * q[j * k + c]!;
      }
    }
    const norm = Math.hypot(...q.subarray(i * k, (i + 1) * k));
    for (let c = 0; c < k; c++) q[i * k + c]! /= norm;
  }
  return q;
}

/** Standard deviations from `scale`/√condition to `scale`, both ends taken, so that Σ has that condition number. */
export function randomDeviations(k: number, condition: number, scale: number, random: Random): Float64Array {
  const s = Float64Array.from({ length: k }, () => scale * condition ** (-0.5 * random.uniform()));
  s[0] = scale;
  if (k > 1) s[k - 1] = scale / Math.sqrt(condition);
  return s;
}

/** A factor of kind `kind` of a covariance with these standard deviations along random axes. */
export function randomFactor(
  kind: FactorKind,
  k: number,
  deviations: Float64Array,
  random: Random,
): Float64Array {
  if (kind === 'diagonal') return deviations.slice();
  const rotation = randomRotation(k, random);
  const root = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let p = 0; p < k; p++) sum += rotation[p * k + i]! * deviations[p]! * rotation[p * k + j]!;
      root[i * k + j] = sum;
      root[j * k + i] = sum;
    }
  }
  if (kind === 'root') return root;
  return convertFactor('root', kind, root, k);
}

/** The same covariance in another full layout. */
export function convertFactor(
  from: FullFactorKind,
  to: FullFactorKind,
  factor: Float64Array,
  k: number,
): Float64Array {
  const workspace = createWorkspace(k);
  const lower = new Float64Array(k * k);
  if (!factorToLower(from, factor, k, lower, workspace)) throw new Error('not positive definite');
  const out = new Float64Array(k * k);
  lowerToFactor(to, lower, k, out, workspace);
  return out;
}

/** A well-behaved random factor: standard deviations between 0.4 and 1.6. */
export function mildFactor(kind: FactorKind, k: number, random: Random): Float64Array {
  const deviations = Float64Array.from({ length: k }, () => 0.4 + 1.2 * random.uniform());
  return randomFactor(kind, k, deviations, random);
}

/**
 * Directions dX that span what a factor of this kind can do: single entries for `diagonal` and `cholesky`,
 * symmetric pairs for `root` and `covariance`.
 */
export function factorDirections(kind: FactorKind, k: number): Float64Array[] {
  const found: Float64Array[] = [];
  for (let i = 0; i < k; i++) {
    if (kind === 'diagonal') {
      const one = new Float64Array(k);
      one[i] = 1;
      found.push(one);
      continue;
    }
    for (let j = 0; j <= i; j++) {
      const one = new Float64Array(k * k);
      one[i * k + j] = 1;
      if (kind !== 'cholesky') one[j * k + i] = 1;
      found.push(one);
    }
  }
  return found;
}

/** Derivative of f at 0 by a fourth-order central difference. */
export function derivative(f: (step: number) => number, step = 1e-3): number {
  return (8 * (f(step) - f(-step)) - (f(2 * step) - f(-2 * step))) / (12 * step);
}
