import type { KernelBackend, TensorInfo } from '@tensorflow/tfjs-core';
import { type CategoricalSpecification, categoricalWgsl } from 'trust-region-layers/wgsl';
import type { CategoricalBackwardInputs, CategoricalInputs } from './inputs.ts';

/** Threads of a workgroup; a thread projects one state. */
const WORKGROUP = 64;

/** The part of the webgpu backend that is used, so that its types are no dependency. */
interface ProgramBackend extends KernelBackend {
  runWebGPUProgram(program: CategoricalProgram, inputs: TensorInfo[], dtype: 'float32'): TensorInfo;
}

/**
 * One direction as one WebGPU program; the backward one repeats the forward pass in its registers
 * (docs/mathematics.md §15.8).
 */
export function runProgram(
  backend: KernelBackend,
  inputs: CategoricalInputs<TensorInfo> | CategoricalBackwardInputs<TensorInfo>,
  specification: CategoricalSpecification,
): TensorInfo {
  const names = Object.keys(inputs).sort();
  const program = new CategoricalProgram(specification, names, inputs.logits.shape[0]!);
  const tensors = names.map((name) => inputs[name as keyof typeof inputs]);
  return (backend as ProgramBackend).runWebGPUProgram(program, tensors, 'float32');
}

/** What the webgpu backend asks of a program (its `WebGPUProgram`). */
class CategoricalProgram {
  readonly variableNames: string[];
  readonly workgroupSize: [number, number, number] = [WORKGROUP, 1, 1];
  readonly dispatchLayout = { x: [0, 1] };
  readonly dispatch: [number, number, number];
  readonly outputShape: number[];
  shaderKey: string;

  constructor(
    private readonly specification: CategoricalSpecification,
    names: readonly string[],
    count: number,
  ) {
    this.variableNames = [...names];
    this.outputShape = [count, specification.actions];
    this.dispatch = [Math.ceil(count / WORKGROUP), 1, 1];
    this.shaderKey = `categorical_${names.join()}_${JSON.stringify(specification)}`;
  }

  getUserCode(): string {
    const backward = this.variableNames.includes('upstream');
    return /* wgsl */ `
  ${categoricalWgsl(this.specification)}
  fn main(index: i32) {
    if (index >= uniforms.outShape.x) { return; }
    var proposed: Row;
    var old: Row;
    for (var i = 0; i < N; i++) {
      proposed[i] = logits[index * N + i];
      old[i] = oldLogits[index * N + i];
    }
    // One row of bounds serves all states, or each has its own.
    let row = 2 * min(index, uniforms.boundsShape.x - 1);
    let bound = bounds[row];
    let floor = bounds[row + 1];
    ${
      backward
        ? `var weights: Row;
    for (var i = 0; i < N; i++) { weights[i] = upstream[index * N + i]; }
    let output = projectBackward(proposed, old, bound, floor, weights);`
        : 'let output = projectForward(proposed, old, bound, floor);'
    }
    for (var i = 0; i < N; i++) {
      // A forbidden action has the logit it came with: minus infinity.
      ${backward ? 'result[index * N + i] = output[i];' : 'result[index * N + i] = select(output[i], proposed[i], output[i] < -1e29);'}
    }
  }`;
  }
}
