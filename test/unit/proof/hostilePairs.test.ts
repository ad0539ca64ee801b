import { describe, expect, it } from 'vitest';
import { checkHostile, type HostilePair, hostilePairs, mildPair } from '../../../src/proof/hostilePairs.ts';
import { proveProjection } from '../../../src/proof/projectionProof.ts';
import { createRandom } from '../../../src/random/random.ts';

describe('hostile pairs', () => {
  it('are all projected within their bounds', () => {
    const pairs = hostilePairs(7);
    const outcomes = Array.from({ length: 500 }, () => checkHostile(pairs.next().value));
    expect(outcomes.filter(({ holds }) => !holds)).toEqual([]);
    // Most of them had to be brought back.
    expect(outcomes.filter(({ reached }) => reached > 0.999).length).toBeGreaterThan(250);
  });

  it('are the same for a seed', () => {
    expect(hostilePairs(3).next()).toEqual(hostilePairs(3).next());
    expect(hostilePairs(3).next()).not.toEqual(hostilePairs(4).next());
  });

  it('that are no policies are refused, not passed', () => {
    const pair: HostilePair = hostilePairs(1).next().value;
    const proposed = { ...pair.proposed, mean: pair.proposed.mean.map(() => Number.NaN) };
    expect(() => checkHostile({ ...pair, proposed })).toThrow(RangeError);
  });
});

describe('mild pairs', () => {
  it('have gradients that differences confirm', () => {
    const random = createRandom(5);
    for (let i = 0; i < 40; i++) {
      const { old, proposed, bound, ...rest } = mildPair(random);
      const proof = proveProjection(
        { ...rest, scaled: true, entropy: null },
        proposed,
        old,
        { mean: bound, covariance: bound },
        { seed: i, samples: 100 },
      );
      expect(proof.gradientError, `${rest.projection}, ${rest.factor}`).toBeLessThan(1e-5);
    }
  });
});
