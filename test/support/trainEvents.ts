import type { IterationEvent } from '../../src/trainer/events.ts';
import type { IterationMetrics } from '../../src/trainer/metrics.ts';
import type { StateDistances } from '../../src/trainer/stateDistances.ts';

/** A well-formed iteration event for one seed per entry of `returns`, with nothing in its arrays. */
export function iterationEvent(
  iteration: number,
  returns: readonly (number | null)[],
  changes: Partial<IterationEvent> = {},
): IterationEvent {
  const empty: StateDistances = {
    mean: new Float32Array(),
    covariance: new Float32Array(),
    klMean: new Float32Array(),
    klCovariance: new Float32Array(),
  };
  const nobody = { mean: new Float64Array(), covariance: new Float64Array() };
  return {
    type: 'iteration',
    iteration,
    steps: 2048 * iteration,
    seconds: iteration,
    stepsPerSecond: 2048 * returns.length,
    engine: 'simd',
    members: returns.map((episodic_return, index) => ({
      seed: index + 1,
      iteration,
      metrics: metrics(episodic_return),
      proposed: empty,
      projected: null,
      observation: new Float32Array(),
      probes: {
        observation: new Float32Array(),
        state: new Float64Array(),
        old: nobody,
        proposed: nobody,
        projected: null,
        proposedDistance: nobody,
        projectedDistance: null,
      },
      policy: {
        parameters: new Float32Array(),
        normalised: true,
        observationMean: new Float64Array(),
        observationDeviation: new Float64Array(),
      },
      oldParameters: new Float32Array(),
      valueParameters: new Float32Array(),
    })),
    ...changes,
  };
}

export function metrics(episodic_return: number | null): IterationMetrics {
  return {
    episodic_return,
    episodic_length: episodic_return === null ? null : 200,
    episodes: episodic_return === null ? 0 : 4,
    policy_loss: 0,
    trust_region_loss: 0,
    entropy_loss: 0,
    value_loss: 1,
    approx_kl: 0.01,
    max_kl: 0.05,
    projected_kl: 0.008,
    projected_max_kl: 0.03,
    explained_variance: 0.5,
    entropy: 1.4,
    entropy_floor: null,
    violations_proposed: 0.2,
    violations_projected: 0,
    kl_violations_proposed: 0.2,
    kl_violations_projected: 0,
    policy_epochs: 10,
    step_share: null,
  };
}
