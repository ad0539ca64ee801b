import { logSoftmax } from 'trust-region-layers/categorical';
import { exp } from 'trust-region-layers/elementary';
import type { FisherMetric } from '../fisherMetric.ts';

/** diag(p) − p pᵀ in logits (docs/mathematics.md §15.11). */
export function createCategoricalFisherMetric(actions: number): FisherMetric {
  const n = actions;
  const p = new Float64Array(n);
  return {
    apply(raw, tangent, out, count) {
      for (let row = 0; row < count; row++) {
        const at = row * n;
        logSoftmax(raw, at, n, p, 0, 'logits', row);
        let mean = 0;
        for (let i = 0; i < n; i++) {
          p[i] = exp(p[i]!);
          mean += p[i]! * tangent[at + i]!;
        }
        for (let i = 0; i < n; i++) out[at + i] = p[i]! * (tangent[at + i]! - mean);
      }
    },
  };
}
