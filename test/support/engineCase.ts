import type { ProjectionId, ProjectionSpecification } from 'trust-region-layers';
import type { CategoricalMetricId } from 'trust-region-layers/categorical';
import type {
  EngineSpecification,
  Minibatch,
  PolicyMinibatch,
  UpdateBatch,
} from '../../src/engines/engine.ts';
import type { InitialParameters } from '../../src/engines/snapshot.ts';
import { createPolicyDensity } from '../../src/policies/density.ts';
import { createHead } from '../../src/policies/heads.ts';
import { initialPolicyParameters, initialValueParameters } from '../../src/policies/initialisation.ts';
import type { LayerSpecification } from '../../src/policies/layer.ts';
import {
  createPolicyNetwork,
  policyActionWidth,
  policyFactorSize,
  rawSize,
  valueNetworkShape,
} from '../../src/policies/policyShape.ts';
import { sampleActions } from '../../src/policies/sampling.ts';
import { type ActivationId, factorKindOf, type HeadId, type PolicyShape } from '../../src/policies/types.ts';
import { createRandom, type Random } from '../../src/random/random.ts';

/** What a case is made from; everything left out has the value of the standard agent, but small. */
/** The three objectives: with a layer, with neither, with a clip. */
export const OBJECTIVES = ['trpl', 'pg', 'ppo'] as const;

export interface EngineCaseOptions {
  readonly algorithm?: (typeof OBJECTIVES)[number];
  readonly projection?: ProjectionId;
  /** Of the layer of a `categorical` head, whose actions are `actionSize` many. */
  readonly metric?: CategoricalMetricId;
  readonly scaled?: boolean;
  readonly entropy?: ProjectionSpecification['entropy'];
  readonly head?: HeadId;
  readonly stateDependent?: boolean;
  readonly actionSize?: number;
  readonly observationSize?: number;
  readonly hiddenSizes?: readonly number[];
  readonly activation?: ActivationId;
  readonly count?: number;
  readonly trustRegionCoefficient?: number;
  readonly entropyCoefficient?: number;
  readonly entropyFloor?: number;
  readonly maximalGradientNorm?: number;
  readonly valueClip?: number;
  /** One pair for each member. */
  readonly bounds?: readonly (readonly [mean: number, covariance: number])[];
  readonly seed?: number;
}

export interface EngineCase {
  readonly specification: EngineSpecification;
  readonly initial: InitialParameters;
  /** All states of the case; the minibatches take each once, in order. */
  readonly batch: UpdateBatch;
  readonly policyMinibatch: PolicyMinibatch;
  readonly valueMinibatch: Minibatch;
}

/**
 * A reproducible specification with networks that already differ from state to state and a minibatch whose old policy
 * lies at every distance from the proposed one: some states inside both bounds, some outside one or both.
 */
export function engineCase(options: EngineCaseOptions = {}): EngineCase {
  const {
    algorithm = 'trpl',
    projection = 'kl',
    metric = 'kl',
    scaled = true,
    entropy = null,
    head = 'diagonal',
    stateDependent = true,
    actionSize = 2,
    observationSize = 3,
    hiddenSizes = [8, 6],
    activation = 'tanh',
    count = 24,
    trustRegionCoefficient = 8,
    entropyCoefficient = 0,
    entropyFloor = Number.NEGATIVE_INFINITY,
    maximalGradientNorm = Number.POSITIVE_INFINITY,
    valueClip = Number.POSITIVE_INFINITY,
    bounds = [[0.03, 0.001]],
    seed = 1,
  } = options;
  const members = bounds.length;
  const policy: PolicyShape = {
    observationSize,
    actionSize,
    hiddenSizes,
    activation,
    head,
    stateDependent,
    initialStandardDeviation: 0.8,
    minimalStandardDeviation: 1e-5,
  };
  const layer: LayerSpecification =
    head === 'categorical'
      ? { metric, actions: actionSize, entropy }
      : { projection, scaled, factor: factorKindOf(head), dimension: actionSize, entropy };
  const value = valueNetworkShape(observationSize, hiddenSizes, activation);
  const adam = { beta1: 0.9, beta2: 0.999, epsilon: 1e-5 };
  const specification: EngineSpecification = {
    members,
    policy,
    value,
    objective: {
      head,
      actionSize,
      stateDependent,
      initialStandardDeviation: policy.initialStandardDeviation,
      minimalStandardDeviation: policy.minimalStandardDeviation,
      projection: algorithm === 'trpl' ? layer : null,
      trustRegionCoefficient,
      entropyCoefficient,
      clipRatio: algorithm === 'ppo' ? 0.2 : Infinity,
    },
    policyAdam: adam,
    valueAdam: adam,
    maximalGradientNorm,
    valueClip,
  };

  const parts = bounds.map((_, member) =>
    memberCase(policy, value, count, createRandom(seed + 1000 * member)),
  );
  const rows = Int32Array.from({ length: members * count }, (_, i) => i % count);
  const joined = (pick: (part: MemberCase) => Float32Array) => concatenate(parts.map(pick));
  return {
    specification,
    initial: { policy: joined((part) => part.policy), value: joined((part) => part.value) },
    batch: {
      count,
      observation: joined((part) => part.observation),
      action: joined((part) => part.action),
      oldMean: joined((part) => part.oldMean),
      oldFactor: joined((part) => part.oldFactor),
      oldLogProbability: joined((part) => part.oldLogProbability),
      oldValue: joined((part) => part.oldValue),
      target: joined((part) => part.target),
      meanBound: Float32Array.from(bounds, ([mean]) => mean),
      covarianceBound: Float32Array.from(bounds, ([, covariance]) => covariance),
      entropyFloor: new Float32Array(members).fill(entropyFloor),
      policyLearningRate: 3e-4,
      valueLearningRate: 1e-3,
    },
    policyMinibatch: { count, rows, advantage: joined((part) => part.advantage) },
    valueMinibatch: { count, rows },
  };
}

interface MemberCase {
  readonly policy: Float32Array;
  readonly value: Float32Array;
  readonly observation: Float32Array;
  readonly action: Float32Array;
  readonly oldMean: Float32Array;
  readonly oldFactor: Float32Array;
  readonly oldLogProbability: Float32Array;
  readonly advantage: Float32Array;
  readonly target: Float32Array;
  readonly oldValue: Float32Array;
}

function memberCase(
  shape: PolicyShape,
  valueShape: EngineSpecification['value'],
  count: number,
  random: Random,
): MemberCase {
  const { actionSize: k, observationSize, head, stateDependent } = shape;
  const normals = (length: number, scale = 1) => Float32Array.from({ length }, () => scale * random.normal());
  const disturbed = (parameters: Float64Array) =>
    Float32Array.from(parameters, (number) => number + 0.15 * random.normal());
  const policy = disturbed(initialPolicyParameters(shape, random));
  const value = disturbed(initialValueParameters(valueShape, random));

  const observation = normals(count * observationSize);
  const width = rawSize(shape);
  const oldRaw = new Float32Array(count * width);
  createPolicyNetwork(shape).forward(policy, observation, count, oldRaw);
  const freeStep = normals(width, 0.1);
  for (let row = 0; row < count; row++) {
    const distance = [0.003, 0.03, 0.1, 0.3][row % 4]!;
    for (let j = 0; j < width; j++) {
      oldRaw[row * width + j]! += stateDependent || j < k ? distance * random.normal() : freeStep[j]!;
    }
  }
  const old = {
    mean: new Float32Array(count * k),
    factor: new Float32Array(count * policyFactorSize(shape)),
  };
  createHead(shape).forward(oldRaw, count, old);
  const action = new Float32Array(count * policyActionWidth(shape));
  sampleActions(head, k, old, count, random, action);
  const oldLogProbability = new Float32Array(count);
  createPolicyDensity(shape).forward(old, action, oldLogProbability, count);
  return {
    policy,
    value,
    observation,
    action,
    oldMean: old.mean,
    oldFactor: old.factor,
    oldLogProbability,
    advantage: normals(count),
    target: normals(count, 2),
    oldValue: normals(count, 1),
  };
}

function concatenate(parts: readonly Float32Array[]): Float32Array {
  const joined = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}
