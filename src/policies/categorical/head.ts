import { logSoftmax } from 'trust-region-layers/categorical';
import { exp } from 'trust-region-layers/elementary';
import type { Head, HeadSpecification } from '../headTypes.ts';

/** From n logits a state to log-probabilities, and back (docs/mathematics.md §15.1, §15.11). */
export function createCategoricalHead(specification: HeadSpecification): Head {
  const { actionSize: n } = specification;
  const logProbabilities = new Float64Array(n);
  return {
    specification,
    rawSize: n,
    factorSize: 0,
    actionWidth: 1,
    forward(raw, count, { mean }) {
      for (let row = 0; row < count; row++) logSoftmax(raw, row * n, n, mean, row * n, 'logits', row);
    },
    backward(raw, { mean: upstream }, gradient, count) {
      for (let row = 0; row < count; row++) {
        const at = row * n;
        logSoftmax(raw, at, n, logProbabilities, 0, 'logits', row);
        let total = 0;
        for (let i = 0; i < n; i++) total += upstream[at + i]!;
        for (let i = 0; i < n; i++) gradient[at + i] = upstream[at + i]! - exp(logProbabilities[i]!) * total;
      }
    },
  };
}
