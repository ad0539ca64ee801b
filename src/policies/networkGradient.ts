import { expm1, tanh } from 'trust-region-layers/elementary';
import type { FloatArray } from 'trust-region-layers/gaussian';
import { type LayerLayout, networkLayout } from './network.ts';
import type { ActivationId, NetworkShape } from './types.ts';

/**
 * A network forwards and backwards in float64, without an engine: for what is learned before a run has one. Inputs that are
 * zero cost nothing, so that one-hot codes are cheap. See docs/mathematics.md §10.1.
 */
export interface NetworkGradient {
  readonly parameterCount: number;
  /**
   * Output of the network for one row, kept until the next call.
   * @param row index of the row in `input` [count, inputSize]
   */
  forward(parameters: FloatArray, input: FloatArray, row: number): Float64Array;
  /**
   * Adds ∂L/∂parameters to `gradient`, for the row of the last {@link forward}.
   * @param outputGradient ∂L/∂output, [outputSize]
   */
  backward(parameters: FloatArray, outputGradient: Float64Array, gradient: Float64Array): void;
}

export function createNetworkGradient(shape: NetworkShape): NetworkGradient {
  const { layers, parameterCount } = networkLayout(shape);
  // What goes into each layer, and at last what comes out of the network; and the gradients of these.
  const values = [shape.inputSize, ...layers.map(({ outputSize }) => outputSize)].map(
    (size) => new Float64Array(size),
  );
  const gradients = values.map(({ length }) => new Float64Array(length));
  const output = values[layers.length]!;

  return {
    parameterCount,
    forward(parameters, input, row) {
      const first = values[0]!;
      for (let i = 0; i < first.length; i++) first[i] = input[row * first.length + i]!;
      for (const [index, layer] of layers.entries()) {
        const y = values[index + 1]!;
        multiply(layer, parameters, values[index]!, y);
        if (index + 1 < layers.length) activate(shape.activation, y);
      }
      return output;
    },
    backward(parameters, outputGradient, gradient) {
      gradients[layers.length]!.set(outputGradient);
      for (let index = layers.length - 1; index >= 0; index--) {
        const dy = gradients[index + 1]!;
        if (index + 1 < layers.length) throughActivation(shape.activation, values[index + 1]!, dy);
        multiplyBack(
          layers[index]!,
          parameters,
          values[index]!,
          dy,
          gradient,
          index > 0 ? gradients[index]! : null,
        );
      }
    },
  };
}

/** y = x·W + b. */
function multiply(
  { weightOffset, biasOffset, inputSize, outputSize }: LayerLayout,
  parameters: FloatArray,
  x: Float64Array,
  y: Float64Array,
): void {
  for (let j = 0; j < outputSize; j++) y[j] = parameters[biasOffset + j]!;
  for (let i = 0; i < inputSize; i++) {
    const xi = x[i]!;
    if (xi === 0) continue;
    const w = weightOffset + i * outputSize;
    for (let j = 0; j < outputSize; j++) y[j]! += xi * parameters[w + j]!;
  }
}

/** ∂L/∂b += dy, ∂L/∂W += xᵀ dy and, where it is asked for, ∂L/∂x = dy Wᵀ. */
function multiplyBack(
  { weightOffset, biasOffset, inputSize, outputSize }: LayerLayout,
  parameters: FloatArray,
  x: Float64Array,
  dy: Float64Array,
  gradient: Float64Array,
  dx: Float64Array | null,
): void {
  for (let j = 0; j < outputSize; j++) gradient[biasOffset + j]! += dy[j]!;
  for (let i = 0; i < inputSize; i++) {
    const xi = x[i]!;
    const w = weightOffset + i * outputSize;
    if (xi !== 0) for (let j = 0; j < outputSize; j++) gradient[w + j]! += xi * dy[j]!;
    if (dx === null) continue;
    let sum = 0;
    for (let j = 0; j < outputSize; j++) sum += parameters[w + j]! * dy[j]!;
    dx[i] = sum;
  }
}

function activate(activation: ActivationId, y: Float64Array): void {
  for (let j = 0; j < y.length; j++) {
    const value = y[j]!;
    if (activation === 'tanh') y[j] = tanh(value);
    else if (value < 0) y[j] = activation === 'relu' ? 0 : expm1(value);
  }
}

/** ∂L/∂y becomes ∂L/∂x in place, for y = activation(x), from y alone. */
function throughActivation(activation: ActivationId, y: Float64Array, dy: Float64Array): void {
  for (let j = 0; j < y.length; j++) {
    const value = y[j]!;
    if (activation === 'tanh') dy[j]! *= 1 - value * value;
    else if (activation === 'relu') dy[j] = value > 0 ? dy[j]! : 0;
    else if (value < 0) dy[j]! *= 1 + value;
  }
}
