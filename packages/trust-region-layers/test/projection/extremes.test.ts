import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/random/random.ts';
import { FACTOR_KINDS, randomDeviations, randomFactor } from '../../../../test/support/gaussians.ts';
import type { FactorKind } from '../../src/gaussian/types.ts';
import { factorSize } from '../../src/gaussian/types.ts';
import { createProjector, PROJECTION_IDS, type ProjectionId } from '../../src/metrics.ts';

/** Evenly spread, which fast-check's doubles are not. */
const between = (low: number, high: number) =>
  fc.integer({ min: 0, max: 1000 }).map((share) => low + (share / 1000) * (high - low));

/** Far beyond what anybody trains with, by orders of magnitude. */
const extremes = fc.record({
  seed: fc.integer({ min: 0, max: 1e6 }),
  k: fc.integer({ min: 1, max: 5 }),
  mean: fc.oneof(between(-10, 10), between(10, 150)),
  /** Of the largest variance to the smallest. */
  oldCondition: between(0, 12),
  condition: between(0, 12),
  /** Of the deviations to one another: variances to 1e12. */
  ratio: between(-6, 6),
  scale: between(-6, 6),
  bound: between(-12, 2),
  entropy: fc.constantFrom(
    null,
    { mode: 'inequality', order: 'after' } as const,
    { mode: 'equality', order: 'after' } as const,
    { mode: 'inequality', order: 'before' } as const,
    { mode: 'equality', order: 'before' } as const,
  ),
  floor: between(-60, 60),
});
type Extreme = typeof extremes extends fc.Arbitrary<infer T> ? T : never;

/** A call that answers, or says in a sentence of ours why it cannot: whether it answered. */
function answers(call: () => void): boolean {
  try {
    call();
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
    expect((error as Error).message).toMatch(/ of state 0 /);
    return false;
  }
}

function examine(
  projection: ProjectionId,
  scaled: boolean,
  kind: FactorKind,
  precision: 'float64' | 'float32',
  given: Extreme,
): boolean {
  const { k } = given;
  const random = createRandom(given.seed);
  const mean = () => Float64Array.from({ length: k }, () => 10 ** given.mean * random.normal());
  const factor = (condition: number, scale: number) =>
    randomFactor(kind, k, randomDeviations(k, 10 ** condition, 10 ** scale, random), random);
  const old = { mean: mean(), factor: factor(given.oldCondition, given.scale) };
  const proposed = { mean: mean(), factor: factor(given.condition, given.scale + given.ratio) };
  const bounds = { mean: 10 ** given.bound, covariance: 10 ** given.bound, entropyFloor: given.floor };
  const projector = createProjector({
    projection,
    scaled,
    factor: kind,
    dimension: k,
    entropy: given.entropy,
  });
  const result = projector.createResult(1, precision);
  if (!answers(() => projector.forward(proposed, old, bounds, result, 1))) return false;
  const { before, after, meanMultiplier, covarianceMultiplier } = result;
  const finite = (numbers: ArrayLike<number>) => Array.from(numbers).every(Number.isFinite);
  if (precision === 'float64') {
    for (const part of ['mean', 'covariance'] as const) {
      const multiplier = part === 'mean' ? meanMultiplier : covarianceMultiplier;
      expect(before[part][0]).not.toBeNaN();
      // Where a distance is too large for a number, what is projected is the old policy.
      expect(multiplier[0] === Infinity).toBe(before[part][0] === Infinity);
      expect(finite(after[part])).toBe(true);
    }
    expect(finite(result.mean)).toBe(true);
    expect(finite(before.entropy) && finite(after.entropy)).toBe(true);
  }
  expect(finite(result.factor)).toBe(true);
  for (const numbers of [meanMultiplier, covarianceMultiplier]) expect(numbers[0]).toBeGreaterThanOrEqual(0);
  const upstream = {
    mean: Float64Array.from({ length: k }, () => random.normal()),
    factor: Float64Array.from({ length: factorSize(kind, k) }, () => random.normal()),
  };
  const gradient = { mean: new Float64Array(k), factor: new Float64Array(factorSize(kind, k)) };
  for (const from of [result, { ...result, tape: undefined }]) {
    if (!answers(() => projector.backward(proposed, old, bounds, from, upstream, gradient, 1))) return false;
    expect(finite(gradient.mean)).toBe(true);
    expect(finite(gradient.factor)).toBe(true);
  }
  return true;
}

describe.each(PROJECTION_IDS)('%s far outside the promised range', (projection) => {
  describe.each(FACTOR_KINDS)('as %s', (kind) => {
    it.each(['float64', 'float32'] as const)(
      'answers with numbers or with a sentence, in %s',
      (precision) => {
        let answered = 0;
        let asked = 0;
        fc.assert(
          fc.property(extremes, fc.boolean(), (given, scaled) => {
            asked++;
            if (examine(projection, scaled, kind, precision, given)) answered++;
          }),
          { numRuns: 300, seed: 1 },
        );
        expect(answered / asked).toBeGreaterThan(0.8);
      },
    );
  });
});
