import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/random/random.ts';
import { FACTOR_KINDS, randomDeviations, randomFactor } from '../../../../test/support/gaussians.ts';
import { factorToCovariance, factorToLower } from '../../src/gaussian/factor.ts';
import { type FactorKind, factorSize } from '../../src/gaussian/types.ts';
import { createWorkspace } from '../../src/gaussian/workspace.ts';
import { createDistance, createProjector, PROJECTION_IDS } from '../../src/metrics.ts';

/** A pair of policies and a bound, by its orders of magnitude. */
const pairs = (maxDimension: number) =>
  fc.record({
    seed: fc.integer({ min: 0, max: 1e6 }),
    k: fc.integer({ min: 1, max: maxDimension }),
    oldCondition: fc.double({ min: 0, max: 8, noNaN: true }),
    condition: fc.double({ min: 0, max: 8, noNaN: true }),
    ratio: fc.double({ min: -6, max: 6, noNaN: true }),
    bound: fc.double({ min: -8, max: 1, noNaN: true }),
    /** null: two unrelated covariances; otherwise the old one with a relative change of this order. */
    change: fc.option(fc.double({ min: -8, max: -0.5, noNaN: true })),
  });
type Pair = typeof pairs extends (k: number) => fc.Arbitrary<infer T> ? T : never;

function build(kind: FactorKind, pair: Pair) {
  const { k, change } = pair;
  const random = createRandom(pair.seed);
  const oldDeviations = randomDeviations(k, 10 ** pair.oldCondition, 1, random);
  const oldFactor = randomFactor(kind, k, oldDeviations, random);
  let factor: Float64Array;
  if (change === null) {
    const deviations = randomDeviations(k, 10 ** pair.condition, 10 ** (pair.ratio / 2), random);
    factor = randomFactor(kind, k, deviations, random);
  } else {
    const scale = 1 + 10 ** change * (random.uniform() - 0.3);
    factor = oldFactor.map((x) => x * scale);
  }
  const mean = () => Float64Array.from({ length: k }, () => random.normal());
  const bound = 10 ** pair.bound;
  return {
    proposed: { mean: mean(), factor },
    old: { mean: mean(), factor: oldFactor },
    bounds: { mean: bound, covariance: bound },
  };
}

/** Symmetric, positive definite, finite. */
function expectValid(kind: FactorKind, k: number, factor: Float64Array): void {
  expect(factor.every(Number.isFinite)).toBe(true);
  const covariance = new Float64Array(k * k);
  factorToCovariance(kind, factor, k, covariance);
  const square = kind === 'root' || kind === 'covariance' ? factor : covariance;
  for (let i = 0; i < k; i++) for (let j = 0; j < i; j++) expect(square[i * k + j]).toBe(square[j * k + i]);
  expect(factorToLower(kind, factor, k, new Float64Array(k * k), createWorkspace(k))).toBe(true);
}

function examine(
  projection: (typeof PROJECTION_IDS)[number],
  scaled: boolean,
  kind: FactorKind,
  pair: Pair,
): void {
  const { k } = pair;
  const { proposed, old, bounds } = build(kind, pair);
  const projector = createProjector({ projection, scaled, factor: kind, dimension: k, entropy: null });
  const result = projector.createResult(1);
  projector.forward(proposed, old, bounds, result, 1);
  const factor = Float64Array.from(result.factor);
  expectValid(kind, k, factor);
  expect(result.mean.every(Number.isFinite)).toBe(true);

  for (const part of ['mean', 'covariance'] as const) {
    const bound = bounds[part];
    const [before, after] = [result.before[part][0]!, result.after[part][0]!];
    const [input, output] = part === 'mean' ? [proposed.mean, result.mean] : [proposed.factor, result.factor];
    const multiplier = part === 'mean' ? result.meanMultiplier[0]! : result.covarianceMultiplier[0]!;
    expect(after).toBeLessThanOrEqual(bound * (1 + 1e-9) + 1e-15);
    if (before <= bound) {
      expect(multiplier).toBe(0);
      expect(Array.from(output)).toEqual(Array.from(input));
      expect(after).toBe(before);
    } else {
      expect(multiplier).toBeGreaterThan(0);
      // A covariance stored as such can be placed only as finely as its rounding allows.
      const hard = kind === 'covariance' && pair.oldCondition > 4;
      if (!hard) expect(after).toBeGreaterThan(bound * (1 - 1e-6) - 1e-15);
    }
  }
  // The distance reported is the distance one measures: to the bit for the mean, to the guarantee for covariances.
  const measured = { mean: new Float64Array(1), covariance: new Float64Array(1) };
  createDistance({ projection, scaled, factor: kind, dimension: k }).evaluate(
    result,
    old,
    measured.mean,
    measured.covariance,
    1,
  );
  expect(measured.mean[0]).toBe(result.after.mean[0]);
  const covarianceError = Math.abs(measured.covariance[0]! - result.after.covariance[0]!);
  expect(covarianceError).toBeLessThanOrEqual(5e-10 * result.after.covariance[0]!);
  if (result.before.covariance[0]! > bounds.covariance) {
    expect(measured.covariance[0]).toBeLessThanOrEqual(bounds.covariance * (1 + 1e-9) + 1e-15);
  }

  const upstream = { mean: proposed.mean.map(() => 1), factor: proposed.factor.map(() => 1) };
  const gradient = { mean: new Float64Array(k), factor: new Float64Array(factorSize(kind, k)) };
  projector.backward(proposed, old, bounds, result, upstream, gradient, 1);
  expect(gradient.mean.every(Number.isFinite)).toBe(true);
  expect(gradient.factor.every(Number.isFinite)).toBe(true);
}

describe.each(PROJECTION_IDS)('%s under hostile inputs', (projection) => {
  describe.each([true, false])('scaled %s', (scaled) => {
    it.each(FACTOR_KINDS)('as %s meets the bound, keeps what is inside, stays positive definite', (kind) => {
      fc.assert(
        fc.property(pairs(6), (pair) => examine(projection, scaled, kind, pair)),
        { numRuns: 80, seed: 1 },
      );
    });
  });

  it('does so for 32 dimensions', () => {
    for (const kind of FACTOR_KINDS) {
      for (const bound of [-8, -3, 1]) {
        const pair = { seed: 3, k: 32, oldCondition: 4, condition: 4, ratio: 1, bound, change: null };
        examine(projection, true, kind, pair);
      }
    }
  });
});
