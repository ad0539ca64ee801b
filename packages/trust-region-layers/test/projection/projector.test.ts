import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/random/random.ts';
import { FACTOR_KINDS, mildFactor } from '../../../../test/support/gaussians.ts';
import { factorSize } from '../../src/gaussian/types.ts';
import { createProjector, PROJECTION_IDS, type ProjectionSpecification } from '../../src/metrics.ts';

const DIAGONAL: ProjectionSpecification = {
  projection: 'kl',
  scaled: true,
  factor: 'diagonal',
  dimension: 2,
  entropy: null,
};

function randomBatch(specification: ProjectionSpecification, count: number, seed: number) {
  const { factor: kind, dimension: k } = specification;
  const random = createRandom(seed);
  const size = factorSize(kind, k);
  const factor = new Float64Array(count * size);
  for (let state = 0; state < count; state++) factor.set(mildFactor(kind, k, random), state * size);
  return { mean: Float64Array.from({ length: count * k }, () => random.normal()), factor };
}

describe('createProjector', () => {
  it('gives the numbers of the worked example', () => {
    const old = { mean: new Float64Array(3), factor: Float64Array.of(1, 0.5, 0.2) };
    const proposed = { mean: new Float64Array(3), factor: Float64Array.of(0.7, 0.6, 0.3) };
    const expected = {
      kl: { eta: 17.873917643934, variances: [0.9477363681, 0.2541139271, 0.0412131119] },
      frobenius: { eta: 15.574076143182, variances: [0.9692290541, 0.2566368707, 0.0430167594] },
      w2: { eta: 18.493588689618, variances: [0.9846103247 ** 2, 0.5051298918 ** 2, 0.2051298918 ** 2] },
    };
    for (const projection of ['kl', 'frobenius', 'w2'] as const) {
      const projector = createProjector({ ...DIAGONAL, projection, dimension: 3 });
      const result = projector.createResult(1);
      projector.forward(proposed, old, { mean: 0.03, covariance: 1e-3 }, result, 1);
      expect(result.covarianceMultiplier[0]).toBeCloseTo(expected[projection].eta, 11);
      const variances = Array.from(result.factor, (s) => s * s);
      for (let i = 0; i < 3; i++) expect(variances[i]).toBeCloseTo(expected[projection].variances[i]!, 9);
      expect(result.after.covariance[0]).toBeCloseTo(1e-3, 15);
    }
  });

  it('puts an outside mean on the boundary, with the ½ for KL only', () => {
    const old = { mean: Float64Array.of(0, 0), factor: Float64Array.of(1, 0.5) };
    const proposed = { mean: Float64Array.of(0.3, -0.4), factor: Float64Array.of(1, 0.5) };
    const squared = 0.3 ** 2 + (0.4 / 0.5) ** 2;
    for (const projection of PROJECTION_IDS) {
      const projector = createProjector({ ...DIAGONAL, projection });
      const result = projector.createResult(1);
      projector.forward(proposed, old, { mean: 0.03, covariance: 1 }, result, 1);
      const distance = projection === 'kl' ? 0.5 * squared : squared;
      expect(result.before.mean[0]).toBeCloseTo(distance, 14);
      expect(result.meanMultiplier[0]).toBeCloseTo(Math.sqrt(distance / 0.03) - 1, 12);
      expect(result.after.mean[0]).toBeCloseTo(0.03, 15);
    }
    const projector = createProjector({ ...DIAGONAL, projection: 'w2', scaled: false });
    const result = projector.createResult(1);
    projector.forward(proposed, old, { mean: 0.03, covariance: 1 }, result, 1);
    expect(result.before.mean[0]).toBeCloseTo(0.25, 14);
  });

  it('takes one bound for all states or one for each', () => {
    const specification = { ...DIAGONAL, entropy: { mode: 'inequality', order: 'after' } } as const;
    const projector = createProjector(specification);
    const count = 5;
    const proposed = randomBatch(specification, count, 1);
    const old = randomBatch(specification, count, 2);
    const each = { mean: 0.02, covariance: 0.005, entropyFloor: 1.5 };
    const one = projector.createResult(count);
    const many = projector.createResult(count);
    projector.forward(proposed, old, each, one, count);
    const arrays = {
      mean: new Float64Array(count).fill(0.02),
      covariance: new Float64Array(count).fill(0.005),
      entropyFloor: new Float64Array(count).fill(1.5),
    };
    projector.forward(proposed, old, arrays, many, count);
    expect(many).toEqual(one);
    arrays.covariance[3] = 100;
    projector.forward(proposed, old, arrays, many, count);
    expect(many.covarianceMultiplier[3]).toBe(0);
    expect(many.covarianceMultiplier[2]).toBe(one.covarianceMultiplier[2]);
  });

  it.each(FACTOR_KINDS)(
    'treats every state of a batch by itself, and keeps nothing between calls (%s)',
    (factor) => {
      for (const projection of PROJECTION_IDS) {
        const specification = { ...DIAGONAL, projection, factor, dimension: 3 };
        const size = factorSize(factor, 3);
        const count = 6;
        const bounds = { mean: 0.03, covariance: 0.01 };
        const proposed = randomBatch(specification, count, 3);
        const old = randomBatch(specification, count, 4);
        const upstream = randomBatch(specification, count, 5);
        const projector = createProjector(specification);
        const result = projector.createResult(count);
        const gradient = { mean: new Float64Array(3 * count), factor: new Float64Array(size * count) };
        projector.forward(proposed, old, bounds, result, count);
        // Another forward in between must not disturb the backward.
        projector.forward(old, proposed, bounds, projector.createResult(count), count);
        projector.backward(proposed, old, bounds, result, upstream, gradient, count);
        for (let state = 0; state < count; state++) {
          const part = (batch: { mean: Float64Array; factor: Float64Array }) => ({
            mean: batch.mean.slice(3 * state, 3 * state + 3),
            factor: batch.factor.slice(size * state, size * (state + 1)),
          });
          const single = createProjector(specification);
          const alone = single.createResult(1);
          const aloneGradient = { mean: new Float64Array(3), factor: new Float64Array(size) };
          single.forward(part(proposed), part(old), bounds, alone, 1);
          single.backward(part(proposed), part(old), bounds, alone, part(upstream), aloneGradient, 1);
          expect(alone.factor).toEqual(result.factor.slice(size * state, size * (state + 1)));
          expect(alone.mean).toEqual(result.mean.slice(3 * state, 3 * state + 3));
          expect(aloneGradient).toEqual(part(gradient));
        }
      }
    },
  );

  it.each(FACTOR_KINDS)('meets the bound in float32 too (%s)', (factor) => {
    for (const projection of PROJECTION_IDS) {
      const specification = { ...DIAGONAL, projection, factor, dimension: 3 };
      const projector = createProjector(specification);
      const count = 50;
      const single = (batch: { mean: Float64Array; factor: Float64Array }) => ({
        mean: Float32Array.from(batch.mean),
        factor: Float32Array.from(batch.factor),
      });
      const proposed = single(randomBatch(specification, count, 6));
      const old = single(randomBatch(specification, count, 7));
      for (const bound of [1e-6, 1e-3, 1]) {
        const result = projector.createResult(count, 'float32');
        projector.forward(proposed, old, { mean: bound, covariance: bound }, result, count);
        const exact = projector.createResult(count);
        // Measured in float64 from what was stored.
        projector.forward(result, old, { mean: 1e9, covariance: 1e9 }, exact, count);
        for (let state = 0; state < count; state++) {
          expect(exact.before.mean[state]).toBeLessThan(bound * (1 + 1.01e-4));
          expect(exact.before.covariance[state]).toBeLessThan(bound * (1 + 1.01e-4));
        }
      }
    }
  });

  it('copies what is inside to the bit, upper triangle of a Cholesky factor and all', () => {
    const projector = createProjector({ ...DIAGONAL, factor: 'cholesky' });
    const old = { mean: new Float64Array(2), factor: Float64Array.of(1, 0, 0.3, 1) };
    const proposed = { mean: Float64Array.of(-0, 0.001), factor: Float64Array.of(1.001, 0, 0.3, 1) };
    const result = projector.createResult(1);
    projector.forward(proposed, old, { mean: 0.1, covariance: 0.1 }, result, 1);
    expect(result.mean).toEqual(proposed.mean);
    expect(result.factor).toEqual(proposed.factor);
    expect(result.meanMultiplier[0]).toBe(0);
    expect(result.covarianceMultiplier[0]).toBe(0);
  });

  describe('with an entropy step', () => {
    const old = { mean: new Float64Array(2), factor: Float64Array.of(1, 1) };
    const proposed = { mean: new Float64Array(2), factor: Float64Array.of(0.2, 0.3) };
    const floor = 2.5;
    const run = (mode: 'inequality' | 'equality', order: 'before' | 'after', entropyFloor: number) => {
      const projector = createProjector({ ...DIAGONAL, entropy: { mode, order } });
      const result = projector.createResult(1);
      projector.forward(proposed, old, { mean: 1, covariance: 1e-3, entropyFloor }, result, 1);
      return result;
    };

    it('reaches the floor when it comes last, even by leaving the region', () => {
      const result = run('inequality', 'after', 5);
      expect(result.after.entropy[0]).toBeCloseTo(5, 12);
      expect(result.after.covariance[0]).toBeGreaterThan(1e-3);
    });

    it('leaves the last word to the bound when it comes first', () => {
      const result = run('inequality', 'before', 5);
      expect(result.after.entropy[0]).toBeLessThan(5);
      expect(result.after.covariance[0]).toBeCloseTo(1e-3, 14);
      expect(result.before.entropy[0]).toBeCloseTo(Math.log(2 * Math.PI * Math.E) + Math.log(0.06), 12);
    });

    it('only ever raises as an inequality, and always scales as an equality', () => {
      expect(run('inequality', 'after', -10).after.entropy[0]).toBeGreaterThan(2);
      expect(run('equality', 'after', floor).after.entropy[0]).toBeCloseTo(floor, 12);
      expect(run('equality', 'after', -10).after.entropy[0]).toBeCloseTo(-10, 11);
    });

    it('does nothing without a floor', () => {
      expect(run('equality', 'after', -Infinity).factor).toEqual(run('inequality', 'after', -99).factor);
    });
  });
});

describe('what a projector refuses', () => {
  const good = () => ({ mean: new Float64Array(4), factor: new Float64Array(4).fill(1) });
  const bounds = { mean: 0.1, covariance: 0.1 };
  const forward = (
    change: (input: { proposed: ReturnType<typeof good>; old: ReturnType<typeof good> }) => void,
    withBounds: { mean: number | Float64Array; covariance: number; entropyFloor?: number } = bounds,
    specification: ProjectionSpecification = DIAGONAL,
  ) => {
    const input = { proposed: good(), old: good() };
    change(input);
    const projector = createProjector(specification);
    projector.forward(input.proposed, input.old, withBounds, projector.createResult(2), 2);
  };
  const nothing = () => {};

  it('names the array that is too short', () => {
    expect(() =>
      forward((input) => {
        input.proposed.mean = new Float64Array(3);
      }),
    ).toThrow(new RangeError('proposed mean has length 3, expected 4 = 2 states × 2'));
    expect(() =>
      forward((input) => {
        input.old.factor = new Float64Array(1);
      }),
    ).toThrow('old standard deviation has length 1, expected 4 = 2 states × 2');
    expect(() => forward(nothing, { ...bounds, mean: new Float64Array(1) })).toThrow(
      'mean bound has length 1, expected 2 = 2 states × 1',
    );
  });

  it('names the number that is not one', () => {
    expect(() =>
      forward((input) => {
        input.proposed.mean[2] = Number.NaN;
      }),
    ).toThrow('proposed mean of state 1 is NaN, expected finite numbers');
    expect(() =>
      forward((input) => {
        input.old.factor[0] = Number.POSITIVE_INFINITY;
      }),
    ).toThrow('old standard deviation of state 0 is Infinity');
  });

  it('names the covariance that is not positive definite', () => {
    expect(() =>
      forward((input) => {
        input.old.factor[3] = 0;
      }),
    ).toThrow('old covariance of state 1 is not positive definite');
    const bad = { cholesky: [1, 0, 0.5, -1], root: [1, 2, 2, 1], covariance: [1, 2, 2, 1] };
    for (const kind of ['cholesky', 'root', 'covariance'] as const) {
      const projector = createProjector({ ...DIAGONAL, factor: kind });
      const old = { mean: new Float64Array(2), factor: Float64Array.of(1, 0, 0, 1) };
      const proposed = { mean: new Float64Array(2), factor: Float64Array.from(bad[kind]) };
      expect(() => projector.forward(proposed, old, bounds, projector.createResult(1), 1)).toThrow(
        'proposed covariance of state 0 is not positive definite',
      );
    }
  });

  it('names the matrix that is not symmetric', () => {
    const projector = createProjector({ ...DIAGONAL, factor: 'covariance' });
    const old = { mean: new Float64Array(2), factor: Float64Array.of(1, 0, 0, 1) };
    const proposed = { mean: new Float64Array(2), factor: Float64Array.of(1, 0.1, 0.2, 1) };
    expect(() => projector.forward(proposed, old, bounds, projector.createResult(1), 1)).toThrow(
      'proposed covariance of state 0 is not symmetric: 0.1 above and 0.2 below the diagonal',
    );
  });

  it('names the bound that is none', () => {
    expect(() => forward(nothing, { ...bounds, covariance: 0 })).toThrow(
      'covariance bound of state 0 is 0, expected a number above 0',
    );
    expect(() => forward(nothing, { ...bounds, mean: Float64Array.of(1, Number.NaN) })).toThrow(
      'mean bound of state 1 is NaN, expected a number above 0',
    );
    const specification = { ...DIAGONAL, entropy: { mode: 'equality', order: 'after' } } as const;
    expect(() => forward(nothing, { ...bounds, entropyFloor: Number.NaN }, specification)).toThrow(
      'entropy floor of state 0 is NaN',
    );
  });

  it('names dimensions and counts out of range', () => {
    for (const dimension of [0, 33, 1.5]) {
      expect(() => createProjector({ ...DIAGONAL, dimension })).toThrow(
        `dimension is ${dimension}, expected an integer from 1 to 32`,
      );
    }
    const projector = createProjector(DIAGONAL);
    const result = projector.createResult(1);
    expect(() => projector.forward(good(), good(), bounds, result, -1)).toThrow('count is -1');
  });
});
