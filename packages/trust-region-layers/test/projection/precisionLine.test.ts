import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../src/random/random.ts';
import { symmetricEigen } from '../../src/gaussian/eigen.ts';
import { gramNearIdentity } from '../../src/gaussian/nearIdentity.ts';
import { logExcess, solveKlMultiplier } from '../../src/kl/multiplier.ts';
import { PrecisionLine } from '../../src/kl/precisionLine.ts';

/** Spectrum of M − I for M = (I + D)(I + D)ᵀ, and its divergence from I. */
function spectrumOf(d: Float64Array, k: number) {
  const difference = new Float64Array(k * k);
  gramNearIdentity(d, k, difference);
  const x = new Float64Array(k);
  symmetricEigen(difference, k, x, new Float64Array(k * k));
  const lambda = x.map((value) => 1 + value);
  const divergence = x.reduce((sum, value, i) => sum + 0.5 * logExcess(value, lambda[i]!), 0);
  return { x, lambda, divergence };
}

function lowerOf(k: number, size: number, seed: number): Float64Array {
  const random = createRandom(seed);
  const d = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < i; j++) d[i * k + j] = size * random.normal();
    d[i * k + i] = Math.exp(size * random.normal()) - 1;
  }
  return d;
}

describe('PrecisionLine', () => {
  it('finds the multiplier and the factor that the eigen-decomposition finds', () => {
    let compared = 0;
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.double({ min: -6, max: 0, noNaN: true }),
        fc.double({ min: -9, max: -0.01, noNaN: true }),
        fc.integer({ min: 0, max: 1e6 }),
        (k, size, share, seed) => {
          const d = lowerOf(k, 10 ** size, seed);
          const { x, lambda, divergence } = spectrumOf(d, k);
          const line = new PrecisionLine(k, new Float64Array(k * k));
          if (!line.set(d)) return;
          compared++;
          const bound = divergence * 10 ** share;
          const eta = line.solve(bound, divergence);
          const expected = solveKlMultiplier(lambda, x, k, divergence, bound);
          expect(Math.abs(eta - expected) / (1 + expected)).toBeLessThan(1e-11);
          expect(Math.abs(line.divergence / bound - 1)).toBeLessThan(1e-10);
          // The spectrum of M̃ − I, as the factor and as B have it, is x/(1 + ηλ).
          const found = spectrumOf(line.difference, k).x.sort();
          const values = new Float64Array(k);
          symmetricEigen(line.gram.slice(), k, values, new Float64Array(k * k));
          values.sort();
          const projected = x.map((value, i) => value / (1 + eta * lambda[i]!)).sort();
          const largest = Math.max(...projected.map(Math.abs));
          for (let i = 0; i < k; i++) {
            expect(Math.abs(found[i]! - projected[i]!)).toBeLessThan(1e-11 * largest);
            expect(Math.abs(values[i]! - projected[i]!)).toBeLessThan(1e-11 * largest);
          }
        },
      ),
      { numRuns: 500, seed: 1 },
    );
    expect(compared).toBeGreaterThan(350);
  });

  it('refuses spectra too wide for it', () => {
    const line = new PrecisionLine(2, new Float64Array(4));
    expect(line.set(Float64Array.of(0, 0, 0.3, 5))).toBe(true);
    expect(line.set(Float64Array.of(-0.999, 0, 0, 5))).toBe(false);
    expect(line.set(Float64Array.of(0, 0, 1e3, 0))).toBe(false);
    expect(line.set(Float64Array.of(0, 0, Number.NaN, 0))).toBe(false);
  });
});
