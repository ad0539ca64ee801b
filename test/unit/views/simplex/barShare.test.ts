import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullShare, steppedShare, withShare } from '../../../../src/views/simplex/barShare.ts';

function softmax(logits: readonly number[]): number[] {
  const weights = logits.map(Math.exp);
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

const policies = fc.array(fc.double({ min: -6, max: 0, noNaN: true }), { minLength: 2, maxLength: 12 });
const shares = fc.double({ min: 0.001, max: 0.95, noNaN: true });

describe('a probability that is pulled', () => {
  it('gets there, and the others keep their ratios, as far as three decimals of a logit go', () => {
    fc.assert(
      fc.property(policies, fc.nat(), shares, (logits, any, share) => {
        const action = any % logits.length;
        const before = softmax(logits);
        const after = softmax(withShare(logits, action, share));
        expect(Math.abs(after[action]! / share - 1)).toBeLessThan(0.003);
        const left = (1 - share) / (1 - before[action]!);
        for (const [i, probability] of after.entries()) {
          if (i !== action) expect(Math.abs(probability / (before[i]! * left) - 1)).toBeLessThan(0.003);
        }
      }),
    );
  });

  it('stays a probability beyond both ends, with logits that a link takes', () => {
    for (const share of [-3, 0, 1, 7]) {
      const logits = withShare([0, -1, -2, -3], 2, share);
      expect(Math.max(...logits)).toBe(0);
      expect(Math.min(...logits)).toBeGreaterThanOrEqual(-20);
      expect(softmax(logits)[2]! > 0.5).toBe(share > 0.5);
    }
  });

  it('steps as far up as down, and never out of 0 … 1', () => {
    fc.assert(
      fc.property(shares, fc.double({ min: 0.01, max: 3, noNaN: true }), (share, step) => {
        const up = steppedShare(share, step);
        expect(up).toBeGreaterThan(share);
        expect(up).toBeLessThan(1);
        expect(steppedShare(up, -step)).toBeCloseTo(share, 9);
      }),
    );
  });
});

it('a full bar is a round share above the largest', () => {
  for (const [largest, full] of [
    [0.08, 0.1],
    [0.1, 0.2],
    [0.34, 0.4],
    [0.79, 1],
    [1, 1],
  ] as const) {
    expect(fullShare(largest)).toBe(full);
  }
});
