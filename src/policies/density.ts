import { createLogDensity, type LogDensity } from 'trust-region-layers/gaussian';
import { createCategoricalLogProbability } from './categorical/logProbability.ts';
import { factorKindOf, type PolicyShape } from './types.ts';

/** ln p(a) of policies at one action each, and its gradient in the numbers that policies are given in. */
export function createPolicyDensity({
  head,
  actionSize,
}: Pick<PolicyShape, 'head' | 'actionSize'>): LogDensity {
  return head === 'categorical'
    ? createCategoricalLogProbability(actionSize)
    : createLogDensity(factorKindOf(head), actionSize);
}
