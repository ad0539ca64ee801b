import { categoricalEntropy } from 'trust-region-layers/categorical';
import { createWorkspace, entropyOf, factorToLower, halfLogDeterminant } from 'trust-region-layers/gaussian';
import type { Head } from '../policies/headTypes.ts';
import { factorKindOf } from '../policies/types.ts';
import type { Batch } from './batch.ts';
import { divergenceOf } from './interruptions.ts';
import { oldPolicies, policyRows } from './networkPolicies.ts';

/** Mean entropy in nats of the policy that collected a member's batch, over its states (docs/mathematics.md §2.5, §15.1). */
export function oldPolicyEntropy(head: Head, batch: Batch, member: number): number {
  const { size } = batch;
  const policies = policyRows(oldPolicies(batch), head, member * size, size);
  const { head: kind, actionSize } = head.specification;
  let sum = 0;
  if (kind === 'categorical') {
    for (let i = 0; i < size; i++) sum += categoricalEntropy(policies.mean, i * actionSize, actionSize);
    return sum / size;
  }
  const factorKind = factorKindOf(kind);
  const workspace = createWorkspace(actionSize);
  const f = head.factorSize;
  const factor = new Float64Array(f);
  const lower = new Float64Array(actionSize * actionSize);
  divergenceOf(member, 'policy covariance', () => {
    for (let i = 0; i < size; i++) {
      factor.set(policies.factor.subarray(i * f, (i + 1) * f));
      if (!factorToLower(factorKind, factor, actionSize, lower, workspace)) {
        throw new RangeError(`covariance of state ${i} is not positive definite`);
      }
      sum += entropyOf(actionSize, halfLogDeterminant(lower, actionSize));
    }
  });
  return sum / size;
}
