import { createDistance, type Distance } from 'trust-region-layers';
import {
  createLogDensity,
  factorSize,
  type GaussianBatch,
  type LogDensity,
} from 'trust-region-layers/gaussian';
import type { BatchEvaluation, KlDirection } from '../algorithms/algorithm.ts';
import type { Engine } from '../engines/engine.ts';
import type { Head } from '../policies/heads.ts';
import { ratioOf } from '../policies/surrogate.ts';
import { HEAD_FACTOR } from '../policies/types.ts';
import { divergenceOf, requireFinite } from './interruptions.ts';
import { minibatchRanges } from './minibatches.ts';
import type { Progress } from './progress.ts';
import type { Batch } from './rollout.ts';

/** Rows that are evaluated at a time: a few milliseconds. */
const ROWS = 512;

/** Judges the network's present policy on the whole batch, beside the one that collected it. */
export class BatchPolicy {
  readonly #head: Head;
  readonly #distance: Distance;
  readonly #density: LogDensity;
  readonly #meanPart = new Float64Array(ROWS);
  readonly #covariancePart = new Float64Array(ROWS);

  constructor(head: Head) {
    const { head: id, actionSize: dimension } = head.specification;
    const factor = HEAD_FACTOR[id];
    this.#head = head;
    this.#distance = createDistance({ projection: 'kl', scaled: true, factor, dimension });
    this.#density = createLogDensity(factor, dimension);
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
    const { actionSize: k, head } = this.#head.specification;
    const f = factorSize(HEAD_FACTOR[head], k);
    const width = batch.observation.length / (members * size);
    const kl = new Float64Array(members);
    const surrogate = new Float64Array(members);
    for (const { start, count } of minibatchRanges(size, Math.max(1, Math.floor(ROWS / members)))) {
      const observation = new Float32Array(members * count * width);
      for (let p = 0; p < members; p++) {
        const from = (p * size + start) * width;
        observation.set(batch.observation.subarray(from, from + count * width), p * count * width);
      }
      const raw = await engine.policyOutput(observation, count);
      requireFinite(raw, members, 'policy outputs');
      const now = {
        mean: new Float64Array(members * count * k),
        factor: new Float64Array(members * count * f),
      };
      this.#head.forward(raw, members * count, now);
      for (let p = 0; p < members; p++) {
        const current = rowsOf(now, p * count, count, k, f);
        const first = p * size + start;
        const old = rowsOf({ mean: batch.oldMean, factor: batch.oldFactor }, first, count, k, f);
        divergenceOf(p, 'policy covariance', () => {
          const [one, other] = direction === 'old-now' ? [old, current] : [current, old];
          this.#distance.evaluate(one, other, this.#meanPart, this.#covariancePart, count);
          for (let i = 0; i < count; i++) kl[p]! += (this.#meanPart[i]! + this.#covariancePart[i]!) / size;
          if (!advantage) return;
          const action = batch.action.subarray(first * k, (first + count) * k);
          this.#density.forward(current, action, this.#meanPart, count);
        });
        if (!advantage) continue;
        for (let i = 0; i < count; i++) {
          const ratio = ratioOf(this.#meanPart[i]! - batch.oldLogProbability[first + i]!);
          surrogate[p]! -= (ratio * advantage[first + i]!) / size;
        }
      }
      await progress.advance(members * count);
    }
    return { kl, surrogate };
  }
}

/** `count` states of a batch from state `start`, without copying. */
export function rowsOf(
  { mean, factor }: GaussianBatch,
  start: number,
  count: number,
  k: number,
  f: number,
): GaussianBatch {
  return {
    mean: mean.subarray(start * k, (start + count) * k),
    factor: factor.subarray(start * f, (start + count) * f),
  };
}
