import { type Bounds, createProjector, type ProjectionResult } from 'trust-region-layers';
import type { GaussianBatch } from 'trust-region-layers/gaussian';
import { factorToCovariance } from 'trust-region-layers/gaussian';
import type { Environment } from '../environments/environment.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import { createHead } from '../policies/heads.ts';
import { createPolicyNetwork } from '../policies/policyShape.ts';
import { HEAD_FACTOR } from '../policies/types.ts';
import type { ActingPolicy, PolicyGaussians, StatePolicies } from './events.ts';
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
    this.#projector = createProjector(projectionSpecification(configuration, environment));
    this.#bounds = this.#layer ? boundsOf(configuration) : { mean: Infinity, covariance: Infinity };
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
      this.gaussians(parameters, observation, count),
    ) as [GaussianBatch, GaussianBatch];
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

  /** The network's Gaussians under these parameters. */
  gaussians(
    parameters: Float32Array,
    observation: Float32Array | Float64Array,
    count: number,
  ): GaussianBatch & { readonly mean: Float64Array; readonly factor: Float64Array } {
    const raw = new Float64Array(count * this.#network.rawSize);
    this.#network.forward(parameters, observation, count, raw);
    const { specification, factorSize } = this.#head;
    const gaussians = {
      mean: new Float64Array(count * specification.actionSize),
      factor: new Float64Array(count * factorSize),
    };
    this.#head.forward(raw, count, gaussians);
    return gaussians;
  }

  #policies({ mean, factor }: GaussianBatch, count: number, failed = false): PolicyGaussians {
    const { head, actionSize: k } = this.#head.specification;
    const covariance = new Float64Array(count * k * k);
    if (failed)
      return { mean: new Float64Array(count * k).fill(Number.NaN), covariance: covariance.fill(Number.NaN) };
    for (let i = 0; i < count; i++) {
      factorToCovariance(
        HEAD_FACTOR[head],
        Float64Array.from(factor.slice(i * this.#head.factorSize, (i + 1) * this.#head.factorSize)),
        k,
        covariance.subarray(i * k * k, (i + 1) * k * k),
      );
    }
    return { mean: Float64Array.from(mean), covariance };
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
