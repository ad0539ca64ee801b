import { describe, expect, it } from 'vitest';
import { flat, maxNorm, type OracleCase, readFixture } from '../../../../test/support/projectionFixtures.ts';
import {
  covarianceGradientToFactor,
  type FullFactorKind,
  factorToCovariance,
  lowerToFactor,
} from '../../src/gaussian/factor.ts';
import { createWorkspace } from '../../src/gaussian/workspace.ts';
import { createProjector } from '../../src/metrics.ts';

/** Largest entry of the difference, relative to the largest expected entry. */
function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  let error = 0;
  for (let i = 0; i < expected.length; i++) error = Math.max(error, Math.abs(actual[i]! - expected[i]!));
  return error === 0 ? 0 : error / maxNorm(expected);
}

function project(projection: 'kl' | 'bures', kind: FullFactorKind, one: OracleCase) {
  const k = one.d;
  const workspace = createWorkspace(k);
  const factorOf = (lower: number[][], covariance: number[][]) => {
    if (kind === 'covariance') return flat(covariance);
    const factor = new Float64Array(k * k);
    lowerToFactor(kind, flat(lower), k, factor, workspace);
    return factor;
  };
  const projector = createProjector({ projection, scaled: false, factor: kind, dimension: k, entropy: null });
  const proposed = { mean: flat(one.mean), factor: factorOf(one.chol, one.cov) };
  const old = { mean: flat(one.old_mean), factor: factorOf(one.old_chol, one.old_cov) };
  const bounds = { mean: one.eps_mean, covariance: one.eps_cov };
  const result = projector.createResult(1);
  projector.forward(proposed, old, bounds, result, 1);
  const covariance = new Float64Array(k * k);
  factorToCovariance(kind, Float64Array.from(result.factor), k, covariance);
  const upstream = { mean: flat(one.G_mean), factor: new Float64Array(k * k) };
  covarianceGradientToFactor(kind, Float64Array.from(result.factor), k, flat(one.G_cov), upstream.factor);
  const gradient = { mean: new Float64Array(k), factor: new Float64Array(k * k) };
  projector.backward(proposed, old, bounds, result, upstream, gradient, 1);
  const expected = new Float64Array(k * k);
  covarianceGradientToFactor(kind, proposed.factor, k, flat(one.grad_cov), expected);
  return { result, covariance, gradient, expected };
}

/** Sharpest tolerance that rounding of the inputs allows: only the Cholesky factors are recorded exactly. */
const GRADIENT_TOLERANCE = { cholesky: 1e-9, root: 1e-8, covariance: 1e-8 } as const;

describe.each(['kl', 'bures'] as const)('%s of full covariances against 50-digit solutions', (projection) => {
  const cases = readFixture<OracleCase>(`${projection}_full_cov`);

  it.each(['cholesky', 'covariance', 'root'] as const)('as %s', (kind) => {
    expect(cases.length).toBeGreaterThan(30);
    for (const one of cases) {
      const { result, covariance, gradient, expected } = project(projection, kind, one);
      const told = `${one.id} ${one.scenario}`;
      expect(relativeError(covariance, flat(one.proj_cov)), told).toBeLessThan(1e-11);
      expect(relativeError(result.mean, one.proj_mean), told).toBeLessThan(1e-11);
      expect(relativeError(gradient.mean, one.grad_mean), told).toBeLessThan(1e-9);
      const cancelling = one.scenario === 'rotation_full_ill' && one.d === 2;
      const tolerance = cancelling ? 1e-5 : GRADIENT_TOLERANCE[kind];
      expect(relativeError(gradient.factor, expected), told).toBeLessThan(tolerance);
      expect(Math.abs(result.after.entropy[0]! - one.entropy_after), told).toBeLessThan(1e-8);
      expect(result.meanMultiplier[0]! > 0, told).toBe(one.mean_active);
      expect(result.covarianceMultiplier[0]! > 0, told).toBe(one.cov_active);
      const eta = one.eta ?? 1 / one.t! - 1;
      expect(Math.abs(result.covarianceMultiplier[0]! - eta) / (1 + eta), told).toBeLessThan(1e-8);
    }
  });
});
