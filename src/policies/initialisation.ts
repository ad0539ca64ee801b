import type { Random } from '../random/random.ts';
import { networkLayout } from './network.ts';
import { policyNetworkShape, policyParameterCount, rawFactorSize } from './policyShape.ts';
import type { NetworkShape, PolicyShape } from './types.ts';

/** Gain of hidden layers, whatever their activation. */
const HIDDEN_GAIN = Math.SQRT2;
/** Gain of the columns that output mean and raw factor: the first policy is nearly the same in every state. */
const POLICY_HEAD_GAIN = 0.01;
const VALUE_HEAD_GAIN = 1;

/**
 * A rows×columns matrix, row-major, whose columns (or rows, if it is wider than tall) are orthogonal with length
 * `gain`: the Q of a Gaussian matrix, drawn uniformly (Saxe et al. 2014). See docs/mathematics.md §10.2.
 */
export function orthogonalMatrix(rows: number, columns: number, gain: number, random: Random): Float64Array {
  const length = Math.max(rows, columns);
  const vectors = orthonormalVectors(Math.min(rows, columns), length, random);
  const matrix = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const entry = rows >= columns ? vectors[j * length + i]! : vectors[i * length + j]!;
      matrix[i * columns + j] = gain * entry;
    }
  }
  return matrix;
}

/** `count` ≤ `length` orthonormal vectors, one after the other: Gram–Schmidt, twice, so that rounding does not show. */
function orthonormalVectors(count: number, length: number, random: Random): Float64Array {
  const vectors = Float64Array.from({ length: count * length }, () => random.normal());
  for (let i = 0; i < count; i++) {
    const vector = vectors.subarray(i * length, (i + 1) * length);
    for (let pass = 0; pass < 2; pass++) {
      for (let j = 0; j < i; j++) {
        const other = vectors.subarray(j * length, (j + 1) * length);
        const overlap = dot(vector, other);
        for (let c = 0; c < length; c++) vector[c]! -= overlap * other[c]!;
      }
      const norm = Math.sqrt(dot(vector, vector));
      for (let c = 0; c < length; c++) vector[c]! /= norm;
    }
  }
  return vectors;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Hidden layers orthogonal with gain √2, the last layer as blocks of columns with gains of their own, biases 0. */
function fillNetwork(
  parameters: Float64Array,
  shape: NetworkShape,
  head: readonly { readonly columns: number; readonly gain: number }[],
  random: Random,
): void {
  const { layers } = networkLayout(shape);
  for (const [index, { weightOffset, inputSize, outputSize }] of layers.entries()) {
    const last = index + 1 === layers.length;
    let column = 0;
    for (const block of last ? head : [{ columns: outputSize, gain: HIDDEN_GAIN }]) {
      const weights = orthogonalMatrix(inputSize, block.columns, block.gain, random);
      for (let i = 0; i < inputSize; i++) {
        const row = weights.subarray(i * block.columns, (i + 1) * block.columns);
        parameters.set(row, weightOffset + i * outputSize + column);
      }
      column += block.columns;
    }
  }
}

/**
 * A network's flat parameters as frameworks draw them unless told otherwise: weights and biases of every layer uniform in
 * ±1/√inputSize (LeCun et al. 1998). See docs/mathematics.md §10.2.
 */
export function uniformParameters(shape: NetworkShape, random: Random): Float64Array {
  const { layers, parameterCount } = networkLayout(shape);
  const parameters = new Float64Array(parameterCount);
  for (const { weightOffset, biasOffset, inputSize, outputSize } of layers) {
    const limit = 1 / Math.sqrt(inputSize);
    for (let i = weightOffset; i < biasOffset + outputSize; i++) {
      parameters[i] = limit * (2 * random.uniform() - 1);
    }
  }
  return parameters;
}

/**
 * A fresh policy's flat parameters: hidden gain √2, mean and raw-factor columns .01, biases and free vector 0, so
 * that the first covariance is about initialStandardDeviation² I in every state.
 */
export function initialPolicyParameters(shape: PolicyShape, random: Random): Float64Array {
  const parameters = new Float64Array(policyParameterCount(shape));
  const head = [{ columns: shape.actionSize, gain: POLICY_HEAD_GAIN }];
  if (shape.stateDependent) {
    head.push({ columns: rawFactorSize(shape.head, shape.actionSize), gain: POLICY_HEAD_GAIN });
  }
  fillNetwork(parameters, policyNetworkShape(shape), head, random);
  return parameters;
}

/** A fresh value network's flat parameters: hidden gain √2, last layer 1, biases 0. */
export function initialValueParameters(shape: NetworkShape, random: Random): Float64Array {
  const parameters = new Float64Array(networkLayout(shape).parameterCount);
  fillNetwork(parameters, shape, [{ columns: shape.outputSize, gain: VALUE_HEAD_GAIN }], random);
  return parameters;
}
