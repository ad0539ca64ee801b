import {
  engine,
  getGradient,
  getKernel,
  type KernelBackend,
  type KernelConfig,
  type NamedAttrMap,
  registerGradient,
  registerKernel,
  split,
  type Tensor,
  type Tensor2D,
  type TensorInfo,
  zerosLike,
} from '@tensorflow/tfjs-core';
import type { ProjectionSpecification } from 'trust-region-layers';
import { factorSize } from 'trust-region-layers/gaussian';
import { hasWgsl } from 'trust-region-layers/wgsl';
import { projectBatch, pullBackBatch } from './fallbackKernels.ts';
import type { BackwardInputs, ProjectionInputs } from './kernelInputs.ts';
import { runBackwardProgram, runForwardProgram } from './webgpuKernels.ts';

/** Names under which the forward pass and its vector-Jacobian product are registered with TensorFlow.js. */
const FORWARD_KERNEL = 'TrustRegionProjection';
const BACKWARD_KERNEL = 'TrustRegionProjectionGradient';

interface Attributes {
  readonly specification: ProjectionSpecification;
}

const attributesOf = (specification: ProjectionSpecification): NamedAttrMap =>
  ({ specification }) as unknown as NamedAttrMap;

/** Runs the forward kernel on the current backend: [n, k + f], the projected mean and factor side by side. */
export function runProjection(inputs: ProjectionInputs, specification: ProjectionSpecification): Tensor2D {
  register(FORWARD_KERNEL);
  return engine().runKernel(FORWARD_KERNEL, { ...inputs }, attributesOf(specification)) as Tensor2D;
}

function runBackward(inputs: BackwardInputs, specification: ProjectionSpecification): Tensor2D {
  register(BACKWARD_KERNEL);
  return engine().runKernel(BACKWARD_KERNEL, { ...inputs }, attributesOf(specification)) as Tensor2D;
}

/**
 * Makes sure that the current backend has the kernels. `webgpu` has its own for what fits a thread
 * (see `hasWgsl`); everything else runs on trust-region-layers, reading the tensors of whichever backend it is.
 */
function register(kernelName: string): void {
  const backendName = engine().backendName;
  if (!getGradient(FORWARD_KERNEL)) registerProjectionGradient();
  if (!getKernel(kernelName, backendName)) {
    registerKernel({ kernelName, backendName, kernelFunc: kernelFor(kernelName, backendName) });
  }
}

function kernelFor(kernelName: string, backendName: string): KernelConfig['kernelFunc'] {
  const onDevice = (specification: ProjectionSpecification) =>
    backendName === 'webgpu' && hasWgsl(specification);
  if (kernelName === FORWARD_KERNEL) {
    return ({ inputs, attrs, backend }) => {
      const { specification } = attrs as unknown as Attributes;
      const run = onDevice(specification) ? runForwardProgram : projectBatch;
      return run(backend as KernelBackend, inputs as unknown as ProjectionInputs<TensorInfo>, specification);
    };
  }
  return ({ inputs, attrs, backend }) => {
    const { specification } = attrs as unknown as Attributes;
    const run = onDevice(specification) ? runBackwardProgram : pullBackBatch;
    return run(backend as KernelBackend, inputs as unknown as BackwardInputs<TensorInfo>, specification);
  };
}

/** The old policy and the bounds are constants: their gradients are zeros. */
function registerProjectionGradient(): void {
  const inputNames = ['mean', 'factor', 'oldMean', 'oldFactor', 'bounds'] as const;
  registerGradient({
    kernelName: FORWARD_KERNEL,
    inputsToSave: [...inputNames],
    gradFunc: (upstream, saved, attrs) => {
      const { specification } = attrs as unknown as Attributes;
      const [mean, factor, oldMean, oldFactor, bounds] = saved as Tensor2D[];
      const inputs = { mean, factor, oldMean, oldFactor, bounds, upstream } as BackwardInputs;
      // One kernel serves both gradients, so it runs here and not in the two functions that hand them out.
      const { dimension, factor: kind } = specification;
      const packed = runBackward(inputs, specification);
      const [meanGradient, factorGradient] = split(packed, [dimension, factorSize(kind, dimension)], 1);
      return {
        mean: () => meanGradient as Tensor,
        factor: () => factorGradient as Tensor,
        oldMean: () => zerosLike(inputs.oldMean),
        oldFactor: () => zerosLike(inputs.oldFactor),
        bounds: () => zerosLike(inputs.bounds),
      } satisfies Record<(typeof inputNames)[number], () => Tensor>;
    },
  });
}
