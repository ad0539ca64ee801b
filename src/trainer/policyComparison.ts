import type { Bounds, ProjectionResult } from 'trust-region-layers';
import type { Environment } from '../environments/environment.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import { createHead } from '../policies/heads.ts';
import type { PolicyBatch } from '../policies/headTypes.ts';
import { createLayerProjector } from '../policies/layer.ts';
import { createPolicyNetwork } from '../policies/policyShape.ts';
import { describePolicies } from './describePolicies.ts';
import type { ActingPolicy, DescribedPolicies, StatePolicies } from './events.ts';
import { normalisedEntry } from './observationNormalisation.ts';
import { boundsOf, engineSpecification, projectionSpecification } from './specification.ts';

/** What it takes to compare a policy with the one before its update, in any state. */
export interface ComparedPolicies {
  /** Parameters of the policy that collected the batch. */
  readonly old: Float32Array;
  /** Parameters after the update. */
  readonly proposed: Float32Array;
  /** β of the update in nats; `null` without a floor. */
  readonly entropyFloor: number | null;
}

/**
 * The policies of a run before an update, after it and through the layer, in states of one's choice: by plain forward
 * passes in float64, whatever engine trains. See docs/mathematics.md §8.10.
 */
export class PolicyComparison {
  readonly #network;
  readonly #head;
  readonly #projector;
  readonly #layer: boolean;
  readonly #bounds: Bounds;

  constructor(configuration: RunConfiguration, environment: Environment) {
    const { policy, objective } = engineSpecification(configuration, environment);
    this.#network = createPolicyNetwork(policy);
    this.#head = createHead(policy);
    this.#layer = objective.projection !== null;
    this.#projector = createLayerProjector(projectionSpecification(configuration, environment));
    this.#bounds = this.#layer
      ? boundsOf(configuration, environment)
      : { mean: Infinity, covariance: Infinity };
  }

  /**
   * @param observation what the networks see, normalised, [count, observationSize]
   * @returns distances and projections that are NaN where a covariance has left what the numbers can hold
   */
  compare(
    { old, proposed, entropyFloor }: ComparedPolicies,
    observation: Float32Array | Float64Array,
    count: number,
  ): StatePolicies {
    const [before, now] = [old, proposed].map((parameters) =>
      this.policies(parameters, observation, count),
    ) as [PolicyBatch, PolicyBatch];
    const result = this.#projector.createResult(count);
    const bounds = this.#layer ? { ...this.#bounds, entropyFloor: entropyFloor ?? -Infinity } : this.#bounds;
    let failed = false;
    try {
      this.#projector.forward(now, before, bounds, result, count);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      failed = true;
    }
    const distances = ({ mean, covariance }: ProjectionResult['before']) => ({
      mean: failed ? new Float64Array(count).fill(Number.NaN) : Float64Array.from(mean),
      covariance: failed ? new Float64Array(count).fill(Number.NaN) : Float64Array.from(covariance),
    });
    return {
      old: this.#policies(before, count),
      proposed: this.#policies(now, count),
      projected: this.#layer ? this.#policies(result, count, failed) : null,
      proposedDistance: distances(result.before),
      projectedDistance: this.#layer ? distances(result.after) : null,
    };
  }

  /** The network's policies under these parameters. */
  policies(
    parameters: Float32Array,
    observation: Float32Array | Float64Array,
    count: number,
  ): PolicyBatch & { readonly mean: Float64Array; readonly factor: Float64Array } {
    const raw = new Float64Array(count * this.#network.rawSize);
    this.#network.forward(parameters, observation, count, raw);
    const { specification, factorSize } = this.#head;
    const policies = {
      mean: new Float64Array(count * specification.actionSize),
      factor: new Float64Array(count * factorSize),
    };
    this.#head.forward(raw, count, policies);
    return policies;
  }

  #policies(policies: PolicyBatch, count: number, failed = false): DescribedPolicies {
    const { mean, covariance } = describePolicies(this.#head.specification, policies, count);
    return failed
      ? { mean: mean.fill(Number.NaN), covariance: covariance.fill(Number.NaN) }
      : { mean, covariance };
  }
}

/** Observations as the acting policy's network sees them: (o − mean)/deviation, clipped; [count, observationSize]. */
export function normalisedFor(
  policy: Omit<ActingPolicy, 'parameters'>,
  observation: Float32Array | Float64Array,
): Float64Array {
  const width = policy.observationMean.length;
  return Float64Array.from(observation, (value, i) => normalisedEntry(policy, value, i % width));
}
