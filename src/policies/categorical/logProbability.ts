import type { LogDensity } from 'trust-region-layers/gaussian';

/** ln p(a) of categorical policies, of which `mean` has the log-probabilities, at one action each, given by its index. See docs/mathematics.md §15.11. */
export function createCategoricalLogProbability(actions: number): LogDensity {
  return {
    forward({ mean }, action, out, count) {
      for (let row = 0; row < count; row++) out[row] = mean[row * actions + action[row]!]!;
    },
    backward(_policy, action, upstream, gradient, count) {
      gradient.mean.fill(0, 0, count * actions);
      for (let row = 0; row < count; row++) gradient.mean[row * actions + action[row]!] = upstream[row]!;
    },
  };
}
