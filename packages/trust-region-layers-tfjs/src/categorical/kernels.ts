import {
  engine,
  getGradient,
  getKernel,
  type KernelBackend,
  type NamedAttrMap,
  registerGradient,
  registerKernel,
  type Tensor2D,
  type TensorInfo,
  zerosLike,
} from '@tensorflow/tfjs-core';
import { type CategoricalSpecification, hasCategoricalWgsl } from 'trust-region-layers/wgsl';
import { projectBatch, pullBackBatch } from './fallback.ts';
import type { CategoricalBackwardInputs, CategoricalInputs } from './inputs.ts';
import { runProgram } from './program.ts';

const FORWARD_KERNEL = 'CategoricalTrustRegionProjection';
const BACKWARD_KERNEL = 'CategoricalTrustRegionProjectionGradient';

const attributesOf = (specification: CategoricalSpecification): NamedAttrMap =>
  ({ specification }) as unknown as NamedAttrMap;
const specificationOf = (attributes: NamedAttrMap | undefined): CategoricalSpecification =>
  (attributes as unknown as { specification: CategoricalSpecification }).specification;

/** Runs the forward kernel on the current backend: log-probabilities [m, n]. */
export function runCategorical(inputs: CategoricalInputs, specification: CategoricalSpecification): Tensor2D {
  return run(FORWARD_KERNEL, { ...inputs }, specification);
}

function run(
  kernelName: string,
  inputs: Record<string, Tensor2D>,
  specification: CategoricalSpecification,
): Tensor2D {
  register(kernelName);
  return engine().runKernel(kernelName, inputs, attributesOf(specification)) as Tensor2D;
}

/** `webgpu` has a kernel of its own for what fits a thread; all else runs on trust-region-layers. */
function register(kernelName: string): void {
  const { backendName } = engine();
  if (!getGradient(FORWARD_KERNEL)) registerCategoricalGradient();
  if (getKernel(kernelName, backendName)) return;
  registerKernel({
    kernelName,
    backendName,
    kernelFunc: ({ inputs, attrs, backend }) => {
      const specification = specificationOf(attrs);
      const device = backend as KernelBackend;
      const given = inputs as unknown as CategoricalBackwardInputs<TensorInfo>;
      if (backendName === 'webgpu' && hasCategoricalWgsl(specification)) {
        return runProgram(device, given, specification);
      }
      return (kernelName === FORWARD_KERNEL ? projectBatch : pullBackBatch)(device, given, specification);
    },
  });
}

/** The old policy and the bounds are constants: their gradients are zeros. */
function registerCategoricalGradient(): void {
  registerGradient({
    kernelName: FORWARD_KERNEL,
    inputsToSave: ['logits', 'oldLogits', 'bounds'],
    gradFunc: (upstream, saved, attributes) => {
      const [logits, oldLogits, bounds] = saved as [Tensor2D, Tensor2D, Tensor2D];
      const inputs = { logits, oldLogits, bounds, upstream: upstream as Tensor2D };
      return {
        logits: () => run(BACKWARD_KERNEL, inputs, specificationOf(attributes)),
        oldLogits: () => zerosLike(oldLogits),
        bounds: () => zerosLike(bounds),
      };
    },
  });
}
