import { exp } from 'trust-region-layers/elementary';
import type { FloatArray } from 'trust-region-layers/gaussian';
import type { Random } from '../../random/random.ts';

/**
 * Draws one action per state: the first at which the probabilities, added up, exceed a uniform number. One draw a state,
 * whatever comes of it. See docs/mathematics.md §6.2.
 *
 * @param logProbabilities [count, actions]
 * @param action receives the indices, [count]
 */
export function sampleCategoricalActions(
  actions: number,
  logProbabilities: FloatArray,
  count: number,
  random: Random,
  action: FloatArray,
): void {
  for (let row = 0; row < count; row++) {
    const drawn = random.uniform();
    let sum = 0;
    // What rounding leaves beyond the last sum goes to the last action that has a probability.
    let taken = 0;
    for (let i = 0; i < actions; i++) {
      const p = exp(logProbabilities[row * actions + i]!);
      if (p > 0) taken = i;
      sum += p;
      if (drawn < sum) break;
    }
    action[row] = taken;
  }
}

/** The index of the largest probability, the first of several; [count]. */
export function likeliestCategoricalActions(
  actions: number,
  logProbabilities: FloatArray,
  count: number,
  action: FloatArray,
): void {
  for (let row = 0; row < count; row++) {
    let best = 0;
    for (let i = 1; i < actions; i++) {
      if (logProbabilities[row * actions + i]! > logProbabilities[row * actions + best]!) best = i;
    }
    action[row] = best;
  }
}
