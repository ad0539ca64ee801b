import type { FloatArray } from 'trust-region-layers/gaussian';
import type { Random } from '../random/random.ts';
import { likeliestCategoricalActions, sampleCategoricalActions } from './categorical/sampling.ts';
import { sampleGaussianActions } from './gaussian/sampling.ts';
import type { PolicyBatch } from './headTypes.ts';
import type { HeadId } from './types.ts';

/**
 * Draws one action per state. See docs/mathematics.md §6.2.
 *
 * @param actionSize k, or n
 * @param action receives [count, actionWidth]
 */
export function sampleActions(
  head: HeadId,
  actionSize: number,
  policy: PolicyBatch,
  count: number,
  random: Random,
  action: FloatArray,
): void {
  if (head === 'categorical') sampleCategoricalActions(actionSize, policy.mean, count, random, action);
  else sampleGaussianActions(head, actionSize, policy, count, random, action);
}

/** The likeliest action of every state: the mean, or the index of the largest probability. See {@link sampleActions}. */
export function likeliestActions(
  head: HeadId,
  actionSize: number,
  { mean }: PolicyBatch,
  count: number,
  action: FloatArray,
): void {
  if (head === 'categorical') likeliestCategoricalActions(actionSize, mean, count, action);
  else for (let i = 0; i < count * actionSize; i++) action[i] = mean[i]!;
}
