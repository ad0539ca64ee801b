import type { WebGPUBackend, WebGPUProgram } from '@tensorflow/tfjs-backend-webgpu';
import type { KernelFunc, NamedTensorInfoMap, TensorInfo } from '@tensorflow/tfjs-core';
import { rawSize } from '../../policies/policyShape.ts';
import {
  type DenseLayer,
  type KernelAttributes,
  type KernelName,
  type LayerActivation,
  NORM_LANES,
  POLICY_LOSSES,
  registerKernels,
  VALUE_LOSSES,
} from './kernels.ts';
import { objectiveWgsl } from './objectiveWgsl.ts';

/** Threads of a workgroup; every kernel is one-dimensional. */
const WORKGROUP = 64;
/** Rows a thread of the dense kernels works on at once: the lanes of a vec4. */
const LANES = 4;

/** What differs between two dispatches of the same shader. */
interface Uniform {
  readonly name: string;
  readonly type: 'int32' | 'float32';
  readonly value: number;
}

/** One dispatch. `code` defines `fn main(index: i32)`; inputs are storage arrays by their names, output is `result`. */
interface Dispatch {
  readonly key: string;
  readonly shape: readonly number[];
  readonly threads: number;
  readonly uniforms: readonly Uniform[];
  readonly code: () => string;
}

/**
 * Makes the engine's kernels available on the `webgpu` backend; doing so twice does nothing.
 * See docs/mathematics.md §10.1.
 */
export function registerWebgpuKernels(): void {
  registerKernels('webgpu', {
    denseForward: kernel('denseForward', forward),
    denseInputGradient: kernel('denseInputGradient', inputGradient),
    denseParameterGradient: kernel('denseParameterGradient', parameterGradient),
    policyObjective: kernel('policyObjective', objective),
    squaredError: kernel('squaredError', regression),
    squaredNorms: kernel('squaredNorms', norms),
    adamUpdate: kernel('adamUpdate', adam),
    replaceParameters: kernel('replaceParameters', replace),
  });
}

function kernel<Name extends KernelName>(
  name: Name,
  plan: (attributes: KernelAttributes[Name], inputs: readonly string[]) => Dispatch,
): KernelFunc {
  return ({ inputs, attrs, backend }) => {
    const named = inputs as NamedTensorInfoMap;
    const planned = plan(attrs as unknown as KernelAttributes[Name], Object.keys(named));
    return dispatch(backend as WebGPUBackend, name, named, planned);
  };
}

function dispatch(
  backend: WebGPUBackend,
  name: KernelName,
  inputs: NamedTensorInfoMap,
  { key, shape, threads, uniforms, code }: Dispatch,
): TensorInfo {
  const types = { int32: 'i32', float32: 'f32' };
  const program: WebGPUProgram = {
    variableNames: Object.keys(inputs),
    uniforms: uniforms.map((uniform) => `${uniform.name} : ${types[uniform.type]}, `).join(''),
    workgroupSize: [WORKGROUP, 1, 1],
    dispatchLayout: { x: shape.map((_, axis) => axis) },
    dispatch: [Math.ceil(threads / WORKGROUP), 1, 1],
    outputShape: [...shape],
    shaderKey: `${name}_${key}`,
    getUserCode: code,
  };
  return backend.runWebGPUProgram(
    program,
    Object.values(inputs) as TensorInfo[],
    'float32',
    uniforms.map(({ type, value }) => ({ type, data: [value] })),
  );
}

/** A key of everything a shader has as constants. */
function keyOf(...parts: readonly (string | number | DenseLayer)[]): string {
  return parts.map((part) => (typeof part === 'object' ? Object.values(part).join('.') : part)).join('_');
}

/** For shaders that need no other: the backend binds uniforms always, and a shader that reads none has no place for them. */
const threadsUniform = (threads: number): Uniform => ({ name: 'threads', type: 'int32', value: threads });
const rowsUniform = (rows: number): Uniform => ({ name: 'rows', type: 'int32', value: rows });

/** Splits a thread's index into column `j`, block of rows `row0 …`, and `member`. */
const blockOfRowsWgsl = (members: number, columns: number) => /* wgsl */ `
    let blocks = (uniforms.rows + ${LANES - 1}) / ${LANES};
    let j = index % ${columns};
    let row0 = (index / ${columns} % blocks) * ${LANES};
    let member = index / (${columns} * blocks);
    if (member >= ${members}) { return; }
    // A lane beyond the last row repeats it and is not written.
    let row = min(vec4<i32>(row0, row0 + 1, row0 + 2, row0 + 3), vec4<i32>(uniforms.rows - 1));
    let firstRow = member * uniforms.rows;
`;
const writeRowsWgsl = (columns: number) => /* wgsl */ `
    for (var lane = 0; lane < ${LANES}; lane++) {
      if (row0 + lane < uniforms.rows) { result[(firstRow + row0 + lane) * ${columns} + j] = sum[lane]; }
    }
`;
const blockThreads = (members: number, rows: number, columns: number) =>
  members * Math.ceil(rows / LANES) * columns;

function forward(attributes: KernelAttributes['denseForward']): Dispatch {
  const { members, rows, layer, activation, stateStride } = attributes;
  const { weightOffset, biasOffset, inputSize, weightColumns, columns } = layer;
  return {
    key: keyOf(members, layer, activation, stateStride),
    shape: [members, rows, columns],
    threads: blockThreads(members, rows, columns),
    uniforms: [rowsUniform(rows)],
    code: () => /* wgsl */ `
  fn main(index: i32) {
    ${blockOfRowsWgsl(members, columns)}
    let base = member * ${stateStride};
    var sum = vec4<f32>(state[base + ${biasOffset} + j]);
    if (j < ${weightColumns}) {
      var at = (vec4<i32>(firstRow) + row) * ${inputSize};
      var weight = base + ${weightOffset} + j;
      for (var i = 0; i < ${inputSize}; i++) {
        sum += state[weight] * vec4<f32>(x[at.x], x[at.y], x[at.z], x[at.w]);
        at += vec4<i32>(1);
        weight += ${weightColumns};
      }
    }
    ${activateWgsl[activation]}
    ${writeRowsWgsl(columns)}
  }`,
  };
}

const activateWgsl: Readonly<Record<LayerActivation, string>> = {
  // Beyond ±10 tanh is ±1 in float32, and some drivers overflow.
  tanh: 'sum = tanh(clamp(sum, vec4<f32>(-10.0), vec4<f32>(10.0)));',
  relu: 'sum = max(sum, vec4<f32>(0.0));',
  elu: 'sum = select(exp(min(sum, vec4<f32>(0.0))) - 1.0, sum, sum > vec4<f32>(0.0));',
  linear: '',
};

/** The activation's derivative from its output y. */
const slopeWgsl: Readonly<Record<LayerActivation, string>> = {
  tanh: '1.0 - y * y',
  relu: 'select(0.0, 1.0, y > 0.0)',
  elu: 'select(1.0 + y, 1.0, y > 0.0)',
  linear: '1.0',
};

function inputGradient(attributes: KernelAttributes['denseInputGradient']): Dispatch {
  const { members, rows, layer, activation, stateStride, gradientStride } = attributes;
  const { weightOffset, inputSize, weightColumns } = layer;
  return {
    key: keyOf(members, layer, activation, stateStride, gradientStride),
    shape: [members, rows, inputSize],
    threads: blockThreads(members, rows, inputSize),
    uniforms: [rowsUniform(rows)],
    code: () => /* wgsl */ `
  fn main(index: i32) {
    ${blockOfRowsWgsl(members, inputSize)}
    var sum = vec4<f32>(0.0);
    var at = (vec4<i32>(firstRow) + row) * ${gradientStride};
    let weight = member * ${stateStride} + ${weightOffset} + j * ${weightColumns};
    for (var c = 0; c < ${weightColumns}; c++) {
      sum += state[weight + c] * vec4<f32>(gradient[at.x], gradient[at.y], gradient[at.z], gradient[at.w]);
      at += vec4<i32>(1);
    }
    for (var lane = 0; lane < ${LANES}; lane++) {
      let y = x[(firstRow + row[lane]) * ${inputSize} + j];
      sum[lane] *= ${slopeWgsl[activation]};
    }
    ${writeRowsWgsl(inputSize)}
  }`,
  };
}

function parameterGradient(attributes: KernelAttributes['denseParameterGradient']): Dispatch {
  const { members, rows, layer, gradientStride } = attributes;
  const { inputSize, weightColumns } = layer;
  const weights = inputSize * weightColumns;
  const size = weights + gradientStride;
  return {
    key: keyOf(members, layer, gradientStride),
    shape: [members, size],
    threads: members * size,
    uniforms: [rowsUniform(rows)],
    code: () => /* wgsl */ `
  fn main(index: i32) {
    let member = index / ${size};
    if (member >= ${members}) { return; }
    let entry = index % ${size};
    let firstRow = member * uniforms.rows;
    // Four sums, so that the loads of four rows are under way at once.
    let four = vec4<i32>(0, 1, 2, 3);
    let even = uniforms.rows / ${LANES} * ${LANES};
    var sums = vec4<f32>(0.0);
    if (entry < ${weights}) {
      var p = (firstRow + four) * ${inputSize} + entry / ${weightColumns};
      var q = (firstRow + four) * ${gradientStride} + entry % ${weightColumns};
      for (var row = 0; row < even; row += ${LANES}) {
        sums += vec4<f32>(x[p.x], x[p.y], x[p.z], x[p.w])
          * vec4<f32>(gradient[q.x], gradient[q.y], gradient[q.z], gradient[q.w]);
        p += vec4<i32>(${LANES * inputSize});
        q += vec4<i32>(${LANES * gradientStride});
      }
      for (var row = even; row < uniforms.rows; row++) {
        sums.x += x[p.x] * gradient[q.x];
        p += vec4<i32>(${inputSize});
        q += vec4<i32>(${gradientStride});
      }
    } else {
      var q = (firstRow + four) * ${gradientStride} + entry - ${weights};
      for (var row = 0; row < even; row += ${LANES}) {
        sums += vec4<f32>(gradient[q.x], gradient[q.y], gradient[q.z], gradient[q.w]);
        q += vec4<i32>(${LANES * gradientStride});
      }
      for (var row = even; row < uniforms.rows; row++) {
        sums.x += gradient[q.x];
        q += vec4<i32>(${gradientStride});
      }
    }
    result[index] = sums.x + sums.y + sums.z + sums.w;
  }`,
  };
}

function regression(attributes: KernelAttributes['squaredError']): Dispatch {
  const { members, rows, targetOffset, oldValueOffset, valueClip } = attributes;
  const stride = 1 + VALUE_LOSSES;
  const clips = valueClip !== Infinity;
  return {
    key: keyOf(members, clips ? 'clipped' : 'plain'),
    shape: [members, rows, stride],
    threads: members * rows,
    uniforms: [
      rowsUniform(rows),
      { name: 'targetOffset', type: 'int32', value: targetOffset },
      { name: 'oldValueOffset', type: 'int32', value: oldValueOffset },
      { name: 'valueClip', type: 'float32', value: clips ? valueClip : 0 },
    ],
    code: () => /* wgsl */ `
  fn main(index: i32) {
    if (index >= ${members} * uniforms.rows) { return; }
    let value = values[index];
    let error = value - batch[uniforms.targetOffset + index];
    result[index * ${stride}] = 2.0 * error;
    result[index * ${stride} + 1] = error * error;
    ${clips ? clippedRegressionWgsl(stride) : ''}
  }`,
  };
}

/** Beyond the clip the larger error counts; if that is the clipped one, the value no longer moves. */
const clippedRegressionWgsl = (stride: number) => /* wgsl */ `
    let old = batch[uniforms.oldValueOffset + index];
    let moved = value - old;
    let clipped = old + sign(moved) * uniforms.valueClip - batch[uniforms.targetOffset + index];
    if (abs(moved) > uniforms.valueClip && clipped * clipped > error * error) {
      result[index * ${stride}] = 0.0;
      result[index * ${stride} + 1] = clipped * clipped;
    }
`;

/** `gradientAt(member, entry)` over the gradient tensors as one vector. */
function gradientAtWgsl(sizes: readonly number[]): string {
  let end = 0;
  const read = sizes.map((size, index) => {
    const begin = end;
    end += size;
    return `if (entry < ${end}) { return gradient${index}[member * ${size} + entry - ${begin}]; }`;
  });
  return /* wgsl */ `
  fn gradientAt(member: i32, entry: i32) -> f32 {
    ${read.join('\n    ')}
    return 0.0;
  }`;
}

/** Shortens the gradient to the largest norm. */
const clipWgsl = /* wgsl */ `
    var squares = 0.0;
    for (var lane = 0; lane < ${NORM_LANES}; lane++) { squares += norms[member * ${NORM_LANES} + lane]; }
    let norm = sqrt(squares) * uniforms.scale;
    if (norm > uniforms.maximalNorm) { sum *= uniforms.maximalNorm / norm; }
`;

function norms({ members, parameters, sizes }: KernelAttributes['squaredNorms']): Dispatch {
  return {
    key: keyOf(members, parameters, ...sizes),
    shape: [members, NORM_LANES],
    threads: members * NORM_LANES,
    uniforms: [threadsUniform(members * NORM_LANES)],
    code: () => /* wgsl */ `
  ${gradientAtWgsl(sizes)}
  fn main(index: i32) {
    if (index >= uniforms.threads) { return; }
    let member = index / ${NORM_LANES};
    var sum = 0.0;
    for (var entry = index % ${NORM_LANES}; entry < ${parameters}; entry += ${NORM_LANES}) {
      let g = gradientAt(member, entry);
      sum += g * g;
    }
    result[index] = sum;
  }`,
  };
}

function adam(attributes: KernelAttributes['adamUpdate'], inputs: readonly string[]): Dispatch {
  const { members, parameters, losses, rows, step, settings, keepLosses, sizes, maximalGradientNorm } =
    attributes;
  const { learningRate, beta1, beta2, epsilon } = settings;
  const stride = 3 * parameters + losses;
  const total = parameters + losses;
  const clips = inputs.includes('norms');
  const scalars: readonly [string, number][] = [
    ['scale', 1 / rows],
    ['stepSize', learningRate / (1 - beta1 ** step)],
    ['rootScale', 1 / Math.sqrt(1 - beta2 ** step)],
    ['beta1', beta1],
    ['beta2', beta2],
    // 1 − β is formed in float64: 1 − 0.999 in float32 is already off by 1e-5.
    ['rest1', 1 - beta1],
    ['rest2', 1 - beta2],
    ['epsilon', epsilon],
    ['keepLosses', keepLosses ? 1 : 0],
    ['maximalNorm', clips ? maximalGradientNorm : 0],
  ];
  return {
    key: keyOf(members, parameters, losses, clips ? 'clipped' : 'plain', ...sizes),
    shape: [members, stride],
    threads: members * total,
    uniforms: scalars.map(([name, value]) => ({ name, type: 'float32', value })),
    code: () => /* wgsl */ `
  ${gradientAtWgsl(sizes)}
  fn main(index: i32) {
    let member = index / ${total};
    if (member >= ${members}) { return; }
    let entry = index % ${total};
    var sum = gradientAt(member, entry) * uniforms.scale;
    if (entry >= ${parameters}) {
      let at = member * ${stride} + ${2 * parameters} + entry;
      result[at] = uniforms.keepLosses * state[at] + sum;
      return;
    }
    ${clips ? clipWgsl : ''}
    let at = member * ${stride} + entry;
    let moment1 = uniforms.beta1 * state[at + ${parameters}] + uniforms.rest1 * sum;
    let moment2 = uniforms.beta2 * state[at + ${2 * parameters}] + uniforms.rest2 * sum * sum;
    result[at] = state[at] - uniforms.stepSize * moment1 / (sqrt(moment2) * uniforms.rootScale + uniforms.epsilon);
    result[at + ${parameters}] = moment1;
    result[at + ${2 * parameters}] = moment2;
  }`,
  };
}

function replace({ members, stateStride, offset, size }: KernelAttributes['replaceParameters']): Dispatch {
  return {
    key: keyOf(members, stateStride, offset, size),
    shape: [members, stateStride],
    threads: members * stateStride,
    uniforms: [threadsUniform(members * stateStride)],
    code: () => /* wgsl */ `
  fn main(index: i32) {
    if (index >= uniforms.threads) { return; }
    let entry = index % ${stateStride} - ${offset};
    if (entry >= 0 && entry < ${size}) {
      result[index] = values[index / ${stateStride} * ${size} + entry];
    } else {
      result[index] = state[index];
    }
  }`,
  };
}

/** The whole objective of a row in one thread. */
function objective(attributes: KernelAttributes['policyObjective']): Dispatch {
  const { members, rows, specification, blocks } = attributes;
  const width = rawSize(specification);
  const offsets = Object.entries(blocks).map(
    ([name, value]): Uniform => ({ name: `${name}At`, type: 'int32', value }),
  );
  return {
    key: keyOf(members, JSON.stringify(specification)),
    shape: [members, rows, width + POLICY_LOSSES],
    threads: members * rows,
    uniforms: [rowsUniform(rows), ...offsets],
    code: () => objectiveWgsl(specification, members),
  };
}
