import { createDistance } from 'trust-region-layers';
import { cholesky, solveLowerColumns } from 'trust-region-layers/gaussian';
import { eigenvaluesOf } from './covarianceCheck.ts';
import type { Gaussian } from './gaussianPair.ts';
import type { ProjectionSettings } from './projectPair.ts';

/**
 * Eigenvalues of Σ_o⁻¹Σ, the largest first: how many times the old variance a policy has along directions in which the old
 * one is round. They are those of L⁻¹ΣL⁻ᵀ with Σ_o = LLᵀ (docs/mathematics.md §14.1).
 */
export function relativeSpectrum(old: Gaussian, policy: Gaussian, dimension: number): number[] {
  const lower = new Float64Array(dimension * dimension);
  cholesky(Float64Array.from(old.covariance), dimension, lower);
  const whitened = Float64Array.from(policy.covariance);
  // L⁻¹Σ, then L⁻¹ of its transpose: L⁻¹ΣL⁻ᵀ, symmetric up to rounding.
  for (let pass = 0; pass < 2; pass++) {
    solveLowerColumns(lower, dimension, whitened);
    transpose(whitened, dimension);
  }
  for (let i = 0; i < dimension; i++) {
    for (let j = 0; j < i; j++) {
      const entry = (whitened[i * dimension + j]! + whitened[j * dimension + i]!) / 2;
      whitened[i * dimension + j] = entry;
      whitened[j * dimension + i] = entry;
    }
  }
  return eigenvaluesOf(whitened, dimension);
}

function transpose(matrix: Float64Array, k: number): void {
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < i; j++) {
      const entry = matrix[i * k + j]!;
      matrix[i * k + j] = matrix[j * k + i]!;
      matrix[j * k + i] = entry;
    }
  }
}

/** Eigenvalues beyond this are as good as without end. */
const FURTHEST = 1e12;
const HALVINGS = 60;

/**
 * How far one eigenvalue may go while the others stay at 1, [low, high]: what the covariance bound allows along one direction.
 * A low of 0 has no end. `null` where the metric's distance does not depend on the eigenvalues alone.
 */
export function loneRange(settings: ProjectionSettings): readonly [low: number, high: number] | null {
  const { projection, scaled, covarianceBound } = settings;
  const relative = projection === 'kl' || (scaled && projection !== 'frobenius');
  if (!relative) return null;
  const distance = createDistance({ projection, scaled: true, factor: 'diagonal', dimension: 1 });
  const still = { mean: new Float64Array(1), factor: Float64Array.of(1) };
  const moved = { mean: new Float64Array(1), factor: new Float64Array(1) };
  const [mean, covariance] = [new Float64Array(1), new Float64Array(1)];
  const allowed = (logarithm: number) => {
    moved.factor[0] = Math.exp(logarithm / 2);
    distance.evaluate(moved, still, mean, covariance, 1);
    return covariance[0]! <= covarianceBound;
  };
  const end = (direction: 1 | -1) => {
    let [inside, outside] = [0, direction * Math.log(FURTHEST)];
    if (allowed(outside)) return direction > 0 ? Number.POSITIVE_INFINITY : 0;
    for (let step = 0; step < HALVINGS; step++) {
      const middle = (inside + outside) / 2;
      if (allowed(middle)) inside = middle;
      else outside = middle;
    }
    return Math.exp(inside);
  };
  return [end(-1), end(1)];
}
