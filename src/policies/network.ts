import { expm1, tanh } from 'trust-region-layers/elementary';
import type { FloatArray } from 'trust-region-layers/gaussian';
import type { ActivationId, NetworkShape } from './types.ts';

/** Where one fully connected layer lives in the flat parameter vector. */
export interface LayerLayout {
  /** First entry of the weight matrix W, [in][out] row-major: y = x·W + b. */
  readonly weightOffset: number;
  /** First entry of the bias b, [out]. */
  readonly biasOffset: number;
  readonly inputSize: number;
  readonly outputSize: number;
}

/** Layers in the order in which they are applied; each one's weights, then its bias, one after the other. */
export interface NetworkLayout {
  readonly layers: readonly LayerLayout[];
  /** Length of the flat parameter vector. */
  readonly parameterCount: number;
}

/**
 * A network made for one shape; it owns the memory of a forward pass, not the parameters.
 * See docs/mathematics.md §10.1.
 */
export interface Network {
  readonly shape: NetworkShape;
  readonly layout: NetworkLayout;
  /**
   * Output for `count` rows, without allocating. Sums run in float64, in the same order for every row and batch
   * size: a row's output does not depend on its neighbours.
   *
   * @param parameters flat vector as in {@link networkLayout}
   * @param input [count, inputSize]
   * @param output [count, outputStride]; the first outputSize entries of each row are written
   * @param outputStride distance between two rows of `output`, outputSize if left out
   * @throws {RangeError} if there are too few parameters
   */
  forward(
    parameters: FloatArray,
    input: FloatArray,
    count: number,
    output: FloatArray,
    outputStride?: number,
  ): void;
}

/** The place of every parameter of a multi-layer perceptron in one flat vector. */
export function networkLayout(shape: NetworkShape): NetworkLayout {
  const sizes = [shape.inputSize, ...shape.hiddenSizes, shape.outputSize];
  for (const size of sizes) {
    if (!Number.isInteger(size) || size < 1) {
      throw new RangeError(`layer sizes must be positive integers, got ${sizes.join('-')}`);
    }
  }
  const layers: LayerLayout[] = [];
  let offset = 0;
  for (let i = 0; i + 1 < sizes.length; i++) {
    const inputSize = sizes[i]!;
    const outputSize = sizes[i + 1]!;
    const biasOffset = offset + inputSize * outputSize;
    layers.push({ weightOffset: offset, biasOffset, inputSize, outputSize });
    offset = biasOffset + outputSize;
  }
  return { layers, parameterCount: offset };
}

/** Rows that go through the network together; with four columns at a time that makes eight running sums. */
const ROWS = 2;

export function createNetwork(shape: NetworkShape): Network {
  const layout = networkLayout(shape);
  const { layers, parameterCount } = layout;
  const { inputSize, outputSize, activation } = shape;
  const width = Math.max(inputSize, ...shape.hiddenSizes, outputSize);
  const ping = new Float64Array(ROWS * width);
  const pong = new Float64Array(ROWS * width);

  return {
    shape,
    layout,
    forward(parameters, input, count, output, outputStride = outputSize) {
      if (parameters.length < parameterCount) {
        throw new RangeError(`parameters must have ${parameterCount} numbers, got ${parameters.length}`);
      }
      for (let row = 0; row < count; row += ROWS) {
        // An odd last row is computed twice rather than by a second, slower loop.
        const second = row + 1 < count ? row + 1 : row;
        let current = ping;
        let next = pong;
        for (let i = 0; i < inputSize; i++) {
          current[i] = input[row * inputSize + i]!;
          current[inputSize + i] = input[second * inputSize + i]!;
        }
        for (let index = 0; index < layers.length; index++) {
          const layer = layers[index]!;
          multiplyPair(layer, parameters, current, next);
          if (index + 1 < layers.length) activate(activation, next, ROWS * layer.outputSize);
          const swap = current;
          current = next;
          next = swap;
        }
        for (let j = 0; j < outputSize; j++) {
          output[row * outputStride + j] = current[j]!;
          output[second * outputStride + j] = current[outputSize + j]!;
        }
      }
    },
  };
}

/** y = x·W + b for two rows, four columns at a time. */
function multiplyPair(layer: LayerLayout, parameters: FloatArray, x: Float64Array, y: Float64Array): void {
  const { inputSize, outputSize, weightOffset, biasOffset } = layer;
  let j = 0;
  for (; j + 3 < outputSize; j += 4) {
    let a0 = parameters[biasOffset + j]!;
    let a1 = parameters[biasOffset + j + 1]!;
    let a2 = parameters[biasOffset + j + 2]!;
    let a3 = parameters[biasOffset + j + 3]!;
    let b0 = a0;
    let b1 = a1;
    let b2 = a2;
    let b3 = a3;
    let w = weightOffset + j;
    for (let i = 0; i < inputSize; i++) {
      const xa = x[i]!;
      const xb = x[inputSize + i]!;
      const w0 = parameters[w]!;
      const w1 = parameters[w + 1]!;
      const w2 = parameters[w + 2]!;
      const w3 = parameters[w + 3]!;
      a0 += xa * w0;
      a1 += xa * w1;
      a2 += xa * w2;
      a3 += xa * w3;
      b0 += xb * w0;
      b1 += xb * w1;
      b2 += xb * w2;
      b3 += xb * w3;
      w += outputSize;
    }
    y[j] = a0;
    y[j + 1] = a1;
    y[j + 2] = a2;
    y[j + 3] = a3;
    y[outputSize + j] = b0;
    y[outputSize + j + 1] = b1;
    y[outputSize + j + 2] = b2;
    y[outputSize + j + 3] = b3;
  }
  for (; j < outputSize; j++) {
    let a = parameters[biasOffset + j]!;
    let b = a;
    let w = weightOffset + j;
    for (let i = 0; i < inputSize; i++) {
      a += x[i]! * parameters[w]!;
      b += x[inputSize + i]! * parameters[w]!;
      w += outputSize;
    }
    y[j] = a;
    y[outputSize + j] = b;
  }
}

/** Applies the activation in place to the first `size` entries. */
function activate(activation: ActivationId, values: Float64Array, size: number): void {
  switch (activation) {
    case 'tanh':
      for (let i = 0; i < size; i++) values[i] = tanh(values[i]!);
      return;
    case 'relu':
      for (let i = 0; i < size; i++) values[i] = Math.max(0, values[i]!);
      return;
    case 'elu':
      for (let i = 0; i < size; i++) if (values[i]! < 0) values[i] = expm1(values[i]!);
      return;
  }
}
