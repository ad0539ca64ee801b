import { PROJECTION_IDS } from 'trust-region-layers';
import { describe, expect, it } from 'vitest';
import { proveProjection } from '../../../src/proof/projectionProof.ts';
import { createRandom } from '../../../src/random/random.ts';
import { FACTOR_KINDS, mildFactor } from '../../support/gaussians.ts';

describe.each(PROJECTION_IDS)('proof of %s', (projection) => {
  it.each(FACTOR_KINDS)('as %s', (factor) => {
    const random = createRandom(31);
    const proposed = { mean: Float64Array.of(1, -0.8), factor: mildFactor(factor, 2, random) };
    const old = { mean: new Float64Array(2), factor: mildFactor(factor, 2, random) };
    const specification = { projection, scaled: true, factor, dimension: 2, entropy: null };
    const bounds = { mean: 0.1, covariance: 0.01 };
    const proof = proveProjection(specification, proposed, old, bounds, { seed: 1, samples: 5000 });
    expect(Math.abs(proof.meanResidual)).toBeLessThan(1e-14);
    expect(Math.abs(proof.covarianceResidual)).toBeLessThan(1e-14);
    expect(proof.symmetryError).toBe(0);
    expect(proof.smallestEigenvalue).toBeGreaterThan(0.1);
    expect(proof.gradientError).toBeLessThan(1e-8);
    expect(proof.divergenceStandardError).toBeLessThan(0.02);
    expect(Math.abs(proof.divergenceEstimate - proof.divergence)).toBeLessThan(
      4 * proof.divergenceStandardError,
    );
    expect(proveProjection(specification, proposed, old, bounds, { seed: 1, samples: 5000 })).toEqual(proof);
  });

  it('shows an entropy floor leaving the region as a negative residual', () => {
    const proof = proveProjection(
      {
        projection,
        scaled: true,
        factor: 'diagonal',
        dimension: 2,
        entropy: { mode: 'inequality', order: 'after' },
      },
      { mean: new Float64Array(2), factor: Float64Array.of(0.5, 0.5) },
      { mean: new Float64Array(2), factor: Float64Array.of(1, 1) },
      { mean: 0.1, covariance: 1e-3, entropyFloor: 6 },
      { seed: 2, samples: 100 },
    );
    expect(proof.covarianceResidual).toBeLessThan(-0.1);
  });
});
