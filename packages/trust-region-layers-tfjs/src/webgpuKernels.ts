import type { KernelBackend, TensorInfo } from '@tensorflow/tfjs-core';
import type { ProjectionSpecification } from 'trust-region-layers';
import { factorSize } from 'trust-region-layers/gaussian';
import { projectionWgsl } from 'trust-region-layers/wgsl';
import type { BackwardInputs, ProjectionInputs } from './kernelInputs.ts';
import { runStatewise } from './statewiseProgram.ts';

/** The forward kernel as one WebGPU program. See docs/mathematics.md §3.10. */
export function runForwardProgram(
  backend: KernelBackend,
  inputs: ProjectionInputs<TensorInfo>,
  specification: ProjectionSpecification,
): TensorInfo {
  return run(backend, 'forward', inputs, specification);
}

/** The backward kernel as one WebGPU program, which repeats the forward pass in its registers. */
export function runBackwardProgram(
  backend: KernelBackend,
  inputs: BackwardInputs<TensorInfo>,
  specification: ProjectionSpecification,
): TensorInfo {
  return run(backend, 'backward', inputs, specification);
}

type Direction = 'forward' | 'backward';

function run(
  backend: KernelBackend,
  direction: Direction,
  inputs: ProjectionInputs<TensorInfo> | BackwardInputs<TensorInfo>,
  specification: ProjectionSpecification,
): TensorInfo {
  const { dimension, factor } = specification;
  return runStatewise(
    backend,
    { ...inputs },
    {
      key: `${direction}Projection_${JSON.stringify(specification)}`,
      outputShape: [inputs.mean.shape[0]!, dimension + factorSize(factor, dimension)],
      code: () => kernelOf(direction, specification),
    },
  );
}

function kernelOf(direction: Direction, specification: ProjectionSpecification): string {
  const backward = /* wgsl */ `
  var upstreamGaussian: Gaussian;
  for (var i = 0; i < K; i++) { upstreamGaussian.mean[i] = upstream[index * (K + F) + i]; }
  for (var i = 0; i < F; i++) { upstreamGaussian.factor[i] = upstream[index * (K + F) + K + i]; }
  let output = projectBackward(
    proposed, old, meanBound, covarianceBound, entropyFloor, projected, upstreamGaussian,
  );`;
  return /* wgsl */ `
  ${projectionWgsl(specification)}
  fn main(index: i32) {
    if (index >= uniforms.outShape.x) { return; }
    var proposed: Gaussian;
    var old: Gaussian;
    for (var i = 0; i < K; i++) {
      proposed.mean[i] = mean[index * K + i];
      old.mean[i] = oldMean[index * K + i];
    }
    for (var i = 0; i < F; i++) {
      proposed.factor[i] = factor[index * F + i];
      old.factor[i] = oldFactor[index * F + i];
    }
    // One row of bounds serves all states, or each has its own.
    let row = 3 * min(index, uniforms.boundsShape.x - 1);
    let meanBound = bounds[row];
    let covarianceBound = bounds[row + 1];
    let entropyFloor = bounds[row + 2];
    let projected = projectForward(proposed, old, meanBound, covarianceBound, entropyFloor);
    ${direction === 'forward' ? 'let output = projected.gaussian;' : backward}
    for (var i = 0; i < K; i++) { result[index * (K + F) + i] = output.mean[i]; }
    for (var i = 0; i < F; i++) { result[index * (K + F) + K + i] = output.factor[i]; }
  }`;
}
