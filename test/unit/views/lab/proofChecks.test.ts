import { describe, expect, it } from 'vitest';
import { DEFAULT_LAB } from '../../../../src/experiments/labPresets.ts';
import { proveProjection } from '../../../../src/proof/projectionProof.ts';
import { projectionInput } from '../../../../src/views/lab/evaluate.ts';
import { checksOf, SAMPLES } from '../../../../src/views/lab/proofChecks.ts';

const { specification, proposed, old, bounds } = projectionInput('kl', DEFAULT_LAB);
const evidence = proveProjection(specification, proposed, old, bounds, { seed: 1, samples: SAMPLES });
/** Names of the checks that do not hold. */
const failing = (changes: Partial<typeof evidence>) =>
  checksOf({ ...evidence, ...changes }, DEFAULT_LAB).flatMap(({ name, holds }) => (holds ? [] : [name]));

describe('the lines of a proof', () => {
  it('all hold for a projection', () => {
    expect(failing({})).toEqual([]);
  });

  it.each([
    [{ meanResidual: -1e-3 }, 'mean: bound − distance'],
    [{ covarianceResidual: -1e-3 }, 'covariance: bound − distance'],
    [{ symmetryError: 1e-17 }, 'asymmetry of Σ̃'],
    [{ smallestEigenvalue: 0 }, 'smallest eigenvalue of Σ̃'],
    [{ divergenceEstimate: evidence.divergence + 5 * evidence.divergenceStandardError }, 'from 20,000 draws'],
    [{ gradientError: 1e-4 }, 'gradient against differences'],
  ])('catch %j', (changes, name) => {
    expect(failing(changes)).toEqual([name]);
  });
});
