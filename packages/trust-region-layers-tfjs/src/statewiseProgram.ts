import type { KernelBackend, TensorInfo } from '@tensorflow/tfjs-core';

/** Threads of a workgroup. */
const WORKGROUP = 64;

/** What a kernel with a thread for each state is made of. */
export interface StatewiseKernel {
  /** Tells it from every other; the backend keeps compiled shaders by it. */
  readonly key: string;
  /** [states, numbers of a state]. */
  readonly outputShape: number[];
  /** WGSL with `fn main(index: i32)`, which returns where there is no state of that index. */
  readonly code: () => string;
}

/** The part of the webgpu backend that is used, so that its types are no dependency. */
interface ProgramBackend extends KernelBackend {
  runWebGPUProgram(program: StatewiseProgram, inputs: TensorInfo[], dtype: 'float32'): TensorInfo;
}

/** Runs a kernel on the webgpu backend; its WGSL reads the inputs under their names. */
export function runStatewise(
  backend: KernelBackend,
  inputs: Readonly<Record<string, TensorInfo>>,
  kernel: StatewiseKernel,
): TensorInfo {
  const names = Object.keys(inputs).sort();
  const tensors = names.map((name) => inputs[name]!);
  return (backend as ProgramBackend).runWebGPUProgram(
    new StatewiseProgram(names, kernel),
    tensors,
    'float32',
  );
}

/** What the webgpu backend asks of a program (its `WebGPUProgram`); the backend adds bindings, uniforms and the entry point. */
class StatewiseProgram {
  readonly workgroupSize: [number, number, number] = [WORKGROUP, 1, 1];
  readonly dispatchLayout = { x: [0, 1] };
  readonly dispatch: [number, number, number];
  readonly outputShape: number[];
  shaderKey: string;

  constructor(
    readonly variableNames: string[],
    private readonly kernel: StatewiseKernel,
  ) {
    this.outputShape = kernel.outputShape;
    this.dispatch = [Math.ceil(kernel.outputShape[0]! / WORKGROUP), 1, 1];
    this.shaderKey = kernel.key;
  }

  getUserCode(): string {
    return this.kernel.code();
  }
}
