import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logExcess, solveKlMultiplier } from '../../src/kl/multiplier.ts';

/** ½ Σ (λ̃ − 1 − ln λ̃) at η, without cancellation. */
function divergenceAt(eta: number, lambda: Float64Array, x: Float64Array): number {
  let sum = 0;
  for (const [i, l] of lambda.entries()) {
    const denominator = 1 + eta * l;
    sum += 0.5 * logExcess(x[i]! / denominator, ((1 + eta) * l) / denominator);
  }
  return sum;
}

/** Evenly spread, which fast-check's doubles are not. */
const between = (low: number, high: number) =>
  fc.integer({ min: 0, max: 1000 }).map((share) => low + (share / 1000) * (high - low));

describe('solveKlMultiplier', () => {
  it('meets the bound, from changes of 1e-6 to factors of 1e6, at bounds of 1e-12 to 100', () => {
    let solved = 0;
    fc.assert(
      fc.property(
        fc.array(between(-1, 1), { minLength: 1, maxLength: 8 }),
        between(-6, 1.15),
        between(-12, 2),
        (directions, size, order) => {
          const x = Float64Array.from(directions, (direction) => Math.expm1(direction * 10 ** size));
          const lambda = x.map((value) => 1 + value);
          const bound = 10 ** order;
          const distance = divergenceAt(0, lambda, x);
          if (!(distance > bound)) return;
          solved++;
          const eta = solveKlMultiplier(lambda, x, x.length, distance, bound);
          expect(eta).toBeGreaterThan(0);
          // η is known to the last digit of 1 + η, and the divergence moves with it.
          expect(Math.abs(divergenceAt(eta, lambda, x) / bound - 1)).toBeLessThan(2e-11);
        },
      ),
      { numRuns: 4000, seed: 1 },
    );
    expect(solved).toBeGreaterThan(1500);
  });

  it('is not misled where the series it starts from diverges', () => {
    const lambda = Float64Array.of(1e-12, 1e12, 1.5);
    const x = lambda.map((value) => value - 1);
    const distance = divergenceAt(0, lambda, x);
    for (const bound of [1e-10, 1e-3, 1, 20, 1e6]) {
      const eta = solveKlMultiplier(lambda, x, 3, distance, bound);
      // η of 1e-7 is known to the last digit of 1 + η.
      expect(Math.abs(divergenceAt(eta, lambda, x) / bound - 1)).toBeLessThan(1e-8);
    }
  });
});
