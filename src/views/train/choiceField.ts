import type { DescribedPolicies } from '../../trainer/events.ts';
import type { PolicyField } from '../../trainer/policyField.ts';
import { entropyOf } from './entropyOf.ts';

/** Up to so many actions are drawn as what lies between them; of more, which are in no order, the likeliest one. */
const MOST_ORDERED = 3;

/**
 * A field of policies over n discrete actions as one that is drawn like a field over a single action: where between the first
 * action (−1) and the last (1) it acts, and for a standard deviation how unsure it is, its entropy as a share of ln n.
 */
export function choiceField(field: PolicyField, actions: number): PolicyField {
  const drawn = ({ mean }: DescribedPolicies): DescribedPolicies => {
    const count = mean.length / actions;
    const policies = Array.from({ length: count }, (_, i) => mean.subarray(i * actions, (i + 1) * actions));
    return {
      mean: Float64Array.from(policies, directionOf),
      covariance: Float64Array.from(policies, (policy) => (entropyOf(policy) / Math.log(actions)) ** 2),
    };
  };
  return { ...field, old: drawn(field.old), now: drawn(field.now) };
}

/** Between −1, all of it on the first action, and 1, all of it on the last. */
function directionOf(policy: Float64Array): number {
  const place = (action: number) => (2 * action) / (policy.length - 1) - 1;
  if (policy.length > MOST_ORDERED) return place(policy.indexOf(Math.max(...policy)));
  return policy.reduce((sum, probability, action) => sum + probability * place(action), 0);
}
