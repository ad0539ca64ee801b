import { createLogDensity, type FactorKind, factorSize } from 'trust-region-layers/gaussian';
import type { EntropyBonus } from '../entropyBonusTypes.ts';

/** H = k/2 − ln p at its own mean, so the density knows its gradient. See docs/mathematics.md §7.4. */
export function createGaussianEntropyBonus(
  kind: FactorKind,
  dimension: number,
  coefficient: number,
): EntropyBonus {
  const density = createLogDensity(kind, dimension);
  const size = factorSize(kind, dimension);
  let scratch = createScratch(0);

  function createScratch(count: number) {
    return {
      capacity: count,
      peak: new Float64Array(count),
      weight: new Float64Array(count),
      term: { mean: new Float64Array(count * dimension), factor: new Float64Array(count * size) },
    };
  }

  return {
    add(policy, loss, gradient, count) {
      if (count > scratch.capacity) scratch = createScratch(count);
      const { peak, weight, term } = scratch;
      density.forward(policy, policy.mean, peak, count);
      for (let row = 0; row < count; row++) loss[row] = -coefficient * (dimension / 2 - peak[row]!);
      weight.fill(coefficient, 0, count);
      density.backward(policy, policy.mean, weight, term, count);
      for (let i = 0; i < count * size; i++) gradient.factor[i]! += term.factor[i]!;
    },
  };
}
