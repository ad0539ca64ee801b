import type { Distance } from 'trust-region-layers';
import type { LogDensity } from 'trust-region-layers/gaussian';
import type { BatchEvaluation, KlDirection } from '../algorithms/algorithm.ts';
import type { Engine } from '../engines/engine.ts';
import { createPolicyDensity } from '../policies/density.ts';
import type { Head } from '../policies/headTypes.ts';
import { createKlDistance } from '../policies/layer.ts';
import { ratioOf } from '../policies/surrogate.ts';
import { type Batch, pieceSize } from './batch.ts';
import { divergenceOf } from './interruptions.ts';
import { minibatchRanges } from './minibatches.ts';
import { networkPolicies, oldPolicies, policyRows } from './networkPolicies.ts';
import type { Progress } from './progress.ts';

/**
 * Judges the network's present policy on the whole batch, beside the one that collected it.
 * See docs/mathematics.md §9.4, §9.5.
 */
export class BatchPolicy {
  readonly #head: Head;
  readonly #distance: Distance;
  readonly #density: LogDensity;

  constructor(head: Head) {
    this.#head = head;
    this.#distance = createKlDistance(head.specification);
    this.#density = createPolicyDensity(head.specification);
  }

  /** @param advantage [P, T, N]; `null` where only the KL is wanted */
  async evaluate(
    engine: Engine,
    batch: Batch,
    direction: KlDirection,
    advantage: Float32Array | null,
    progress: Progress,
  ): Promise<BatchEvaluation> {
    const { members, size } = batch;
    const head = this.#head;
    const { actionWidth } = head;
    const kl = new Float64Array(members);
    const surrogate = new Float64Array(members);
    for (const piece of minibatchRanges(size, pieceSize(members))) {
      const { start, count } = piece;
      const { policies } = await networkPolicies(engine, head, batch, piece, Float64Array);
      const [mean, covariance] = [new Float64Array(count), new Float64Array(count)];
      for (let p = 0; p < members; p++) {
        const first = p * size + start;
        const now = policyRows(policies, head, p * count, count);
        const old = policyRows(oldPolicies(batch), head, first, count);
        const [one, other] = direction === 'old-now' ? [old, now] : [now, old];
        divergenceOf(p, 'policy covariance', () => {
          this.#distance.evaluate(one, other, mean, covariance, count);
          for (let i = 0; i < count; i++) kl[p]! += (mean[i]! + covariance[i]!) / size;
          if (!advantage) return;
          const logProbability = new Float64Array(count);
          const action = batch.action.subarray(first * actionWidth, (first + count) * actionWidth);
          this.#density.forward(now, action, logProbability, count);
          for (let i = 0; i < count; i++) {
            const ratio = ratioOf(logProbability[i]! - batch.oldLogProbability[first + i]!);
            surrogate[p]! -= (ratio * advantage[first + i]!) / size;
          }
        });
      }
      await progress.advance(members * count);
    }
    return { kl, surrogate };
  }
}
