import type { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import type { KernelFunc, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import { DegeneratePolicy } from '../../../src/engines/engine.ts';
import {
  type KernelAttributes,
  type LayerActivation,
  NORM_LANES,
  POLICY_LOSSES,
  registerKernels,
  VALUE_LOSSES,
} from '../../../src/engines/tfjs/kernels.ts';
import type {
  ObjectiveResult,
  ObjectiveSpecification,
  PolicyObjective,
} from '../../../src/policies/objective.ts';
import { createPolicyObjective } from '../../../src/policies/objective.ts';
import { policyActionWidth, policyFactorSize } from '../../../src/policies/policyShape.ts';
import { adamStep } from './adam.ts';
import { multiply } from './product.ts';

/** A kernel as it is written here: typed arrays in, one typed array out. */
type Compute<Attributes> = (
  input: (name: string) => Float32Array,
  attributes: Attributes,
  has: (name: string) => boolean,
) => { readonly values: Float32Array; readonly shape: number[] };

/** Makes the engine's kernels available on the `cpu` backend; doing so twice does nothing. */
export function registerCpuKernels(): void {
  registerKernels('cpu', {
    denseForward: kernel(forward),
    denseInputGradient: kernel(inputGradient),
    denseParameterGradient: kernel(parameterGradient),
    policyObjective: kernel(objective),
    squaredError: kernel(regression),
    squaredNorms: kernel(norms),
    adamUpdate: kernel(adam),
    replaceParameters: kernel(replace),
  });
}

function kernel<Attributes>(compute: Compute<Attributes>): KernelFunc {
  return ({ inputs, attrs, backend }) => {
    const cpu = backend as MathBackendCPU;
    const named = inputs as NamedTensorInfoMap;
    const input = (name: string) => cpu.data.get((named[name] as TensorInfo).dataId).values as Float32Array;
    const { values, shape } = compute(input, attrs as Attributes, (name) => name in named);
    return cpu.makeTensorInfo(shape, 'float32', values);
  };
}

const forward: Compute<KernelAttributes['denseForward']> = (input, attributes) => {
  const { members, rows, layer, activation, stateStride } = attributes;
  const { weightOffset, biasOffset, inputSize, weightColumns, columns } = layer;
  const x = input('x');
  const state = input('state');
  const values = new Float32Array(members * rows * columns);
  for (let member = 0; member < members; member++) {
    const base = member * stateStride;
    const first = member * rows * columns;
    multiply(
      { values: x, offset: member * rows * inputSize, rowStride: inputSize, columnStride: 1 },
      { values: state, offset: base + weightOffset, rowStride: weightColumns, columnStride: 1 },
      { values, offset: first, rowStride: columns, columnStride: 1 },
      rows,
      inputSize,
      weightColumns,
    );
    for (let row = 0; row < rows; row++) {
      const at = first + row * columns;
      for (let j = 0; j < columns; j++) values[at + j]! += state[base + biasOffset + j]!;
    }
  }
  activate(activation, values);
  return { values, shape: [members, rows, columns] };
};

function activate(activation: LayerActivation, values: Float32Array): void {
  switch (activation) {
    case 'tanh':
      for (let i = 0; i < values.length; i++) values[i] = Math.tanh(values[i]!);
      return;
    case 'relu':
      for (let i = 0; i < values.length; i++) values[i] = Math.max(0, values[i]!);
      return;
    case 'elu':
      for (let i = 0; i < values.length; i++) if (values[i]! < 0) values[i] = Math.expm1(values[i]!);
      return;
    case 'linear':
      return;
  }
}

/** Multiplies by the activation's derivative, which for all three follows from its output y. */
function activateBackward(activation: LayerActivation, gradient: Float32Array, y: Float32Array): void {
  switch (activation) {
    case 'tanh':
      for (let i = 0; i < gradient.length; i++) gradient[i]! *= 1 - y[i]! * y[i]!;
      return;
    case 'relu':
      for (let i = 0; i < gradient.length; i++) if (!(y[i]! > 0)) gradient[i] = 0;
      return;
    case 'elu':
      for (let i = 0; i < gradient.length; i++) if (y[i]! < 0) gradient[i]! *= 1 + y[i]!;
      return;
    case 'linear':
      return;
  }
}

const inputGradient: Compute<KernelAttributes['denseInputGradient']> = (input, attributes) => {
  const { members, rows, layer, activation, stateStride, gradientStride } = attributes;
  const { weightOffset, inputSize, weightColumns } = layer;
  const upstream = input('gradient');
  const state = input('state');
  const values = new Float32Array(members * rows * inputSize);
  for (let member = 0; member < members; member++) {
    multiply(
      {
        values: upstream,
        offset: member * rows * gradientStride,
        rowStride: gradientStride,
        columnStride: 1,
      },
      {
        values: state,
        offset: member * stateStride + weightOffset,
        rowStride: 1,
        columnStride: weightColumns,
      },
      { values, offset: member * rows * inputSize, rowStride: inputSize, columnStride: 1 },
      rows,
      weightColumns,
      inputSize,
    );
  }
  activateBackward(activation, values, input('x'));
  return { values, shape: [members, rows, inputSize] };
};

const parameterGradient: Compute<KernelAttributes['denseParameterGradient']> = (input, attributes) => {
  const { members, rows, layer, gradientStride } = attributes;
  const { inputSize, weightColumns } = layer;
  const x = input('x');
  const upstream = input('gradient');
  const size = inputSize * weightColumns + gradientStride;
  const values = new Float32Array(members * size);
  for (let member = 0; member < members; member++) {
    const offset = member * rows * gradientStride;
    multiply(
      { values: x, offset: member * rows * inputSize, rowStride: 1, columnStride: inputSize },
      { values: upstream, offset, rowStride: gradientStride, columnStride: 1 },
      { values, offset: member * size, rowStride: weightColumns, columnStride: 1 },
      inputSize,
      rows,
      weightColumns,
    );
    for (let j = 0; j < gradientStride; j++) {
      let sum = 0;
      for (let row = 0; row < rows; row++) sum += upstream[offset + row * gradientStride + j]!;
      values[member * size + inputSize * weightColumns + j] = sum;
    }
  }
  return { values, shape: [members, size] };
};

/** An objective and the memory it writes to, kept for as long as its specification is in use. */
interface Workspace {
  readonly objective: PolicyObjective;
  readonly rows: number;
  readonly result: ObjectiveResult;
}
const workspaces = new WeakMap<ObjectiveSpecification, Workspace>();

function workspaceFor(specification: ObjectiveSpecification, rows: number): Workspace {
  const existing = workspaces.get(specification);
  if (existing && existing.rows >= rows) return existing;
  const instance = existing?.objective ?? createPolicyObjective(specification);
  const workspace: Workspace = {
    objective: instance,
    rows,
    result: instance.createResult(rows),
  };
  workspaces.set(specification, workspace);
  return workspace;
}

/** In float64, member by member, so that a policy that has degenerated is known by its member. */
const objective: Compute<KernelAttributes['policyObjective']> = (input, attributes) => {
  const { members, rows, specification, blocks } = attributes;
  const raw = input('raw');
  const batch = input('batch');
  const { objective: instance, result } = workspaceFor(specification, rows);
  const k = specification.actionSize;
  const f = policyFactorSize(specification);
  const width = raw.length / (members * rows);
  const stride = width + POLICY_LOSSES;
  const values = new Float32Array(members * rows * stride);
  for (let member = 0; member < members; member++) {
    const first = member * rows;
    const block = (offset: number, size: number) =>
      batch.subarray(offset + first * size, offset + (first + rows) * size);
    try {
      instance.evaluate(
        raw.subarray(first * width, (first + rows) * width),
        {
          old: instance.prepare({ mean: block(blocks.oldMean, k), factor: block(blocks.oldFactor, f) }, rows),
          rows: null,
          action: block(blocks.action, policyActionWidth(specification)),
          oldLogProbability: block(blocks.oldLogProbability, 1),
          advantage: block(blocks.advantage, 1),
          meanBound: batch[blocks.meanBound + member]!,
          covarianceBound: batch[blocks.covarianceBound + member]!,
          entropyFloor: batch[blocks.entropyFloor + member]!,
        },
        result,
        rows,
      );
    } catch (error) {
      // The engine has checked lengths and the configuration its bounds: what is left is the policy itself.
      if (error instanceof RangeError) throw new DegeneratePolicy(error.message, member, { cause: error });
      throw error;
    }
    for (let row = 0; row < rows; row++) {
      const at = (first + row) * stride;
      for (let j = 0; j < width; j++) values[at + j] = result.gradient[row * width + j]!;
      values[at + width] = result.surrogate[row]!;
      values[at + width + 1] = result.trustRegion[row]!;
      values[at + width + 2] = result.entropy[row]!;
    }
  }
  return { values, shape: [members, rows, stride] };
};

const regression: Compute<KernelAttributes['squaredError']> = (input, attributes) => {
  const { members, rows, targetOffset, oldValueOffset, valueClip } = attributes;
  const value = input('values');
  const batch = input('batch');
  const stride = 1 + VALUE_LOSSES;
  const values = new Float32Array(members * rows * stride);
  for (let row = 0; row < members * rows; row++) {
    const error = value[row]! - batch[targetOffset + row]!;
    values[row * stride] = 2 * error;
    values[row * stride + 1] = error * error;
    if (valueClip === Infinity) continue;
    const old = batch[oldValueOffset + row]!;
    const moved = value[row]! - old;
    // A value that is not clipped has one error: adding its move up again would round it to another.
    if (!(Math.abs(moved) > valueClip)) continue;
    const clipped = old + Math.sign(moved) * valueClip - batch[targetOffset + row]!;
    if (clipped * clipped > error * error) {
      values[row * stride] = 0;
      values[row * stride + 1] = clipped * clipped;
    }
  }
  return { values, shape: [members, rows, stride] };
};

const norms: Compute<KernelAttributes['squaredNorms']> = (input, { members, parameters, sizes }) => {
  const values = new Float32Array(members * NORM_LANES);
  for (let member = 0; member < members; member++) {
    let entry = 0;
    for (const [index, size] of sizes.entries()) {
      const part = input(`gradient${index}`);
      for (let i = 0; i < size && entry < parameters; i++, entry++) {
        const g = part[member * size + i]!;
        values[member * NORM_LANES + (entry % NORM_LANES)]! += g * g;
      }
    }
  }
  return { values, shape: [members, NORM_LANES] };
};

const adam: Compute<KernelAttributes['adamUpdate']> = (input, attributes, has) => {
  const { members, parameters, losses, sizes, rows, step, settings, keepLosses, maximalGradientNorm } =
    attributes;
  const stride = 3 * parameters + losses;
  const values = input('state').slice();
  const sums = new Float64Array(parameters + losses);
  for (let member = 0; member < members; member++) {
    let filled = 0;
    for (const [index, size] of sizes.entries()) {
      const part = input(`gradient${index}`);
      sums.set(part.subarray(member * size, (member + 1) * size), filled);
      filled += size;
    }
    for (let i = 0; i < sums.length; i++) sums[i]! /= rows;
    if (has('norms')) {
      const squares = input('norms').subarray(member * NORM_LANES, (member + 1) * NORM_LANES);
      const norm = Math.sqrt(squares.reduce((sum, part) => sum + part, 0)) / rows;
      if (norm > maximalGradientNorm) {
        for (let i = 0; i < parameters; i++) sums[i]! *= maximalGradientNorm / norm;
      }
    }
    const at = member * stride;
    const segment = (index: number) =>
      values.subarray(at + index * parameters, at + (index + 1) * parameters);
    adamStep(segment(0), segment(1), segment(2), sums.subarray(0, parameters), step, settings);
    for (let i = 0; i < losses; i++) {
      const sum = at + 3 * parameters + i;
      values[sum] = (keepLosses ? values[sum]! : 0) + sums[parameters + i]!;
    }
  }
  return { values, shape: [members, stride] };
};

const replace: Compute<KernelAttributes['replaceParameters']> = (
  input,
  { members, stateStride, offset, size },
) => {
  const values = input('state').slice();
  const replacement = input('values');
  for (let member = 0; member < members; member++) {
    values.set(replacement.subarray(member * size, (member + 1) * size), member * stateStride + offset);
  }
  return { values, shape: [members, stateStride] };
};
