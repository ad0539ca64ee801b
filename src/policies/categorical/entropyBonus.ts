import { exp } from 'trust-region-layers/elementary';
import type { EntropyBonus } from '../entropyBonusTypes.ts';

/** H = −Σ p ln p, differentiated with respect to ln p. See docs/mathematics.md §15.11. */
export function createCategoricalEntropyBonus(actions: number, coefficient: number): EntropyBonus {
  return {
    add({ mean: logProbabilities }, loss, { mean: gradient }, count) {
      for (let row = 0; row < count; row++) {
        let entropy = 0;
        for (let i = row * actions; i < (row + 1) * actions; i++) {
          const logarithm = logProbabilities[i]!;
          const p = exp(logarithm);
          // An action that is forbidden has no share in it.
          if (p === 0) continue;
          entropy -= p * logarithm;
          gradient[i]! += coefficient * p * (logarithm + 1);
        }
        loss[row] = -coefficient * entropy;
      }
    },
  };
}
