import type { KernelBackend, TensorInfo } from '@tensorflow/tfjs-core';
import type { ProjectionSpecification } from 'trust-region-layers';
import { factorSize } from 'trust-region-layers/gaussian';
import { projectionWgsl } from 'trust-region-layers/wgsl';
import type { BackwardInputs, ProjectionInputs } from './kernelInputs.ts';

/** Threads of a workgroup; a thread projects one state. */
const WORKGROUP = 64;

/** The part of the webgpu backend that is used, so that its types are no dependency. */
interface ProgramBackend extends KernelBackend {
  runWebGPUProgram(program: ProjectionProgram, inputs: TensorInfo[], dtype: 'float32'): TensorInfo;
}

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
  const names = Object.keys(inputs).sort();
  const program = new ProjectionProgram(specification, direction, names, inputs.mean.shape[0]!);
  const tensors = names.map((name) => inputs[name as keyof typeof inputs]);
  return (backend as ProgramBackend).runWebGPUProgram(program, tensors, 'float32');
}

/** What the webgpu backend asks of a program (its `WebGPUProgram`); the backend adds bindings, uniforms and the entry point. */
class ProjectionProgram {
  readonly variableNames: string[];
  readonly workgroupSize: [number, number, number] = [WORKGROUP, 1, 1];
  readonly dispatchLayout = { x: [0, 1] };
  readonly dispatch: [number, number, number];
  readonly outputShape: number[];
  shaderKey: string;

  constructor(
    private readonly specification: ProjectionSpecification,
    private readonly direction: Direction,
    names: readonly string[],
    count: number,
  ) {
    const { dimension, factor } = specification;
    this.variableNames = [...names];
    this.outputShape = [count, dimension + factorSize(factor, dimension)];
    this.dispatch = [Math.ceil(count / WORKGROUP), 1, 1];
    this.shaderKey = `${direction}Projection_${JSON.stringify(specification)}`;
  }

  getUserCode(): string {
    const backward = /* wgsl */ `
    var upstreamGaussian: Gaussian;
    for (var i = 0; i < K; i++) { upstreamGaussian.mean[i] = upstream[index * (K + F) + i]; }
    for (var i = 0; i < F; i++) { upstreamGaussian.factor[i] = upstream[index * (K + F) + K + i]; }
    let output = projectBackward(
      proposed, old, meanBound, covarianceBound, entropyFloor, projected, upstreamGaussian,
    );`;
    return /* wgsl */ `
  ${projectionWgsl(this.specification)}
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
    ${this.direction === 'forward' ? 'let output = projected.gaussian;' : backward}
    for (var i = 0; i < K; i++) { result[index * (K + F) + i] = output.mean[i]; }
    for (var i = 0; i < F; i++) { result[index * (K + F) + K + i] = output.factor[i]; }
  }`;
  }
}
