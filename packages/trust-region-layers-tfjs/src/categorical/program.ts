import type { KernelBackend, TensorInfo } from '@tensorflow/tfjs-core';
import { type CategoricalSpecification, categoricalWgsl } from 'trust-region-layers/wgsl';
import { runStatewise } from '../statewiseProgram.ts';
import type { CategoricalBackwardInputs, CategoricalInputs } from './inputs.ts';

/**
 * One direction as one WebGPU program; the backward one repeats the forward pass in its registers
 * (docs/mathematics.md §15.8).
 */
export function runProgram(
  backend: KernelBackend,
  inputs: CategoricalInputs<TensorInfo> | CategoricalBackwardInputs<TensorInfo>,
  specification: CategoricalSpecification,
): TensorInfo {
  const backward = 'upstream' in inputs;
  return runStatewise(
    backend,
    { ...inputs },
    {
      key: `categorical_${backward}_${JSON.stringify(specification)}`,
      outputShape: [inputs.logits.shape[0]!, specification.actions],
      code: () => kernelOf(backward, specification),
    },
  );
}

function kernelOf(backward: boolean, specification: CategoricalSpecification): string {
  return /* wgsl */ `
  ${categoricalWgsl(specification)}
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
    let projected = projectForward(proposed, old, bound, floor);
    ${
      backward
        ? `var weights: Row;
    for (var i = 0; i < N; i++) { weights[i] = upstream[index * N + i]; }
    let output = projectBackward(projected, old, weights);`
        : 'let output = projected.logProbabilities;'
    }
    for (var i = 0; i < N; i++) {
      // A forbidden action has the logit it came with: minus infinity.
      ${backward ? 'result[index * N + i] = output[i];' : 'result[index * N + i] = select(output[i], proposed[i], output[i] < -1e29);'}
    }
  }`;
}
