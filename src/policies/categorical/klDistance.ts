import type { Distance } from 'trust-region-layers';
import { categoricalKl, prepareCategoricals } from 'trust-region-layers/categorical';

/** KL(p‖q) of categorical policies, given by their log-probabilities, as the mean part (docs/mathematics.md §15.2). */
export function createCategoricalKlDistance(actions: number): Distance {
  return {
    evaluate(p, q, outMean, outCovariance, count) {
      const old = prepareCategoricals(q.mean, actions, count);
      for (let row = 0; row < count; row++) {
        outMean[row] = categoricalKl(p.mean, row * actions, old, row * actions, actions);
        outCovariance[row] = 0;
      }
    },
  };
}
