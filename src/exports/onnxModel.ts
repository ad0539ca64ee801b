import { PbfWriter } from 'pbf';
import type { GraphNode, GraphPort, PolicyGraph } from './policyGraph.ts';

/** Numbers of messages' fields and of types, from onnx.proto (ONNX 1.12: IR version 8, operators of version 17). */
const IR_VERSION = 8;
const OPERATORS = 17;
const FLOAT = 1;
const INT64 = 7;

const OPERATOR: Readonly<Record<Exclude<GraphNode['op'], 'timesTranspose'>, string>> = {
  add: 'Add',
  subtract: 'Sub',
  multiply: 'Mul',
  divide: 'Div',
  matMul: 'MatMul',
  tanh: 'Tanh',
  relu: 'Relu',
  elu: 'Elu',
  softplus: 'Softplus',
  softmax: 'Softmax',
  clip: 'Clip',
  reshape: 'Reshape',
};

interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: typeof FLOAT | typeof INT64;
  readonly bytes: Uint8Array;
}

/**
 * The graph as an ONNX model, a file for onnxruntime and whatever else reads ONNX.
 *
 * @param description what it is, for people
 */
export function onnxModel(graph: PolicyGraph, description: string): Uint8Array {
  const tensors: Tensor[] = graph.constants.map(({ name, shape, values }) => floats(name, shape, values));
  const writer = new PbfWriter();
  writer.writeVarintField(1, IR_VERSION);
  writer.writeStringField(2, 'Trust Region Playground');
  writer.writeStringField(6, description);
  writer.writeMessage(7, (_: null, message: PbfWriter) => writeGraph(graph, tensors, message), null);
  writer.writeMessage(8, (_: null, message: PbfWriter) => message.writeVarintField(2, OPERATORS), null);
  return writer.finish();
}

function writeGraph(graph: PolicyGraph, tensors: Tensor[], writer: PbfWriter): void {
  for (const node of graph.nodes) {
    writer.writeMessage(1, writeOperation, operationOf(node, tensors));
  }
  writer.writeStringField(2, 'policy');
  for (const tensor of tensors) writer.writeMessage(5, writeTensor, tensor);
  writer.writeMessage(11, writePort, graph.input);
  for (const port of graph.outputs) writer.writeMessage(12, writePort, port);
}

interface Operation {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly output: string;
}

/** A node's operation; what it takes beside tensors of the graph goes to `tensors`. */
function operationOf(node: GraphNode, tensors: Tensor[]): Operation {
  const inputs: string[] = [...node.inputs];
  const { name: output, op } = node;
  if (op === 'timesTranspose') {
    // Transpose without an attribute would turn the batch around too: the product is written as a sum.
    return { operator: 'Einsum', inputs: [inputs[0]!, inputs[0]!], output };
  }
  if (op === 'clip') {
    tensors.push(floats(`${output}_low`, [], [node.low]), floats(`${output}_high`, [], [node.high]));
    inputs.push(`${output}_low`, `${output}_high`);
  }
  if (op === 'reshape') {
    const name = `${output}_shape`;
    const bytes = new Uint8Array(8 * node.shape.length);
    const view = new DataView(bytes.buffer);
    for (const [i, size] of node.shape.entries()) view.setBigInt64(8 * i, BigInt(size), true);
    tensors.push({ name, shape: [node.shape.length], type: INT64, bytes });
    inputs.push(name);
  }
  return { operator: OPERATOR[op], inputs, output };
}

function floats(name: string, shape: readonly number[], values: ArrayLike<number>): Tensor {
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) view.setFloat32(4 * i, values[i]!, true);
  return { name, shape, type: FLOAT, bytes };
}

function writeOperation({ operator, inputs, output }: Operation, writer: PbfWriter): void {
  for (const input of inputs) writer.writeStringField(1, input);
  writer.writeStringField(2, output);
  writer.writeStringField(3, output);
  writer.writeStringField(4, operator);
  if (operator === 'Einsum') writer.writeMessage(5, writeText, { name: 'equation', text: 'nij,nkj->nik' });
}

/** An attribute that is a text. */
function writeText(
  { name, text }: { readonly name: string; readonly text: string },
  writer: PbfWriter,
): void {
  writer.writeStringField(1, name);
  writer.writeBytesField(4, new TextEncoder().encode(text));
  writer.writeVarintField(20, 3);
}

function writeTensor({ name, shape, type, bytes }: Tensor, writer: PbfWriter): void {
  for (const size of shape) writer.writeVarintField(1, size);
  writer.writeVarintField(2, type);
  writer.writeStringField(8, name);
  writer.writeBytesField(9, bytes);
}

function writePort({ name, shape }: GraphPort, writer: PbfWriter): void {
  writer.writeStringField(1, name);
  writer.writeMessage(
    2,
    (_: null, type: PbfWriter) => {
      type.writeMessage(1, writeTensorType, shape);
    },
    null,
  );
}

function writeTensorType(shape: readonly number[], writer: PbfWriter): void {
  writer.writeVarintField(1, FLOAT);
  writer.writeMessage(
    2,
    (sizes: readonly number[], message: PbfWriter) => {
      for (const size of sizes) message.writeMessage(1, writeDimension, size);
    },
    shape,
  );
}

function writeDimension(size: number, writer: PbfWriter): void {
  if (size < 0) writer.writeStringField(2, 'states');
  else writer.writeVarintField(1, size);
}
