import type { Environment } from '../environments/environment.ts';
import type { ActingPolicy, ProbeReport } from './events.ts';
import { type ComparedPolicies, normalisedFor, type PolicyComparison } from './policyComparison.ts';

/**
 * The policies of an update in a handful of states [m, stateSize]. What the networks see there is normalised by the
 * statistics after the rollout, for the old policy as for the new: all that differs is what the update did.
 * See docs/mathematics.md §8.10.
 */
export function probeReport(
  comparison: PolicyComparison,
  environment: Environment,
  state: Float64Array,
  policies: ComparedPolicies,
  normalisation: Omit<ActingPolicy, 'parameters'>,
): ProbeReport {
  const count = state.length / environment.stateSize;
  const exact = new Float64Array(count * environment.observationSpace.size);
  environment.observe(state, exact, count);
  return {
    observation: Float32Array.from(exact),
    state,
    ...comparison.compare(policies, normalisedFor(normalisation, exact), count),
  };
}
