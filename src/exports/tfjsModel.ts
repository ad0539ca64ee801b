import type { GraphNode, GraphPort, PolicyGraph } from './policyGraph.ts';

/** The two files that `tf.loadGraphModel` reads. */
export interface TfjsModel {
  /** model.json, to be written as JSON. */
  readonly json: object;
  /** The name by which model.json knows the other file. */
  readonly weightsName: string;
  readonly weights: Uint8Array<ArrayBuffer>;
}

const OPERATOR: Readonly<Record<GraphNode['op'], string>> = {
  add: 'AddV2',
  subtract: 'Sub',
  multiply: 'Mul',
  divide: 'RealDiv',
  matMul: 'MatMul',
  tanh: 'Tanh',
  relu: 'Relu',
  elu: 'Elu',
  softplus: 'Softplus',
  softmax: 'Softmax',
  clip: 'ClipByValue',
  reshape: 'Reshape',
  timesTranspose: 'BatchMatMulV2',
};

const FLOAT = { type: 'DT_FLOAT' };
const WEIGHTS = 'weights.bin';

interface Constant {
  readonly name: string;
  readonly dtype: 'float32' | 'int32';
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

/**
 * The graph as a graph model of TensorFlow.js.
 *
 * @param description what it is, for people
 */
export function tfjsModel(graph: PolicyGraph, description: string): TfjsModel {
  const constants: Constant[] = graph.constants.map((one) => ({ ...one, dtype: 'float32' as const }));
  const computed = graph.nodes.map((node) => nodeOf(node, constants));
  const { input, outputs } = graph;
  const json = {
    format: 'graph-model',
    generatedBy: 'Trust Region Playground',
    convertedBy: description,
    signature: {
      inputs: { [input.name]: signatureOf(input) },
      outputs: Object.fromEntries(outputs.map((port) => [port.name, signatureOf(port)])),
    },
    modelTopology: {
      node: [
        {
          name: input.name,
          op: 'Placeholder',
          attr: { dtype: FLOAT, shape: { shape: dimensions(input.shape) } },
        },
        ...constants.map(({ name, dtype, shape }) => ({
          name,
          op: 'Const',
          attr: {
            dtype: dtype === 'float32' ? FLOAT : { type: 'DT_INT32' },
            value: {
              tensor: {
                dtype: dtype === 'float32' ? 'DT_FLOAT' : 'DT_INT32',
                tensorShape: dimensions(shape),
              },
            },
          },
        })),
        ...computed,
      ],
      library: {},
      versions: {},
    },
    weightsManifest: [
      { paths: [WEIGHTS], weights: constants.map(({ name, dtype, shape }) => ({ name, dtype, shape })) },
    ],
  };
  return { json, weightsName: WEIGHTS, weights: bytesOf(constants) };
}

/** A node's description; what it takes beside tensors of the graph goes to `constants`. */
function nodeOf(node: GraphNode, constants: Constant[]): object {
  const { name, op } = node;
  const input: string[] = [...node.inputs];
  const attr: Record<string, object> = { T: FLOAT };
  if (op === 'clip') {
    for (const [end, value] of [['low', node.low] as const, ['high', node.high] as const]) {
      constants.push({ name: `${name}_${end}`, dtype: 'float32', shape: [], values: [value] });
      input.push(`${name}_${end}`);
    }
  }
  if (op === 'reshape') {
    constants.push({ name: `${name}_shape`, dtype: 'int32', shape: [node.shape.length], values: node.shape });
    input.push(`${name}_shape`);
  }
  if (op === 'timesTranspose') {
    input.push(input[0]!);
    attr.adjX = attr.adj_x = { b: false };
    attr.adjY = attr.adj_y = { b: true };
  }
  if (op === 'matMul') {
    attr.transpose_a = { b: false };
    attr.transpose_b = { b: false };
  }
  return { name, op: OPERATOR[op], input, attr };
}

function dimensions(shape: readonly number[]): object {
  return { dim: shape.map((size) => ({ size: String(size) })) };
}

function signatureOf({ name, shape }: GraphPort): object {
  return { name: `${name}:0`, dtype: 'DT_FLOAT', tensorShape: dimensions(shape) };
}

/** All constants one after the other, little-endian. */
function bytesOf(constants: readonly Constant[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(4 * constants.reduce((sum, { values }) => sum + values.length, 0));
  const view = new DataView(bytes.buffer);
  let offset = 0;
  for (const { dtype, values } of constants) {
    for (let i = 0; i < values.length; i++, offset += 4) {
      if (dtype === 'float32') view.setFloat32(offset, values[i]!, true);
      else view.setInt32(offset, values[i]!, true);
    }
  }
  return bytes;
}
