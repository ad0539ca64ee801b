import fc from 'fast-check';
import {
  CATEGORICAL_METRICS,
  type CategoricalMetricId,
  prepareCategoricals,
} from 'trust-region-layers/categorical';
import { describe, expect, it } from 'vitest';
import { probabilityRange } from '../../../src/components/probabilityRange.ts';

const anyPolicy = fc
  .array(fc.double({ min: 0.001, max: 1, noNaN: true }), { minLength: 2, maxLength: 9 })
  .map((weights) => {
    const sum = weights.reduce((a, b) => a + b);
    return weights.map((weight) => weight / sum);
  });
const anyMetric = fc.constantFrom<CategoricalMetricId>('kl', 'euclidean');
const anyBound = fc.double({ min: 1e-6, max: 0.5, noNaN: true });

/** The layer's own distance. */
function distance(metric: CategoricalMetricId, policy: readonly number[], old: readonly number[]): number {
  const logits = (of: readonly number[]) => Float64Array.from(of, (p) => Math.log(Math.max(p, 1e-300)));
  const n = old.length;
  const prepared = prepareCategoricals(logits(old), n, 1);
  return CATEGORICAL_METRICS[metric].createStep(n).distance(logits(policy), 0, prepared, 0);
}

describe('how far one probability may go', () => {
  it('holds the old one, and no policy within the bound is outside', () => {
    fc.assert(
      fc.property(anyPolicy, anyPolicy, anyMetric, anyBound, (old, other, metric, bound) => {
        const n = Math.min(old.length, other.length);
        const [q, p] = [old, other].map((policy) => {
          const some = policy.slice(0, n);
          const sum = some.reduce((a, b) => a + b);
          return some.map((one) => one / sum);
        }) as [number[], number[]];
        // Along the way from the old policy to any other, up to where it leaves the region.
        for (const t of [0.003, 0.03, 0.1, 0.3, 1]) {
          const mixed = q.map((one, i) => one + t * (p[i]! - one));
          if (distance(metric, mixed, q) > bound) break;
          for (let i = 0; i < n; i++) {
            const [low, high] = probabilityRange(metric, q, i, bound);
            expect(low).toBeLessThanOrEqual(q[i]!);
            expect(high).toBeGreaterThanOrEqual(q[i]!);
            expect(mixed[i]).toBeGreaterThan(low - 1e-9);
            expect(mixed[i]).toBeLessThan(high + 1e-9);
          }
        }
      }),
    );
  });

  it('is reached: the other probabilities scaled alike for KL, moved alike for the Euclidean distance', () => {
    const old = [0.5, 0.3, 0.2];
    for (const end of probabilityRange('kl', old, 1, 0.02)) {
      const rest = (1 - end) / 0.7;
      expect(distance('kl', [0.5 * rest, end, 0.2 * rest], old)).toBeCloseTo(0.02, 9);
    }
    for (const end of probabilityRange('euclidean', old, 1, 0.02)) {
      const share = (end - 0.3) / 2;
      expect(distance('euclidean', [0.5 - share, end, 0.2 - share], old)).toBeCloseTo(0.02, 9);
    }
  });

  it('takes from an action no more than it has', () => {
    const old = [0.5, 0.49, 0.01];
    const [, high] = probabilityRange('euclidean', old, 0, 0.1);
    const [given, lost] = [high - 0.5, 0.01];
    expect(given ** 2 + lost ** 2 + (given - lost) ** 2).toBeCloseTo(0.1, 9);
    expect(probabilityRange('euclidean', old, 0, 9)).toEqual([0, 1]);
  });

  it('leaves a forbidden action forbidden in KL', () => {
    expect(probabilityRange('kl', [1, 0], 1, 0.1)).toEqual([0, 0]);
    expect(probabilityRange('kl', [1, 0], 0, 0.1)).toEqual([1, 1]);
  });
});
