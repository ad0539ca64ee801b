import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/random/random.ts';
import { mildFactor, randomDeviations, randomFactor } from '../../../../test/support/gaussians.ts';
import type { FullFactorKind } from '../../src/gaussian/factor.ts';
import { createProjector, PROJECTION_IDS } from '../../src/metrics.ts';
import { preparePolicies } from '../../src/projection/preparedPolicies.ts';
import type { ProjectionResult } from '../../src/projection/types.ts';

const COUNT = 40;
const ENTROPIES = [
  null,
  { mode: 'inequality', order: 'after' },
  { mode: 'equality', order: 'after' },
  { mode: 'inequality', order: 'before' },
] as const;

/** Mild pairs, and among them some that only the slower ways through the spectrum are accurate enough for. */
function inputs(kind: FullFactorKind, k: number) {
  const random = createRandom(k);
  const batch = () => {
    const factor = new Float64Array(COUNT * k * k);
    for (let state = 0; state < COUNT; state++) {
      const hard = state % 5 === 4;
      const one = hard
        ? randomFactor(kind, k, randomDeviations(k, 1e7, 1, random), random)
        : mildFactor(kind, k, random);
      factor.set(one, state * k * k);
    }
    return { mean: Float64Array.from({ length: COUNT * k }, () => random.normal()), factor };
  };
  return { proposed: batch(), old: batch(), upstream: batch() };
}

function gradientFor(k: number) {
  return { mean: new Float64Array(COUNT * k), factor: new Float64Array(COUNT * k * k) };
}

/** Largest difference of one state's numbers, relative to the largest of them. */
function stateError(actual: Float64Array, expected: Float64Array, state: number, size: number): number {
  let error = 0;
  let scale = 0;
  for (let i = state * size; i < (state + 1) * size; i++) {
    error = Math.max(error, Math.abs(actual[i]! - expected[i]!));
    scale = Math.max(scale, Math.abs(expected[i]!));
  }
  return scale === 0 ? error : error / scale;
}

describe.each(PROJECTION_IDS)('backward of %s', (projection) => {
  describe.each(['cholesky', 'root', 'covariance'] as const)('as %s', (factor) => {
    it.each([true, false])(
      'from what its result remembers is backward from the numbers (scaled %s)',
      (scaled) => {
        for (const dimension of [1, 2, 3, 6]) {
          for (const entropy of ENTROPIES) {
            const projector = createProjector({ projection, scaled, factor, dimension, entropy });
            const { proposed, old, upstream } = inputs(factor, dimension);
            const bounds = { mean: 0.03, covariance: 1e-3, entropyFloor: 1.5 * dimension };
            const own = projector.createResult(COUNT);
            projector.forward(proposed, old, bounds, own, COUNT);
            const remembered = gradientFor(dimension);
            projector.backward(proposed, old, bounds, own, upstream, remembered, COUNT);
            const again = gradientFor(dimension);
            projector.backward(proposed, old, bounds, own, upstream, again, COUNT);
            expect(again).toEqual(remembered);
            // A copy is not the object that the projector knows.
            const copy: ProjectionResult = { ...own };
            const anew = gradientFor(dimension);
            projector.backward(proposed, old, bounds, copy, upstream, anew, COUNT);
            expect(remembered.mean).toEqual(anew.mean);
            for (let state = 0; state < COUNT; state++) {
              const error = stateError(remembered.factor, anew.factor, state, dimension * dimension);
              // Rounding of a factor of condition 1e7, and √ε below it.
              expect(error, `k = ${dimension}, state ${state}`).toBeLessThan(state % 5 === 4 ? 1e-3 : 2e-10);
            }
          }
        }
      },
    );

    it('takes prepared policies, also by row, with the bits of a plain batch', () => {
      const dimension = 3;
      const projector = createProjector({ projection, scaled: true, factor, dimension, entropy: null });
      const bounds = { mean: 0.03, covariance: 1e-3 };
      const { proposed, old, upstream } = inputs(factor, dimension);
      const rows = Int32Array.from({ length: COUNT }, (_, row) => (7 * row) % COUNT);
      const pick = (values: Float64Array, size: number) =>
        Float64Array.from(
          { length: COUNT * size },
          (_, i) => values[rows[Math.floor(i / size)]! * size + (i % size)]!,
        );
      const picked = { mean: pick(old.mean, 3), factor: pick(old.factor, 9) };
      const expected = projector.createResult(COUNT);
      const expectedGradient = gradientFor(dimension);
      projector.forward(proposed, picked, bounds, expected, COUNT);
      projector.backward(proposed, picked, bounds, expected, upstream, expectedGradient, COUNT);
      const other = createProjector({
        projection: projection === 'kl' ? 'w2' : 'kl',
        scaled: true,
        factor,
        dimension,
        entropy: null,
      });
      for (const prepared of [
        projector.prepare(old, COUNT),
        preparePolicies(old, { factor, dimension }, COUNT),
        // What another projection derived is of no use, the policies are.
        other.prepare(old, COUNT),
      ]) {
        expect(prepared.count).toBe(COUNT);
        const result = projector.createResult(COUNT);
        const gradient = gradientFor(dimension);
        projector.forward(proposed, prepared, bounds, result, COUNT, rows);
        projector.backward(proposed, prepared, bounds, result, upstream, gradient, COUNT, rows);
        expect(result).toEqual(expected);
        expect(gradient).toEqual(expectedGradient);
      }
    });

    it('leaves what other results remember alone where a call fails', () => {
      const dimension = 2;
      const specification = {
        projection,
        scaled: true,
        factor,
        dimension,
        entropy: { mode: 'inequality', order: 'before' },
      } as const;
      const projector = createProjector(specification);
      const bounds = { mean: 0.03, covariance: 1e-3, entropyFloor: 3 };
      const { proposed, old, upstream } = inputs(factor, dimension);
      const own = projector.createResult(COUNT);
      const [before, after] = [gradientFor(dimension), gradientFor(dimension)];
      projector.forward(proposed, old, bounds, own, COUNT);
      projector.backward(proposed, old, bounds, own, upstream, before, COUNT);
      // The entropy floor that is none is met after the first state's distances.
      const badFloor = Float64Array.of(3, Number.NaN);
      const failing = projector.createResult(2);
      expect(() =>
        projector.forward(proposed, old, { ...bounds, entropyFloor: badFloor }, failing, 2),
      ).toThrow('entropy floor of state 1');
      const foreign = { ...projector.createResult(COUNT) };
      projector.forward(old, proposed, bounds, foreign, COUNT);
      projector.backward(proposed, old, bounds, own, upstream, after, COUNT);
      expect(after).toEqual(before);
    });

    it('gives the same factors and gradients without reports', () => {
      const dimension = 3;
      const specification = { projection, scaled: true, factor, dimension, entropy: null };
      const bounds = { mean: 0.03, covariance: 1e-3 };
      const { proposed, old, upstream } = inputs(factor, dimension);
      const [first, second] = [true, false].map((reports) => {
        const projector = createProjector(specification, { reports });
        const result = projector.createResult(COUNT);
        const gradient = gradientFor(dimension);
        projector.forward(proposed, old, bounds, result, COUNT);
        projector.backward(proposed, old, bounds, result, upstream, gradient, COUNT);
        const { mean, factor, meanMultiplier, covarianceMultiplier } = result;
        return { mean, factor, meanMultiplier, covarianceMultiplier, gradient };
      });
      expect(second).toEqual(first);
    });
  });
});

describe('preparing old policies', () => {
  it('names the state that is no policy', () => {
    const projector = createProjector({
      projection: 'w2',
      scaled: true,
      factor: 'cholesky',
      dimension: 2,
      entropy: null,
    });
    const old = { mean: new Float64Array(4), factor: Float64Array.of(1, 0, 0, 1, 1, 0, 0, 0) };
    expect(() => projector.prepare(old, 2)).toThrow('old covariance of state 1 is not positive definite');
    old.factor[7] = 1;
    old.mean[3] = Number.NaN;
    expect(() => projector.prepare(old, 2)).toThrow('old mean of state 1 is NaN, expected finite numbers');
    expect(() => projector.prepare(old, 3)).toThrow('old mean has length 4, expected 6 = 3 states × 2');
  });
});
