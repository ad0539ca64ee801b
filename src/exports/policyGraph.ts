import { createHead, gaussianHeadOf } from '../policies/heads.ts';
import { networkLayout } from '../policies/network.ts';
import { policyNetworkShape, rawFactorSize } from '../policies/policyShape.ts';
import type { PolicyShape } from '../policies/types.ts';
import type { ActingPolicy } from '../trainer/events.ts';
import { OBSERVATION_CLIP } from '../trainer/observationNormalisation.ts';

/** Numbers that a policy has learned, or that its head is made of; float32, row-major. */
export interface GraphConstant {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** What both file formats have an operation for. Names of nodes are names of their results. */
export type GraphNode = { readonly name: string } & (
  | {
      readonly op: 'add' | 'subtract' | 'multiply' | 'divide' | 'matMul';
      readonly inputs: readonly [string, string];
    }
  | { readonly op: 'tanh' | 'relu' | 'elu' | 'softplus' | 'softmax'; readonly inputs: readonly [string] }
  | { readonly op: 'clip'; readonly inputs: readonly [string]; readonly low: number; readonly high: number }
  | { readonly op: 'reshape'; readonly inputs: readonly [string]; readonly shape: readonly number[] }
  /** C Cᵀ of a batch of square matrices. */
  | { readonly op: 'timesTranspose'; readonly inputs: readonly [string] }
);

/** One of the tensors that go in or come out; −1 stands for the number of states. */
export interface GraphPort {
  readonly name: string;
  readonly shape: readonly number[];
}

/**
 * A policy as a graph of operations that say the same everywhere. It takes `observation` [n, observationSize], as the
 * task gives it, and gives `mean` [n, k], the mean action, and `factor` [n, k, k]: an action is sampled as
 * mean + factor·ξ with ξ ~ N(0, I), and the covariance is factor·factorᵀ. Over n discrete actions it gives `logits` [states, n]
 * and `probabilities` [states, n] instead.
 */
export interface PolicyGraph {
  readonly input: GraphPort;
  readonly outputs: readonly GraphPort[];
  readonly constants: readonly GraphConstant[];
  /** Each after those that it reads. */
  readonly nodes: readonly GraphNode[];
}

/**
 * The graph of a member's policy (docs/mathematics.md §8.3, §10.1, §10.3 and §15.1): observations normalised as the
 * run did, the network, the head.
 */
export function policyGraph(shape: PolicyShape, policy: ActingPolicy): PolicyGraph {
  const constants: GraphConstant[] = [];
  const nodes: GraphNode[] = [];
  const constant = (name: string, size: readonly number[], values: ArrayLike<number>): string => {
    constants.push({ name, shape: size, values: Float32Array.from(values) });
    return name;
  };
  const node = (one: GraphNode): string => {
    nodes.push(one);
    return one.name;
  };

  const { observationSize, actionSize: k, head, activation } = shape;
  let value = 'observation';
  if (policy.normalised) {
    const mean = constant('observation_mean', [observationSize], policy.observationMean);
    const deviation = constant('observation_deviation', [observationSize], policy.observationDeviation);
    value = node({ name: 'centred', op: 'subtract', inputs: [value, mean] });
    value = node({ name: 'scaled', op: 'divide', inputs: [value, deviation] });
    const [low, high] = [-OBSERVATION_CLIP, OBSERVATION_CLIP];
    value = node({ name: 'clipped', op: 'clip', inputs: [value], low, high });
  }

  const { parameters } = policy;
  const { layers, parameterCount } = networkLayout(policyNetworkShape(shape));
  /** x·W + b for columns `from … to − 1` of a layer. */
  const affine = (name: string, layer: (typeof layers)[number], from: number, to: number): string => {
    const { weightOffset, biasOffset, inputSize, outputSize } = layer;
    const width = to - from;
    const weights = Float32Array.from(
      { length: inputSize * width },
      (_, i) => parameters[weightOffset + Math.floor(i / width) * outputSize + from + (i % width)]!,
    );
    const kernel = constant(`${name}_kernel`, [inputSize, width], weights);
    const bias = constant(`${name}_bias`, [width], parameters.slice(biasOffset + from, biasOffset + to));
    const product = node({ name: `${name}_product`, op: 'matMul', inputs: [value, kernel] });
    return node({ name, op: 'add', inputs: [product, bias] });
  };
  for (const [index, layer] of layers.slice(0, -1).entries()) {
    const sum = affine(`hidden_${index + 1}`, layer, 0, layer.outputSize);
    value = node({ name: `${sum}_${activation}`, op: activation, inputs: [sum] });
  }
  const last = layers.at(-1)!;
  const input: GraphPort = { name: 'observation', shape: [-1, observationSize] };
  if (head === 'categorical') {
    const logits = affine('logits', last, 0, k);
    const probabilities = node({ name: 'probabilities', op: 'softmax', inputs: [logits] });
    const outputs = [logits, probabilities].map((name) => ({ name, shape: [-1, k] }));
    return { input, outputs, constants, nodes };
  }
  const mean = affine('mean', last, 0, k);

  const r = rawFactorSize(head, k);
  let raw: string;
  if (shape.stateDependent) {
    raw = affine('raw_factor', last, k, k + r);
  } else {
    // As many rows as there are states, all the same.
    const nothing = constant('no_weights', [k, r], new Float32Array(k * r));
    const free = constant('raw_factor_free', [r], parameters.slice(parameterCount, parameterCount + r));
    const zeros = node({ name: 'raw_factor_zeros', op: 'matMul', inputs: [mean, nothing] });
    raw = node({ name: 'raw_factor', op: 'add', inputs: [zeros, free] });
  }
  nodes.push(...factorNodes(shape, raw, constant));
  return {
    input,
    outputs: [
      { name: mean, shape: [-1, k] },
      { name: 'factor', shape: [-1, k, k] },
    ],
    constants,
    nodes,
  };
}

/** From raw rows [n, r] to `factor` [n, k, k], as the heads do (docs/mathematics.md §10.3). */
function factorNodes(
  shape: PolicyShape,
  raw: string,
  constant: (name: string, size: readonly number[], values: ArrayLike<number>) => string,
): GraphNode[] {
  const { head, actionSize: k, minimalStandardDeviation } = shape;
  const r = rawFactorSize(head, k);
  /** Row and column of every raw entry: the diagonal, or the lower triangle row by row. */
  const places =
    head === 'diagonal'
      ? Array.from({ length: k }, (_, i) => [i, i] as const)
      : Array.from({ length: k }, (_, i) => Array.from({ length: i + 1 }, (__, j) => [i, j] as const)).flat();
  const onDiagonal = places.map(([i, j]) => (i === j ? 1 : 0));
  const spread = new Float32Array(r * k * k);
  for (const [entry, [i, j]] of places.entries()) spread[entry * k * k + i * k + j] = 1;

  const shift = constant('softplus_shift', [r], Array(r).fill(gaussianHeadOf(createHead(shape)).shift));
  const minimum = constant('minimal_standard_deviation', [r], Array(r).fill(minimalStandardDeviation));
  const placement = constant('placement', [r, k * k], spread);
  const nodes: GraphNode[] = [
    { name: 'shifted', op: 'add', inputs: [raw, shift] },
    { name: 'positive', op: 'softplus', inputs: ['shifted'] },
    { name: 'deviations', op: 'add', inputs: ['positive', minimum] },
  ];
  let entries = 'deviations';
  if (head !== 'diagonal') {
    const diagonal = constant('on_diagonal', [r], onDiagonal);
    const below = constant(
      'below_diagonal',
      [r],
      onDiagonal.map((one) => 1 - one),
    );
    nodes.push(
      { name: 'diagonal_entries', op: 'multiply', inputs: ['deviations', diagonal] },
      { name: 'other_entries', op: 'multiply', inputs: [raw, below] },
      { name: 'entries', op: 'add', inputs: ['diagonal_entries', 'other_entries'] },
    );
    entries = 'entries';
  }
  nodes.push({ name: 'flat', op: 'matMul', inputs: [entries, placement] });
  const square = [-1, k, k];
  if (head === 'root') {
    nodes.push(
      { name: 'triangle', op: 'reshape', inputs: ['flat'], shape: square },
      { name: 'factor', op: 'timesTranspose', inputs: ['triangle'] },
    );
  } else nodes.push({ name: 'factor', op: 'reshape', inputs: ['flat'], shape: square });
  return nodes;
}
