import { exp } from 'trust-region-layers/elementary';
import { factorToCovariance } from 'trust-region-layers/gaussian';
import type { HeadSpecification, PolicyBatch } from '../policies/headTypes.ts';
import { policyFactorSize } from '../policies/policyShape.ts';
import { factorKindOf } from '../policies/types.ts';
import type { DescribedPolicies } from './events.ts';

/** Policies in `count` states as reports have them: means and covariances, or probabilities and no covariance. */
export function describePolicies(
  specification: HeadSpecification,
  { mean, factor }: PolicyBatch,
  count: number,
): DescribedPolicies {
  const { head, actionSize: k } = specification;
  if (head === 'categorical') {
    return { mean: Float64Array.from(mean.subarray(0, count * k), exp), covariance: new Float64Array() };
  }
  const f = policyFactorSize(specification);
  const covariance = new Float64Array(count * k * k);
  for (let i = 0; i < count; i++) {
    factorToCovariance(
      factorKindOf(head),
      Float64Array.from(factor.subarray(i * f, (i + 1) * f)),
      k,
      covariance.subarray(i * k * k, (i + 1) * k * k),
    );
  }
  return { mean: Float64Array.from(mean.subarray(0, count * k)), covariance };
}
