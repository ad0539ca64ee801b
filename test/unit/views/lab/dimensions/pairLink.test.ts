import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONGEST_POLICIES } from '../../../../../src/experiments/policiesText.ts';
import { examplePair } from '../../../../../src/views/lab/dimensions/examplePair.ts';
import { decodePair, encodePair } from '../../../../../src/views/lab/dimensions/pairLink.ts';

describe('a pair in a link', () => {
  it('is a few letters for an example', () => {
    const state = { pair: examplePair(6, 12), seed: 12 };
    expect(encodePair(state)).toBe('6~12');
    expect(decodePair('6~12')).toEqual(state);
  });

  it('brings one’s own pair back to four digits, and the same again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 6 }), fc.nat(9999), (dimension, seed) => {
        const pair = examplePair(dimension, seed);
        const text = encodePair({ pair, seed: null })!;
        expect(text.length).toBeLessThanOrEqual(LONGEST_POLICIES);
        const back = decodePair(text)!;
        for (const side of ['old', 'proposed'] as const) {
          pair[side].covariance.forEach((entry, i) => {
            expect(Math.abs(back.pair[side].covariance[i]! - entry)).toBeLessThan(5e-3);
          });
        }
        expect(encodePair(back)).toBe(text);
      }),
      { numRuns: 60 },
    );
  });

  it('says nothing where it would be too long', () => {
    const pair = examplePair(6, 1);
    const small = (gaussian: typeof pair.old) => ({
      mean: gaussian.mean.map((value) => value * 1.2345e-5),
      covariance: gaussian.covariance.map((value) => value * 1.2345e-6),
    });
    const state = {
      pair: { dimension: 6, old: small(pair.old), proposed: small(pair.proposed) },
      seed: null,
    };
    const text = encodePair(state);
    expect(text === null || text.length <= LONGEST_POLICIES).toBe(true);
  });

  it('takes nothing else, and never throws', () => {
    for (const text of [
      '',
      '7~1',
      '1~1',
      '4~',
      '4~99999999',
      '2,0,0,1,0',
      '2,0,0,1,0,0,0,0,1,0,1',
      '2,0,0,1,0,1e9,0,0,1,0,1',
    ]) {
      expect(decodePair(text)).toBeNull();
    }
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.array(fc.double(), { maxLength: 60 }).map(String)), (text) => {
        const state = decodePair(text);
        expect(state === null || state.pair.dimension >= 2).toBe(true);
      }),
    );
  });
});
