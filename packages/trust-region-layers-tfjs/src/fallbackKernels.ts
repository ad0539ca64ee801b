import { engine, type KernelBackend, type TensorInfo } from '@tensorflow/tfjs-core';
import type { Bounds, ProjectionSpecification } from 'trust-region-layers';
import { createProjector } from 'trust-region-layers';
import { factorSize, type GaussianBatch } from 'trust-region-layers/gaussian';
import { keptBySpecification } from './keptBySpecification.ts';
import type { BackwardInputs, ProjectionInputs } from './kernelInputs.ts';

const projectorFor = keptBySpecification((specification: ProjectionSpecification) =>
  createProjector(specification),
);

/**
 * The forward kernel by trust-region-layers, on the backend's numbers read to the processor.
 * @throws {RangeError} naming the quantity and the state, see `Projector.forward`
 */
export function projectBatch(
  backend: KernelBackend,
  inputs: ProjectionInputs<TensorInfo>,
  specification: ProjectionSpecification,
): TensorInfo {
  const { count, proposed, old, bounds, projector } = read(backend, inputs, specification);
  const result = projector.createResult(count, 'float32');
  projector.forward(proposed, old, bounds, result, count);
  return writePacked(backend, result, count, specification);
}

/** The backward kernel by trust-region-layers; the forward pass is repeated in float64. */
export function pullBackBatch(
  backend: KernelBackend,
  inputs: BackwardInputs<TensorInfo>,
  specification: ProjectionSpecification,
): TensorInfo {
  const { count, proposed, old, bounds, projector } = read(backend, inputs, specification);
  const result = projector.createResult(count);
  projector.forward(proposed, old, bounds, result, count);

  const k = specification.dimension;
  const f = factorSize(specification.factor, k);
  const packed = values(backend, inputs.upstream);
  const upstream = allocate(count, k, f);
  for (let n = 0; n < count; n++) {
    const row = n * (k + f);
    upstream.mean.set(packed.subarray(row, row + k), n * k);
    upstream.factor.set(packed.subarray(row + k, row + k + f), n * f);
  }
  const gradient = allocate(count, k, f);
  projector.backward(proposed, old, bounds, result, upstream, gradient, count);
  return writePacked(backend, gradient, count, specification);
}

function allocate(count: number, k: number, f: number): GaussianBatch {
  return { mean: new Float32Array(count * k), factor: new Float32Array(count * f) };
}

function values(backend: KernelBackend, tensor: TensorInfo): Float32Array {
  return backend.readSync(tensor.dataId) as Float32Array;
}

function read(
  backend: KernelBackend,
  inputs: ProjectionInputs<TensorInfo>,
  specification: ProjectionSpecification,
) {
  const proposed = { mean: values(backend, inputs.mean), factor: values(backend, inputs.factor) };
  const old = { mean: values(backend, inputs.oldMean), factor: values(backend, inputs.oldFactor) };
  const packed = values(backend, inputs.bounds);
  // The webgpu backend reads synchronously through a canvas, and where that cannot work it returns zeros.
  const unread = [proposed.factor, old.factor, packed].some((array) => array.every((value) => value === 0));
  if (unread && engine().backendName === 'webgpu') {
    throw new Error(
      `This browser cannot read WebGPU tensors synchronously, which ${specification.factor} factors of ` +
        `${specification.dimension} dimensions need; use the cpu backend for them.`,
    );
  }
  const column = (index: number): number | Float32Array =>
    packed.length === 3 ? packed[index]! : packed.filter((_, position) => position % 3 === index);
  const bounds: Bounds = { mean: column(0), covariance: column(1), entropyFloor: column(2) };
  return {
    count: inputs.mean.shape[0]!,
    proposed,
    old,
    bounds,
    projector: projectorFor(specification),
  };
}

function writePacked(
  backend: KernelBackend,
  { mean, factor }: GaussianBatch,
  count: number,
  specification: ProjectionSpecification,
): TensorInfo {
  const k = specification.dimension;
  const f = factorSize(specification.factor, k);
  const packed = new Float32Array(count * (k + f));
  for (let n = 0; n < count; n++) {
    packed.set(mean.subarray(n * k, (n + 1) * k), n * (k + f));
    packed.set(factor.subarray(n * f, (n + 1) * f), n * (k + f) + k);
  }
  const shape = [count, k + f];
  return { dataId: backend.write(packed, shape, 'float32'), shape, dtype: 'float32' };
}
