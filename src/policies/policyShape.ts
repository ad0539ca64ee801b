import { type FloatArray, factorSize } from 'trust-region-layers/gaussian';
import { createNetwork, networkLayout } from './network.ts';
import {
  type ActivationId,
  factorKindOf,
  type HeadId,
  type NetworkShape,
  type PolicyShape,
} from './types.ts';

/** r, numbers per raw factor: k for `diagonal`, k(k+1)/2 (lower triangle, row by row) for `full` and `root`, 0 for `categorical`. */
export function rawFactorSize(head: HeadId, actionSize: number): number {
  if (head === 'categorical') return 0;
  return head === 'diagonal' ? actionSize : (actionSize * (actionSize + 1)) / 2;
}

/** f, numbers per factor of the policy that a head produces; 0 for `categorical`, which is its log-probabilities. */
export function policyFactorSize({ head, actionSize }: Pick<PolicyShape, 'head' | 'actionSize'>): number {
  return head === 'categorical' ? 0 : factorSize(factorKindOf(head), actionSize);
}

/** Numbers that an action takes: k, or the index of one of n. */
export function policyActionWidth({ head, actionSize }: Pick<PolicyShape, 'head' | 'actionSize'>): number {
  return head === 'categorical' ? 1 : actionSize;
}

/** k + r, numbers in one raw row: the mean, then the raw factor; or n logits. */
export function rawSize(shape: Pick<PolicyShape, 'head' | 'actionSize'>): number {
  return shape.actionSize + rawFactorSize(shape.head, shape.actionSize);
}

/** The network inside a policy: outputs [mean, raw factor], or the mean alone if the covariance is state-independent. */
export function policyNetworkShape(shape: PolicyShape): NetworkShape {
  return {
    inputSize: shape.observationSize,
    hiddenSizes: shape.hiddenSizes,
    outputSize: shape.stateDependent ? rawSize(shape) : shape.actionSize,
    activation: shape.activation,
  };
}

/** Length of a policy's flat parameter vector: the network, then the free raw factor if there is one. */
export function policyParameterCount(shape: PolicyShape): number {
  return freeFactorOffset(shape) + freeFactorSize(shape);
}

/** Length of the free raw factor of a state-independent covariance; 0 where the network gives the covariance. */
export function freeFactorSize({ stateDependent, head, actionSize }: PolicyShape): number {
  return stateDependent ? 0 : rawFactorSize(head, actionSize);
}

/** Where the free raw factor of a state-independent covariance begins: right after the network. */
export function freeFactorOffset(shape: PolicyShape): number {
  return networkLayout(policyNetworkShape(shape)).parameterCount;
}

/** The value network that goes with a policy: one output. */
export function valueNetworkShape(
  observationSize: number,
  hiddenSizes: readonly number[],
  activation: ActivationId,
): NetworkShape {
  return { inputSize: observationSize, hiddenSizes, outputSize: 1, activation };
}

/** A policy network made for one shape: {@link policyNetworkShape} and the free vector behind one call. */
export interface PolicyNetwork {
  readonly shape: PolicyShape;
  /** k + r. */
  readonly rawSize: number;
  readonly parameterCount: number;
  /**
   * Raw rows [count, k + r], mean then raw factor, for observations [count, observationSize] (normalised already);
   * the free vector is repeated in every row when the covariance does not depend on the state. Allocates nothing.
   *
   * @throws {RangeError} if there are too few parameters
   */
  forward(parameters: FloatArray, observation: FloatArray, count: number, raw: FloatArray): void;
}

export function createPolicyNetwork(shape: PolicyShape): PolicyNetwork {
  const network = createNetwork(policyNetworkShape(shape));
  const { actionSize, stateDependent } = shape;
  const stride = rawSize(shape);
  const parameterCount = policyParameterCount(shape);
  const free = network.layout.parameterCount;

  return {
    shape,
    rawSize: stride,
    parameterCount,
    forward(parameters, observation, count, raw) {
      if (parameters.length < parameterCount) {
        throw new RangeError(`parameters must have ${parameterCount} numbers, got ${parameters.length}`);
      }
      network.forward(parameters, observation, count, raw, stride);
      if (stateDependent) return;
      for (let row = 0; row < count; row++) {
        for (let j = actionSize; j < stride; j++) raw[row * stride + j] = parameters[free + j - actionSize]!;
      }
    },
  };
}
