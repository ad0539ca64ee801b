import { integerPower } from 'trust-region-layers/elementary';
import { networkLayout } from '../../policies/network.ts';
import type { ActivationId, NetworkShape } from '../../policies/types.ts';
import type { AdamConstants, NetworkSnapshot } from '../engine.ts';
import { checkSnapshot } from '../lengths.ts';
import type { Arena, Block } from './arena.ts';
import type { Kernels } from './kernelModule.ts';

/** Codes of activations in kernels/activations.ts. */
const ACTIVATIONS: Readonly<Record<ActivationId | 'linear', number>> = {
  linear: 0,
  tanh: 1,
  relu: 2,
  elu: 3,
};

/** Where one layer lives in the flat parameter vector; offsets in numbers. */
interface Layer {
  readonly weightOffset: number;
  readonly biasOffset: number;
  readonly inputSize: number;
  readonly outputSize: number;
  /** Numbers in one row of its output. */
  readonly stride: number;
  readonly activation: number;
}

/** Memory of a pass over up to `rows` rows. */
interface Passes {
  readonly rows: number;
  readonly input: Block;
  /** Activated outputs of every layer. */
  readonly outputs: readonly Block[];
  /** Gradients of the loss with respect to every layer's product, before its activation. */
  readonly gradients: readonly Block[];
  /** Directional derivatives of every layer's output. */
  readonly tangents: readonly Block[];
}

/**
 * One member's network in the module's memory, with its optimiser. The last layer's rows have `freeColumns` more than it
 * has products: a vector after the network's own parameters that is repeated in every row (a covariance that does not
 * depend on the state). See docs/mathematics.md §10.1, §10.4.
 */
export class SimdNetwork {
  readonly shape: NetworkShape;
  /** Parameters of the network and of the free vector. */
  readonly parameterCount: number;
  /** Numbers in one row of output. */
  readonly outputStride: number;
  readonly #kernels: Kernels;
  readonly #arena: Arena;
  readonly #adam: AdamConstants;
  readonly #layers: readonly Layer[];
  readonly #freeColumns: number;
  readonly #parameters: Block;
  readonly #moment1: Block;
  readonly #moment2: Block;
  readonly #gradient: Block;
  readonly #direction: Block;
  readonly #transposed: Block;
  #passes: Passes | null = null;
  #steps = 0;

  constructor(kernels: Kernels, arena: Arena, shape: NetworkShape, freeColumns: number, adam: AdamConstants) {
    const { layers, parameterCount } = networkLayout(shape);
    this.shape = shape;
    this.#kernels = kernels;
    this.#arena = arena;
    this.#adam = adam;
    this.#freeColumns = freeColumns;
    this.parameterCount = parameterCount + freeColumns;
    this.outputStride = shape.outputSize + freeColumns;
    this.#layers = layers.map((layer, index) => {
      const last = index + 1 === layers.length;
      return {
        ...layer,
        stride: last ? this.outputStride : layer.outputSize,
        activation: ACTIVATIONS[last ? 'linear' : shape.activation],
      };
    });
    const vector = () => arena.allocate(this.parameterCount);
    this.#parameters = vector();
    this.#moment1 = vector();
    this.#moment2 = vector();
    this.#gradient = vector();
    this.#direction = vector();
    const largest = Math.max(...this.#layers.map(({ inputSize, outputSize }) => inputSize * outputSize));
    this.#transposed = arena.allocate(largest);
  }

  /** Makes room for passes over `rows` rows; views of the memory made before may be gone. */
  reserve(rows: number): void {
    if (this.#passes && this.#passes.rows >= rows) return;
    const block = (width: number) => this.#arena.allocate(rows * width);
    const blocks = () => this.#layers.map(({ stride }) => block(stride));
    this.#passes = {
      rows,
      input: block(this.shape.inputSize),
      outputs: blocks(),
      gradients: blocks(),
      tangents: blocks(),
    };
  }

  /** The memory that {@link forward} reads its rows from, [rows, inputSize]. */
  get input(): Block {
    return this.#reserved().input;
  }

  /** What {@link forward} wrote, [rows, outputStride]. */
  get output(): Block {
    return this.#reserved().outputs.at(-1)!;
  }

  /** Where {@link backward} finds ∂loss/∂output, summed over rows, [rows, outputStride]. */
  get outputGradient(): Block {
    return this.#reserved().gradients.at(-1)!;
  }

  /** What {@link tangent} wrote, [rows, outputStride]. */
  get outputTangent(): Block {
    return this.#reserved().tangents.at(-1)!;
  }

  /** Reads what is in {@link input}. */
  forward(rows: number): void {
    const { input, outputs } = this.#reserved();
    let x = input.pointer;
    for (const [index, layer] of this.#layers.entries()) {
      const y = outputs[index]!.pointer;
      this.#product(layer, this.#parameters, x, y, rows, layer.activation);
      x = y;
    }
    if (this.#freeColumns > 0) this.#repeatFree(this.#parameters, outputs.at(-1)!, rows);
  }

  /** The gradient of the parameters, summed over the rows of the last {@link forward}, from {@link outputGradient}. */
  backward(rows: number): void {
    const { input, outputs, gradients } = this.#reserved();
    const kernels = this.#kernels;
    const gradient = this.#gradient.pointer;
    for (let index = this.#layers.length - 1; index >= 0; index--) {
      const { weightOffset, biasOffset, inputSize, outputSize, stride } = this.#layers[index]!;
      const d = gradients[index]!.pointer;
      const x = index > 0 ? outputs[index - 1]!.pointer : input.pointer;
      kernels.parameterGradient(
        x,
        d,
        gradient + 4 * weightOffset,
        rows,
        inputSize,
        outputSize,
        inputSize,
        stride,
      );
      // The free vector follows the last bias, and its columns follow those of the products.
      kernels.columnSums(d, rows, stride, gradient + 4 * biasOffset);
      if (index === 0) return;
      const below = this.#layers[index - 1]!;
      const transposed = this.#transposed.pointer;
      kernels.transpose(this.#parameters.pointer + 4 * weightOffset, transposed, inputSize, outputSize);
      kernels.productWithDerivative(
        d,
        transposed,
        gradients[index - 1]!.pointer,
        rows,
        outputSize,
        inputSize,
        stride,
        below.stride,
        below.activation,
        outputs[index - 1]!.pointer,
      );
    }
  }

  /** Directional derivatives of the output rows of the last {@link forward} along a direction of the parameters. */
  tangent(direction: Float32Array, rows: number): void {
    const { input, outputs, tangents } = this.#reserved();
    this.#arena.floats(this.#direction).set(direction);
    for (const [index, layer] of this.#layers.entries()) {
      const { weightOffset, inputSize, outputSize, stride, activation } = layer;
      const x = index > 0 ? outputs[index - 1]!.pointer : input.pointer;
      const y = tangents[index]!.pointer;
      this.#product(layer, this.#direction, x, y, rows, ACTIVATIONS.linear);
      // With no tangent below, zero columns are added, and the derivative of the activation multiplied in.
      this.#kernels.addProduct(
        index > 0 ? tangents[index - 1]!.pointer : x,
        this.#parameters.pointer + 4 * weightOffset,
        y,
        rows,
        index > 0 ? inputSize : 0,
        outputSize,
        inputSize,
        stride,
        activation,
        outputs[index]!.pointer,
      );
    }
    if (this.#freeColumns > 0) this.#repeatFree(this.#direction, tangents.at(-1)!, rows);
  }

  /** The gradient of the last {@link backward} over the number of rows. */
  meanGradient(rows: number): Float32Array {
    return this.#arena.floats(this.#gradient).map((sum) => sum / rows);
  }

  /** One Adam update with the gradient of the last {@link backward}, over `rows` rows. */
  update(rows: number, learningRate: number, maximalNorm: number): void {
    const { beta1, beta2, epsilon } = this.#adam;
    let scale = 1 / rows;
    if (maximalNorm !== Infinity) {
      const norm = Math.sqrt(this.#kernels.squaredNorm(this.#gradient.pointer, this.parameterCount)) / rows;
      if (norm > maximalNorm) scale *= maximalNorm / norm;
    }
    this.#steps++;
    this.#kernels.adam(
      this.#parameters.pointer,
      this.#moment1.pointer,
      this.#moment2.pointer,
      this.#gradient.pointer,
      this.parameterCount,
      scale,
      learningRate / (1 - integerPower(beta1, this.#steps)),
      1 / Math.sqrt(1 - integerPower(beta2, this.#steps)),
      beta1,
      1 - beta1,
      beta2,
      1 - beta2,
      epsilon,
    );
  }

  /** A view, until the memory grows. */
  parameters(): Float32Array {
    return this.#arena.floats(this.#parameters);
  }

  /** Copies. */
  snapshot(): NetworkSnapshot {
    return {
      parameters: this.#arena.floats(this.#parameters).slice(),
      moment1: this.#arena.floats(this.#moment1).slice(),
      moment2: this.#arena.floats(this.#moment2).slice(),
      steps: this.#steps,
    };
  }

  /** @throws {RangeError} if the snapshot is of another network */
  restore(snapshot: NetworkSnapshot): void {
    checkSnapshot(snapshot, this.parameterCount);
    this.#arena.floats(this.#parameters).set(snapshot.parameters);
    this.#arena.floats(this.#moment1).set(snapshot.moment1);
    this.#arena.floats(this.#moment2).set(snapshot.moment2);
    this.#steps = snapshot.steps;
  }

  /** Y = activation(X W + b) for the weights and the bias that `parameters` has for a layer. */
  #product(layer: Layer, parameters: Block, x: number, y: number, rows: number, activation: number): void {
    const { weightOffset, biasOffset, inputSize, outputSize, stride } = layer;
    this.#kernels.product(
      x,
      parameters.pointer + 4 * weightOffset,
      parameters.pointer + 4 * biasOffset,
      y,
      rows,
      inputSize,
      outputSize,
      inputSize,
      stride,
      activation,
    );
  }

  #repeatFree(vector: Block, rowsOf: Block, rows: number): void {
    const free = this.#arena.floats(vector).subarray(this.parameterCount - this.#freeColumns);
    const target = this.#arena.floats(rowsOf);
    const first = this.outputStride - this.#freeColumns;
    for (let row = 0; row < rows; row++) {
      for (let j = 0; j < this.#freeColumns; j++) target[row * this.outputStride + first + j] = free[j]!;
    }
  }

  #reserved(): Passes {
    if (!this.#passes) throw new RangeError('a pass needs memory: call reserve first');
    return this.#passes;
  }
}
