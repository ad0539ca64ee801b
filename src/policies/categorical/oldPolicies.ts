import type { PreparedPolicies } from 'trust-region-layers';
import { type PreparedCategoricals, prepareCategoricals } from 'trust-region-layers/categorical';
import type { FloatArray } from 'trust-region-layers/gaussian';
import type { PolicyBatch } from '../headTypes.ts';

/** Old policies with ln q and q, for many calls. */
interface PreparedCategoricalPolicies extends PreparedPolicies {
  readonly categorical: PreparedCategoricals;
}

const NOTHING = new Float64Array(0);

/** Takes `count` old policies, given by their log-probabilities; keeps no reference to the array. */
export function prepareCategoricalPolicies(
  { mean }: PolicyBatch,
  actions: number,
  count: number,
): PreparedCategoricalPolicies {
  const categorical = prepareCategoricals(mean, actions, count);
  return {
    count,
    mean: categorical.logProbabilities,
    factor: NOTHING,
    inverse: NOTHING,
    categorical,
  };
}

/** What a projector takes as the old policies: what was prepared of them, or their log-probabilities. */
export function oldCategoricals(old: PolicyBatch): PreparedCategoricals | FloatArray {
  return 'categorical' in old ? (old as PreparedCategoricalPolicies).categorical : old.mean;
}
