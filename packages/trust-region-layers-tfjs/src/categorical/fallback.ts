import { engine, type KernelBackend, type TensorInfo } from '@tensorflow/tfjs-core';
import { CATEGORICAL_METRICS, categoricalProjectorOf } from 'trust-region-layers/categorical';
import type { CategoricalSpecification } from 'trust-region-layers/wgsl';
import { keptBySpecification } from '../keptBySpecification.ts';
import type { CategoricalBackwardInputs, CategoricalInputs } from './inputs.ts';

const projectorFor = keptBySpecification((specification: CategoricalSpecification) =>
  categoricalProjectorOf(CATEGORICAL_METRICS[specification.metric], specification),
);

/**
 * The forward kernel by trust-region-layers, on the backend's numbers read to the processor (docs/mathematics.md §15).
 * @throws {RangeError} naming the quantity and the state
 */
export function projectBatch(
  backend: KernelBackend,
  inputs: CategoricalInputs<TensorInfo>,
  specification: CategoricalSpecification,
): TensorInfo {
  const { count, logits, oldLogits, bounds, projector } = read(backend, inputs, specification);
  const result = projector.createResult(count, 'float32');
  projector.forward(logits, oldLogits, bounds, result, count);
  return write(backend, result.logProbabilities as Float32Array, [count, specification.actions]);
}

/** The backward kernel by trust-region-layers; the forward pass is repeated in float64. */
export function pullBackBatch(
  backend: KernelBackend,
  inputs: CategoricalBackwardInputs<TensorInfo>,
  specification: CategoricalSpecification,
): TensorInfo {
  const { count, logits, oldLogits, bounds, projector } = read(backend, inputs, specification);
  const result = projector.createResult(count);
  projector.forward(logits, oldLogits, bounds, result, count);
  const gradient = new Float32Array(count * specification.actions);
  projector.backward(oldLogits, result, values(backend, inputs.upstream), gradient, count);
  return write(backend, gradient, [count, specification.actions]);
}

function values(backend: KernelBackend, tensor: TensorInfo): Float32Array {
  return backend.readSync(tensor.dataId) as Float32Array;
}

function write(backend: KernelBackend, array: Float32Array, shape: number[]): TensorInfo {
  return { dataId: backend.write(array, shape, 'float32'), shape, dtype: 'float32' };
}

function read(
  backend: KernelBackend,
  inputs: CategoricalInputs<TensorInfo>,
  specification: CategoricalSpecification,
) {
  const packed = values(backend, inputs.bounds);
  // The webgpu backend reads synchronously through a canvas, and where that cannot work it returns zeros.
  if (engine().backendName === 'webgpu' && packed.every((value) => value === 0)) {
    throw new Error(
      `This browser cannot read WebGPU tensors synchronously, which ${specification.actions} actions need; use the cpu backend for them.`,
    );
  }
  const column = (index: number): number | Float32Array =>
    packed.length === 2 ? packed[index]! : packed.filter((_, position) => position % 2 === index);
  return {
    count: inputs.logits.shape[0]!,
    logits: values(backend, inputs.logits),
    oldLogits: values(backend, inputs.oldLogits),
    bounds: { distance: column(0), entropyFloor: column(1) },
    projector: projectorFor(specification),
  };
}
