import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/random/random.ts';
import {
  derivative,
  FACTOR_KINDS,
  factorDirections,
  mildFactor,
} from '../../../../test/support/gaussians.ts';
import { createProjector, PROJECTION_IDS, type ProjectionSpecification } from '../../src/metrics.ts';

/** Largest error of `backward` relative to the largest derivative, and which parts were outside. */
function check(
  specification: ProjectionSpecification,
  bounds: { mean: number; covariance: number; entropyFloor?: number },
  seed: number,
) {
  const { factor: kind, dimension: k } = specification;
  const random = createRandom(seed);
  const normals = (length: number) => Float64Array.from({ length }, () => random.normal());
  const old = { mean: normals(k), factor: mildFactor(kind, k, random) };
  const proposed = { mean: normals(k), factor: mildFactor(kind, k, random) };
  const size = old.factor.length;
  const weights = { mean: normals(k), factor: new Float64Array(size) };
  // Weights in the tangent space of the layout, as a loss of the factor has.
  for (const direction of factorDirections(kind, k)) {
    const weight = random.normal();
    for (let i = 0; i < size; i++) weights.factor[i]! += weight * direction[i]!;
  }
  const projector = createProjector(specification);
  const result = projector.createResult(1);
  projector.forward(proposed, old, bounds, result, 1);
  const active = {
    mean: result.meanMultiplier[0]! > 0,
    covariance: result.covarianceMultiplier[0]! > 0,
  };
  const gradient = { mean: new Float64Array(k), factor: new Float64Array(size) };
  projector.backward(proposed, old, bounds, result, weights, gradient, 1);

  const lossAt = (meanStep: Float64Array | null, factorStep: Float64Array | null) => (step: number) => {
    const mean = proposed.mean.map((x, i) => x + step * (meanStep?.[i] ?? 0));
    const factor = proposed.factor.map((x, i) => x + step * (factorStep?.[i] ?? 0));
    projector.forward({ mean, factor }, old, bounds, result, 1);
    let loss = 0;
    for (let i = 0; i < k; i++) loss += weights.mean[i]! * result.mean[i]!;
    for (let i = 0; i < size; i++) loss += weights.factor[i]! * result.factor[i]!;
    return loss;
  };
  let error = 0;
  let scale = 0;
  const compare = (analytic: number, numeric: number) => {
    error = Math.max(error, Math.abs(analytic - numeric));
    scale = Math.max(scale, Math.abs(analytic), Math.abs(numeric));
  };
  for (let i = 0; i < k; i++) {
    const direction = new Float64Array(k);
    direction[i] = 1;
    compare(gradient.mean[i]!, derivative(lossAt(direction, null)));
  }
  for (const direction of factorDirections(kind, k)) {
    let analytic = 0;
    for (let i = 0; i < size; i++) analytic += gradient.factor[i]! * direction[i]!;
    compare(analytic, derivative(lossAt(null, direction), 3e-4));
  }
  return { error: scale < 1e-9 ? error : error / scale, active };
}

const WHICH = [
  { name: 'none', bounds: { mean: 1e4, covariance: 1e4 }, mean: false, covariance: false },
  { name: 'mean', bounds: { mean: 0.02, covariance: 1e4 }, mean: true, covariance: false },
  { name: 'covariance', bounds: { mean: 1e4, covariance: 1e-3 }, mean: false, covariance: true },
  { name: 'both', bounds: { mean: 0.02, covariance: 1e-3 }, mean: true, covariance: true },
  { name: 'both, wide', bounds: { mean: 0.02, covariance: 0.02 }, mean: true, covariance: true },
];

describe.each(PROJECTION_IDS)('gradient of %s against central differences', (projection) => {
  describe.each([true, false])('scaled %s', (scaled) => {
    it.each(FACTOR_KINDS)('as %s', (factor) => {
      for (const dimension of [1, 2, 3, 5]) {
        for (const [index, { name, bounds, mean, covariance }] of WHICH.entries()) {
          const specification = { projection, scaled, factor, dimension, entropy: null };
          const { error, active } = check(specification, bounds, 100 * dimension + index);
          expect(active, name).toEqual({ mean, covariance });
          expect(error, `${name} bind, k = ${dimension}`).toBeLessThan(2e-8);
        }
      }
    });

    it.each(FACTOR_KINDS)('with an entropy step, as %s', (factor) => {
      for (const dimension of [1, 2, 4]) {
        for (const mode of ['inequality', 'equality'] as const) {
          for (const order of ['before', 'after'] as const) {
            for (const entropyFloor of [-20, 1.9 * dimension]) {
              for (const covariance of [1e-3, 1e4]) {
                const specification = { projection, scaled, factor, dimension, entropy: { mode, order } };
                const { error } = check(
                  specification,
                  { mean: 1e4, covariance, entropyFloor },
                  40 + dimension,
                );
                expect(error, `${mode} ${order} ${entropyFloor} ${covariance}`).toBeLessThan(5e-8);
              }
            }
          }
        }
      }
    });
  });
});
