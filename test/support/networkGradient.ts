import { networkLayout } from '../../src/policies/network.ts';
import {
  freeFactorOffset,
  policyNetworkShape,
  policyParameterCount,
} from '../../src/policies/policyShape.ts';
import type { ActivationId, NetworkShape, PolicyShape } from '../../src/policies/types.ts';

/** Derivative of an activation, given its argument. */
const DERIVATIVE: Record<ActivationId, (x: number) => number> = {
  tanh: (x) => 1 - Math.tanh(x) ** 2,
  relu: (x) => (x > 0 ? 1 : 0),
  elu: (x) => (x > 0 ? 1 : Math.exp(x)),
};
const ACTIVATION: Record<ActivationId, (x: number) => number> = {
  tanh: Math.tanh,
  relu: (x) => Math.max(x, 0),
  elu: (x) => (x > 0 ? x : Math.expm1(x)),
};

/**
 * ∂L/∂parameters from ∂L/∂output, written as backpropagation is defined, in float64: what engines are compared with.
 *
 * @param outputGradient row r's entries begin at r · stride
 */
export function networkGradient(
  shape: NetworkShape,
  parameters: ArrayLike<number>,
  input: ArrayLike<number>,
  count: number,
  outputGradient: ArrayLike<number>,
  stride: number = shape.outputSize,
): Float64Array {
  const { layers, parameterCount } = networkLayout(shape);
  const gradient = new Float64Array(parameterCount);
  for (let row = 0; row < count; row++) {
    const inputs: number[][] = [];
    const sums: number[][] = [];
    let x = Array.from({ length: shape.inputSize }, (_, i) => input[row * shape.inputSize + i]!);
    for (const { weightOffset, biasOffset, outputSize } of layers) {
      const before = x;
      const y = Array.from({ length: outputSize }, (_, j) =>
        before.reduce(
          (sum, value, i) => sum + value * parameters[weightOffset + i * outputSize + j]!,
          parameters[biasOffset + j]!,
        ),
      );
      inputs.push(before);
      sums.push(y);
      x = y.map(ACTIVATION[shape.activation]);
    }
    let upstream = Array.from({ length: shape.outputSize }, (_, j) => outputGradient[row * stride + j]!);
    for (let index = layers.length - 1; index >= 0; index--) {
      const { weightOffset, biasOffset, outputSize } = layers[index]!;
      const slopes =
        index + 1 < layers.length ? sums[index]!.map(DERIVATIVE[shape.activation]) : upstream.map(() => 1);
      const delta = upstream.map((value, j) => value * slopes[j]!);
      for (const [j, value] of delta.entries()) gradient[biasOffset + j]! += value;
      upstream = inputs[index]!.map((value, i) => {
        let sum = 0;
        for (const [j, d] of delta.entries()) {
          const w = weightOffset + i * outputSize + j;
          gradient[w]! += value * d;
          sum += parameters[w]! * d;
        }
        return sum;
      });
    }
  }
  return gradient;
}

/** The same for a policy: ∂L/∂parameters from ∂L/∂raw [count, k + r]; a free vector gets the sum over rows. */
export function policyGradient(
  shape: PolicyShape,
  parameters: ArrayLike<number>,
  observation: ArrayLike<number>,
  count: number,
  rawGradient: ArrayLike<number>,
): Float64Array {
  const stride = rawGradient.length / count;
  const gradient = new Float64Array(policyParameterCount(shape));
  gradient.set(
    networkGradient(policyNetworkShape(shape), parameters, observation, count, rawGradient, stride),
  );
  if (!shape.stateDependent) {
    const free = freeFactorOffset(shape) - shape.actionSize;
    for (let row = 0; row < count; row++) {
      for (let j = shape.actionSize; j < stride; j++) gradient[free + j]! += rawGradient[row * stride + j]!;
    }
  }
  return gradient;
}
