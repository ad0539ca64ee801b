import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/random/random.ts';
import {
  createProjector,
  createTrustRegionLoss,
  PROJECTION_IDS,
  type ProjectionSpecification,
} from '../../src/metrics.ts';

const COUNT = 24;
const SCALED = [true, false] as const;

interface Case {
  readonly seed: number;
  readonly k: number;
  /** Orders of magnitude: of the old deviations, of the changes, of the bounds. */
  readonly deviation: number;
  readonly change: number;
  readonly bound: number;
}

/** Evenly spread, which fast-check's doubles are not. */
const between = (low: number, high: number) =>
  fc.integer({ min: 0, max: 1000 }).map((share) => low + (share / 1000) * (high - low));

const cases: fc.Arbitrary<Case> = fc.record({
  seed: fc.integer({ min: 0, max: 1e6 }),
  k: fc.integer({ min: 1, max: 6 }),
  // Beyond it the unscaled distances are more than their bounds in rounding alone; hostile.test.ts goes there.
  deviation: between(-1, 1),
  change: between(-5, 0.5),
  bound: between(-8, 1),
});

/** Where two ways of working the same out agree in most digits. */
const mild: fc.Arbitrary<Case> = fc.record({
  seed: fc.integer({ min: 0, max: 1e6 }),
  k: fc.integer({ min: 1, max: 5 }),
  deviation: between(-0.5, 0.5),
  change: between(-2, -0.3),
  bound: between(-4, -1),
});

const ENTROPIES = [
  null,
  { mode: 'inequality', order: 'after' },
  { mode: 'equality', order: 'after' },
  { mode: 'inequality', order: 'before' },
  { mode: 'equality', order: 'before' },
] as const;

/** The numbers of every state on the diagonal of a matrix. */
function onDiagonals(numbers: Float64Array, k: number): Float64Array {
  const matrices = new Float64Array(numbers.length * k);
  for (const [i, value] of numbers.entries()) {
    matrices[Math.floor(i / k) * k * k + (i % k) * (k + 1)] = value;
  }
  return matrices;
}

function diagonalsOf(matrices: ArrayLike<number>, k: number): Float64Array {
  return Float64Array.from(
    { length: matrices.length / k },
    (_, i) => matrices[Math.floor(i / k) * k * k + (i % k) * (k + 1)]!,
  );
}

/** Proposals around old policies; every sixth state has not moved, every seventh has the deviations of the one before. */
function build({ seed, k, deviation, change, bound }: Case) {
  const random = createRandom(seed);
  const length = COUNT * k;
  const size = 10 ** change;
  const old = {
    mean: Float64Array.from({ length }, () => random.normal()),
    factor: Float64Array.from({ length }, () => 10 ** (deviation * random.uniform())),
  };
  const proposed = {
    mean: old.mean.map((mean, i) => mean + size * old.factor[i]! * random.normal()),
    factor: old.factor.map((factor) => factor * Math.exp(size * random.normal())),
  };
  for (let state = 0; state < COUNT; state++) {
    const at = state * k;
    if (state % 6 === 5) {
      proposed.mean.set(old.mean.subarray(at, at + k), at);
      proposed.factor.set(old.factor.subarray(at, at + k), at);
    }
    if (state % 7 === 6) {
      old.factor.copyWithin(at, at - k, at);
      proposed.factor.copyWithin(at, at - k, at);
    }
  }
  const upstream = {
    mean: Float64Array.from({ length }, () => random.normal()),
    factor: Float64Array.from({ length }, () => random.normal()),
  };
  const perState = () => Float64Array.from({ length: COUNT }, () => 10 ** bound * (0.5 + random.uniform()));
  return { proposed, old, upstream, bounds: { mean: perState(), covariance: perState() }, random };
}

const gradientFor = (k: number) => ({
  mean: new Float64Array(COUNT * k),
  factor: new Float64Array(COUNT * k),
});

const specificationOf = (
  projection: ProjectionSpecification['projection'],
  scaled: boolean,
  dimension: number,
): ProjectionSpecification => ({ projection, scaled, factor: 'diagonal', dimension, entropy: null });

/** Relative to the largest number of the state. */
function expectClose(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  size: number,
  tolerance: number,
): void {
  for (let state = 0; state < COUNT; state++) {
    let scale = 0;
    for (let i = state * size; i < (state + 1) * size; i++) scale = Math.max(scale, Math.abs(expected[i]!));
    for (let i = state * size; i < (state + 1) * size; i++) {
      expect(Math.abs(actual[i]! - expected[i]!)).toBeLessThanOrEqual(tolerance * scale + 1e-300);
    }
  }
}

describe.each(PROJECTION_IDS)('the diagonal projector: %s', (projection) => {
  it.each(SCALED)('gives what it gives beside an entropy step without a floor (scaled %s)', (scaled) => {
    fc.assert(
      fc.property(cases, (given) => {
        const { k } = given;
        const { proposed, old, upstream, bounds } = build(given);
        const specification = specificationOf(projection, scaled, k);
        const projector = createProjector(specification);
        // It changes nothing, but keeps nothing of the forward pass for the backward pass.
        const entropy = { mode: 'inequality', order: 'after' } as const;
        const chained = createProjector({ ...specification, entropy });
        const [result, expected] = [projector.createResult(COUNT), chained.createResult(COUNT)];
        projector.forward(proposed, old, bounds, result, COUNT);
        chained.forward(proposed, old, bounds, expected, COUNT);
        for (const side of ['before', 'after'] as const) {
          expectClose(result[side].mean, expected[side].mean, 1, 1e-10);
          expectClose(result[side].covariance, expected[side].covariance, 1, 1e-9);
          for (let i = 0; i < COUNT; i++) {
            expect(Math.abs(result[side].entropy[i]! - expected[side].entropy[i]!)).toBeLessThan(1e-10);
          }
        }
        expectClose(result.mean, expected.mean, k, 1e-13);
        expectClose(result.factor, expected.factor, k, 1e-13);
        expectClose(result.meanMultiplier, expected.meanMultiplier, 1, 1e-13);
        for (let i = 0; i < COUNT; i++) {
          const [own, other] = [result.covarianceMultiplier[i]!, expected.covarianceMultiplier[i]!];
          expect(Math.abs(own - other)).toBeLessThanOrEqual(1e-10 * (1 + other));
        }
        const [gradient, expectedGradient] = [gradientFor(k), gradientFor(k)];
        projector.backward(proposed, old, bounds, result, upstream, gradient, COUNT);
        chained.backward(proposed, old, bounds, expected, upstream, expectedGradient, COUNT);
        expectClose(gradient.mean, expectedGradient.mean, k, 1e-8);
        expectClose(gradient.factor, expectedGradient.factor, k, 1e-8);
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  it.each(SCALED)(
    'gives what diagonal matrices give, with an entropy step or without (scaled %s)',
    (scaled) => {
      fc.assert(
        fc.property(mild, fc.constantFrom(...ENTROPIES), (given, entropy) => {
          const { k } = given;
          const { proposed, old, upstream, bounds } = build(given);
          const limits = { ...bounds, entropyFloor: 1.4 * k };
          const run = (factor: 'diagonal' | 'cholesky', spread: (numbers: Float64Array) => Float64Array) => {
            const projector = createProjector({ projection, scaled, factor, dimension: k, entropy });
            const matrices = ({ mean, factor: deviations }: typeof old) => ({
              mean,
              factor: spread(deviations),
            });
            const [p, q, u] = [matrices(proposed), matrices(old), matrices(upstream)];
            const result = projector.createResult(COUNT);
            const gradient = { mean: new Float64Array(COUNT * k), factor: new Float64Array(p.factor.length) };
            projector.forward(p, q, limits, result, COUNT);
            projector.backward(p, q, limits, result, u, gradient, COUNT);
            return { ...result, gradient };
          };
          const own = run('diagonal', (numbers) => numbers);
          const other = run('cholesky', (numbers) => onDiagonals(numbers, k));
          expectClose(own.mean, other.mean, k, 1e-12);
          expectClose(own.factor, diagonalsOf(other.factor, k), k, 1e-9);
          expectClose(own.before.covariance, other.before.covariance, 1, 1e-7);
          expectClose(own.after.mean, other.after.mean, 1, 1e-7);
          for (let i = 0; i < COUNT; i++) {
            expect(Math.abs(own.before.entropy[i]! - other.before.entropy[i]!)).toBeLessThan(1e-9);
            expect(Math.abs(own.after.entropy[i]! - other.after.entropy[i]!)).toBeLessThan(1e-8);
          }
          expectClose(own.gradient.mean, other.gradient.mean, k, 1e-8);
          expectClose(own.gradient.factor, diagonalsOf(other.gradient.factor, k), k, 1e-6);
        }),
        { numRuns: 60, seed: 5 },
      );
    },
  );

  it('projects and pulls back in float32 as in float64, to the rounding of float32', () => {
    fc.assert(
      fc.property(mild, fc.constantFrom(...ENTROPIES), (given, entropy) => {
        const { k } = given;
        const { proposed, old, upstream, bounds } = build(given);
        const limits = { ...bounds, entropyFloor: 1.4 * k };
        const projector = createProjector({
          projection,
          scaled: true,
          factor: 'diagonal',
          dimension: k,
          entropy,
        });
        const single = ({ mean, factor }: typeof old) => ({
          mean: new Float32Array(mean),
          factor: new Float32Array(factor),
        });
        const [p, q, u] = [single(proposed), single(old), single(upstream)];
        const run = (precision: 'float32' | 'float64') => {
          const result = projector.createResult(COUNT, precision);
          const gradient =
            precision === 'float64'
              ? gradientFor(k)
              : { mean: new Float32Array(COUNT * k), factor: new Float32Array(COUNT * k) };
          projector.forward(p, q, limits, result, COUNT);
          projector.backward(p, q, limits, result, u, gradient, COUNT);
          return { ...result, gradient };
        };
        const [one, other] = [run('float32'), run('float64')];
        expect(one.factor).toBeInstanceOf(Float32Array);
        for (let i = 0; i < COUNT; i++) {
          const limit = 1.0001 * bounds.covariance[i]!;
          if (!entropy) expect(one.after.covariance[i]).toBeLessThanOrEqual(limit);
        }
        expectClose(one.mean, other.mean, k, 1e-4);
        expectClose(one.factor, other.factor, k, 1e-4);
        expectClose(one.gradient.mean, other.gradient.mean, k, 1e-3);
      }),
      { numRuns: 40, seed: 6 },
    );
  });

  it.each(SCALED)(
    'takes prepared policies, also by row, with the bits of a plain batch (scaled %s)',
    (scaled) => {
      fc.assert(
        fc.property(cases, (given) => {
          const { k } = given;
          const { proposed, old, upstream, bounds, random } = build(given);
          const projector = createProjector(specificationOf(projection, scaled, k));
          const run = (policies: typeof old, rows?: Int32Array) => {
            const result = projector.createResult(COUNT);
            const gradient = gradientFor(k);
            projector.forward(proposed, policies, bounds, result, COUNT, rows);
            projector.backward(proposed, policies, bounds, result, upstream, gradient, COUNT, rows);
            return { result, gradient };
          };
          const plain = run(old);
          expect(run(projector.prepare(old, COUNT) as typeof old)).toEqual(plain);
          // The same policies in another order, with others between them.
          const order = Int32Array.from({ length: COUNT }, (_, i) => 2 * i).sort(
            () => random.uniform() - 0.5,
          );
          const shuffled = {
            mean: new Float64Array(2 * COUNT * k).fill(1),
            factor: new Float64Array(2 * COUNT * k).fill(1),
          };
          for (const [state, at] of order.entries()) {
            for (const part of ['mean', 'factor'] as const) {
              shuffled[part].set(old[part].subarray(state * k, (state + 1) * k), at * k);
            }
          }
          expect(run(shuffled, order)).toEqual(plain);
          expect(run(projector.prepare(shuffled, 2 * COUNT) as typeof old, order)).toEqual(plain);
        }),
        { numRuns: 20, seed: 2 },
      );
    },
  );

  it('projects to the same bits where nobody reads the reports', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { proposed, old, bounds } = build(given);
        const specification = specificationOf(projection, true, given.k);
        const loud = createProjector(specification);
        const quiet = createProjector(specification, { reports: false });
        const [told, untold] = [loud.createResult(COUNT), quiet.createResult(COUNT)];
        loud.forward(proposed, old, bounds, told, COUNT);
        quiet.forward(proposed, old, bounds, untold, COUNT);
        expect(untold.mean).toEqual(told.mean);
        expect(untold.factor).toEqual(told.factor);
        expect(untold.covarianceMultiplier).toEqual(told.covarianceMultiplier);
        expect(untold.before.covariance).toEqual(told.before.covariance);
      }),
      { numRuns: 20, seed: 3 },
    );
  });

  it('takes the old policy where a distance overflows, and nothing moves with such a proposal', () => {
    for (const scaled of SCALED) {
      const projector = createProjector(specificationOf(projection, scaled, 2));
      const old = { mean: Float64Array.of(1, 2), factor: Float64Array.of(1e-200, 1) };
      const proposed = { mean: Float64Array.of(1e200, 2), factor: Float64Array.of(1e200, 1) };
      const bounds = { mean: 0.1, covariance: 0.1 };
      const result = projector.createResult(1);
      projector.forward(proposed, old, bounds, result, 1);
      expect(result.mean).toEqual(old.mean);
      expect(result.factor).toEqual(old.factor);
      expect(result.covarianceMultiplier[0]).toBe(Infinity);
      const gradient = { mean: new Float64Array(2), factor: new Float64Array(2) };
      projector.backward(proposed, old, bounds, result, old, gradient, 1);
      expect(gradient.factor).toEqual(new Float64Array(2));
      expect([...gradient.mean].every(Number.isFinite)).toBe(true);
    }
  });

  it('says which quantity of which state is wrong', () => {
    const projector = createProjector(specificationOf(projection, true, 2));
    const good = () => ({ mean: new Float64Array(6), factor: new Float64Array(6).fill(1) });
    const bounds = { mean: 0.1, covariance: 0.1 };
    const forward = (proposed = good(), old = good(), limits = bounds as object, rows?: Int32Array) =>
      projector.forward(
        proposed,
        old,
        limits as typeof bounds,
        projector.createResult(3),
        rows ? rows.length : 3,
        rows,
      );
    const spoilt = (part: 'mean' | 'factor', at: number, value: number) => {
      const batch = good();
      batch[part][at] = value;
      return batch;
    };
    expect(() => forward(spoilt('mean', 3, Number.NaN))).toThrow('proposed mean of state 1 is NaN');
    expect(() => forward(spoilt('factor', 5, Infinity))).toThrow(
      'proposed standard deviation of state 2 is Inf',
    );
    expect(() => forward(spoilt('factor', 0, 0))).toThrow(
      'proposed covariance of state 0 is not positive definite',
    );
    expect(() => forward(good(), spoilt('mean', 2, -Infinity))).toThrow('old mean of state 1 is -Infinity');
    expect(() => forward(good(), spoilt('factor', 4, -1))).toThrow(
      'old covariance of state 2 is not positive definite',
    );
    expect(() => projector.prepare(spoilt('factor', 4, Number.NaN), 3)).toThrow(
      'old standard deviation of state 2 is NaN',
    );
    expect(() => forward(good(), good(), { ...bounds, mean: 0 })).toThrow('mean bound of state 0 is 0');
    expect(() => forward(good(), good(), { ...bounds, covariance: Float64Array.of(1, -1, 1) })).toThrow(
      'covariance bound of state 1 is -1',
    );
    expect(() => forward(good(), good(), bounds, Int32Array.of(0, 3))).toThrow('row 1 is state 3');
  });
});

describe.each(PROJECTION_IDS)('the trust-region loss of diagonal batches: %s', (projection) => {
  it.each(SCALED)(
    'is the same with its distances, without them and without its gradient (scaled %s)',
    (scaled) => {
      fc.assert(
        fc.property(cases, fc.boolean(), (given, covariancePart) => {
          const { k } = given;
          const { proposed, old, upstream } = build(given);
          const loss = createTrustRegionLoss({
            projection,
            scaled,
            factor: 'diagonal',
            dimension: k,
            covariancePart,
          });
          const weights = upstream.mean.subarray(0, COUNT);
          const [gradient, expectedGradient] = [gradientFor(k), gradientFor(k)];
          const [out, expected] = [new Float64Array(COUNT), new Float64Array(COUNT)];
          loss.gradient(proposed, old, weights, gradient, COUNT, out);
          loss.gradient(proposed, old, weights, expectedGradient, COUNT);
          loss.evaluate(proposed, old, expected, COUNT);
          expectClose(out, expected, 1, 1e-14);
          expectClose(gradient.mean, expectedGradient.mean, k, 1e-14);
          expectClose(gradient.factor, expectedGradient.factor, k, 1e-14);
        }),
        { numRuns: 40, seed: 4 },
      );
    },
  );
});
