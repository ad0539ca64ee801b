import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { categoricalKlMetric, categoricalProjectorOf } from '../../src/categorical/index.ts';

interface ReferenceCase {
  readonly id: string;
  readonly n: number;
  readonly bound: number;
  readonly old_logits: number[];
  readonly logits: number[];
  readonly log_probabilities: number[];
  readonly eta: number;
  readonly active: boolean;
  readonly kl_before: number;
  readonly kl_after: number;
  readonly entropy_before: number;
  readonly entropy_after: number;
  readonly gradient_in: number[];
  readonly gradient_logits: number[];
}

const { cases }: { cases: ReferenceCase[] } = JSON.parse(
  readFileSync(new URL('../../../../test/fixtures/categorical/kl.json', import.meta.url), 'utf8'),
);

describe('KL projections of categorical policies against 60-digit arithmetic', () => {
  it.each(cases.map((one) => [one.id, one] as const))('%s', (_, one) => {
    const projector = categoricalProjectorOf(categoricalKlMetric, { actions: one.n, entropy: null });
    const result = projector.createResult(1);
    const old = Float64Array.from(one.old_logits);
    projector.forward(Float64Array.from(one.logits), old, { distance: one.bound }, result, 1);
    const gradient = new Float64Array(one.n);
    projector.backward(old, result, Float64Array.from(one.gradient_in), gradient, 1);

    expect(result.multiplier[0]! > 0).toBe(one.active);
    for (const [i, expected] of one.log_probabilities.entries()) {
      const tolerance = expected > Math.log(1e-12) ? 1e-9 : 1e-9 * Math.abs(expected);
      expect(Math.abs(result.logProbabilities[i]! - expected)).toBeLessThan(tolerance);
    }
    expect(Math.abs(result.multiplier[0]! - one.eta)).toBeLessThanOrEqual(1e-8 * one.eta + 1e-13);
    expect(Math.abs(result.before.distance[0]! - one.kl_before)).toBeLessThanOrEqual(
      1e-9 * one.kl_before + 1e-30,
    );
    expect(Math.abs(result.after.distance[0]! - one.kl_after)).toBeLessThanOrEqual(
      1e-9 * one.kl_after + 1e-30,
    );
    expect(result.after.distance[0]!).toBeLessThanOrEqual(one.bound * (1 + 1e-9));
    expect(result.before.entropy[0]!).toBeCloseTo(one.entropy_before, 11);
    expect(result.after.entropy[0]!).toBeCloseTo(one.entropy_after, 9);
    // The bound alone decides what two actions become: their gradient is zero, and what is left is rounding.
    const scale = Math.max(
      ...one.gradient_logits.map(Math.abs),
      1e-8 * Math.max(...one.gradient_in.map(Math.abs)),
    );
    for (const [i, expected] of one.gradient_logits.entries()) {
      expect(Math.abs(gradient[i]! - expected)).toBeLessThanOrEqual(1e-7 * scale);
    }
  });
});
