import type { FloatArray } from 'trust-region-layers/gaussian';
import type { PolicyBatch } from './headTypes.ts';

/** The loss −coefficient · H(p) of every row. See docs/mathematics.md §7.4. */
export interface EntropyBonus {
  /** Writes the loss of `count` rows, and adds its gradient to that with respect to the policies. */
  add(policy: PolicyBatch, loss: FloatArray, gradient: PolicyBatch, count: number): void;
}
