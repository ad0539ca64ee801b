import type { EntropyFloor } from '../algorithms/algorithm.ts';
import { algorithmOf } from '../algorithms/algorithmOf.ts';
import type { EngineSnapshot, EngineSpecification } from '../engines/engine.ts';
import { freshSnapshot } from '../engines/snapshot.ts';
import { type Environment, isDiscrete } from '../environments/environment.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import {
  initialPolicyParameters,
  initialValueParameters,
  uniformParameters,
} from '../policies/initialisation.ts';
import type { LayerSpecification } from '../policies/layer.ts';
import { networkLayout } from '../policies/network.ts';
import { policyNetworkShape, policyParameterCount, valueNetworkShape } from '../policies/policyShape.ts';
import { factorKindOf, type HeadId } from '../policies/types.ts';
import { createRandom } from '../random/random.ts';

/** Added after the softplus on a factor's diagonal. */
const MINIMAL_STANDARD_DEVIATION = 1e-5;
/** Adam's constants; its ε is the paper's. */
const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-5 };

/** The layer of a run, and the metric in which drift is measured when there is none (then without entropy step). */
export function projectionSpecification(
  configuration: RunConfiguration,
  environment: Environment,
): LayerSpecification {
  const floor = entropyFloorOf(configuration);
  const entropy = floor && { mode: floor.mode, order: floor.order };
  const { size } = environment.actionSpace;
  if (isDiscrete(environment.actionSpace)) {
    return { metric: configuration.categoricalProjection, actions: size, entropy };
  }
  return {
    projection: configuration.projection,
    scaled: configuration.scaled,
    factor: factorKindOf(configuration.head),
    dimension: size,
    entropy,
  };
}

/** The floor that the run's layer keeps; `null` without a layer or a floor. */
export function entropyFloorOf(configuration: RunConfiguration): EntropyFloor | null {
  return algorithmOf(configuration).layer?.entropyFloor(configuration) ?? null;
}

/** Bounds of the two parts of a layer; one over discrete actions has a single bound, as `mean`, and 0 for what it has not. */
export interface LayerBounds {
  readonly mean: number;
  readonly covariance: number;
}

/**
 * The bounds of a run for whatever is computed on the host: measuring, counting, and the projection of a free
 * covariance. Arrays of engines are float32, so that gradient steps project onto these rounded to float32, at most a
 * part in 2²⁴ away. Host and engine keep to what each has, because the numbers of recorded runs depend on both; the
 * difference is a thirtieth or less of what `isBeyond` leaves to the rounding of parameters.
 */
export function boundsOf(
  { meanBound, covarianceBound, categoricalBound }: RunConfiguration,
  { actionSpace }: Pick<Environment, 'actionSpace'>,
): LayerBounds {
  return isDiscrete(actionSpace)
    ? { mean: categoricalBound, covariance: 0 }
    : { mean: meanBound, covariance: covarianceBound };
}

/** What an engine must know to train this run's population. */
export function engineSpecification(
  configuration: RunConfiguration,
  environment: Environment,
): EngineSpecification {
  const { hiddenSizes, activation, initialStandardDeviation } = configuration;
  const discrete = isDiscrete(environment.actionSpace);
  const head: HeadId = discrete ? 'categorical' : configuration.head;
  const { maximalGradientNorm, valueClip } = configuration;
  const algorithm = algorithmOf(configuration);
  const observationSize = environment.observationSpace.size;
  const actionSize = environment.actionSpace.size;
  const covariance = {
    head,
    actionSize,
    stateDependent: discrete || configuration.stateDependent,
    initialStandardDeviation,
    minimalStandardDeviation: MINIMAL_STANDARD_DEVIATION,
  };
  return {
    members: configuration.seeds.length,
    policy: { ...covariance, observationSize, hiddenSizes, activation },
    value: valueNetworkShape(observationSize, hiddenSizes, activation),
    objective: {
      ...covariance,
      projection: algorithm.layer && projectionSpecification(configuration, environment),
      trustRegionCoefficient: 0,
      clipRatio: Infinity,
      ...algorithm.objective?.(configuration),
      entropyCoefficient: configuration.entropyCoefficient,
    },
    policyAdam: ADAM,
    valueAdam: ADAM,
    maximalGradientNorm: maximalGradientNorm === 0 ? Infinity : maximalGradientNorm,
    valueClip: valueClip === 0 ? Infinity : valueClip,
  };
}

/** Fresh networks, drawn from each member's own seed, so that a member is the same alone and in a population. */
export function initialSnapshot(
  specification: Pick<EngineSpecification, 'policy' | 'value'>,
  { seeds, orthogonalInitialisation }: Pick<RunConfiguration, 'seeds' | 'orthogonalInitialisation'>,
): EngineSnapshot {
  const policyCount = policyParameterCount(specification.policy);
  const valueCount = networkLayout(specification.value).parameterCount;
  const policy = new Float32Array(seeds.length * policyCount);
  const value = new Float32Array(seeds.length * valueCount);
  for (const [p, seed] of seeds.entries()) {
    const random = createRandom(seed);
    const [forPolicy, forValue] = [random.fork('policy'), random.fork('value')];
    policy.set(
      orthogonalInitialisation
        ? initialPolicyParameters(specification.policy, forPolicy)
        : uniformParameters(policyNetworkShape(specification.policy), forPolicy),
      p * policyCount,
    );
    value.set(
      orthogonalInitialisation
        ? initialValueParameters(specification.value, forValue)
        : uniformParameters(specification.value, forValue),
      p * valueCount,
    );
  }
  return freshSnapshot({ policy, value });
}
