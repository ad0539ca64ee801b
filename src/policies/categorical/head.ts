import { logSoftmax } from 'trust-region-layers/categorical';
import { exp } from 'trust-region-layers/elementary';
import type { FloatArray } from 'trust-region-layers/gaussian';
import type { Head, HeadSpecification } from '../headTypes.ts';

/** From n logits a state to log-probabilities, and back (docs/mathematics.md §15.1, §15.11). */
export function createCategoricalHead(specification: HeadSpecification): Head {
  const { actionSize: n } = specification;
  const logProbabilities = new Float64Array(n);

  /** Where p is not at hand from the forward pass. */
  const probabilities = (raw: FloatArray, count: number) => {
    const p = new Float64Array(count * n);
    for (let row = 0; row < count; row++) {
      logSoftmax(raw, row * n, n, logProbabilities, 0, 'logits', row);
      for (let i = 0; i < n; i++) p[row * n + i] = exp(logProbabilities[i]!);
    }
    return p;
  };

  return {
    specification,
    rawSize: n,
    factorSize: 0,
    actionWidth: 1,
    forward(raw, count, { mean }, slope) {
      for (let row = 0; row < count; row++) logSoftmax(raw, row * n, n, mean, row * n, 'logits', row);
      // The slope of a softmax is made of the probabilities.
      if (slope) for (let i = 0; i < count * n; i++) slope[i] = exp(mean[i]!);
    },
    backward(raw, { mean: upstream }, gradient, count, slope) {
      const p = slope ?? probabilities(raw, count);
      for (let row = 0; row < count; row++) {
        let total = 0;
        for (let i = row * n; i < (row + 1) * n; i++) total += upstream[i]!;
        for (let i = row * n; i < (row + 1) * n; i++) gradient[i] = upstream[i]! - p[i]! * total;
      }
    },
  };
}
