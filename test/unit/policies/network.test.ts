import { describe, expect, it } from 'vitest';
import { createNetwork, networkLayout } from '../../../src/policies/network.ts';
import { createPolicyNetwork, policyParameterCount } from '../../../src/policies/policyShape.ts';
import { ACTIVATION_IDS, type ActivationId, type NetworkShape } from '../../../src/policies/types.ts';
import { createRandom } from '../../../src/random/random.ts';

const ACTIVATION: Record<ActivationId, (x: number) => number> = {
  tanh: Math.tanh,
  relu: (x) => Math.max(x, 0),
  elu: (x) => (x > 0 ? x : Math.exp(x) - 1),
};

/** The definition, one number at a time. */
function plainForward(shape: NetworkShape, parameters: Float64Array, input: Float64Array): number[] {
  const { layers } = networkLayout(shape);
  let row = [...input];
  for (const [index, { weightOffset, biasOffset, inputSize, outputSize }] of layers.entries()) {
    row = Array.from({ length: outputSize }, (_, j) => {
      let sum = parameters[biasOffset + j]!;
      for (let i = 0; i < inputSize; i++) sum += row[i]! * parameters[weightOffset + i * outputSize + j]!;
      return index + 1 < layers.length ? ACTIVATION[shape.activation](sum) : sum;
    });
  }
  return row;
}

const randomArray = (length: number, seed: number) => {
  const random = createRandom(seed);
  return Float64Array.from({ length }, () => random.normal());
};

describe('network', () => {
  it('lays parameters out layer after layer, weights before biases', () => {
    const layout = networkLayout({ inputSize: 3, hiddenSizes: [5, 4], outputSize: 2, activation: 'tanh' });
    expect(layout).toEqual({
      layers: [
        { weightOffset: 0, biasOffset: 15, inputSize: 3, outputSize: 5 },
        { weightOffset: 20, biasOffset: 40, inputSize: 5, outputSize: 4 },
        { weightOffset: 44, biasOffset: 52, inputSize: 4, outputSize: 2 },
      ],
      parameterCount: 54,
    });
  });

  it.each([{ hiddenSizes: [] }, { hiddenSizes: [1] }, { hiddenSizes: [7, 9, 6] }, { hiddenSizes: [64, 64] }])(
    'equals its definition for every row and activation: $hiddenSizes',
    ({ hiddenSizes }) => {
      for (const activation of ACTIVATION_IDS) {
        for (const outputSize of [1, 2, 5, 8]) {
          const shape = { inputSize: 3, hiddenSizes, outputSize, activation };
          const network = createNetwork(shape);
          const parameters = randomArray(network.layout.parameterCount, 7);
          const input = randomArray(5 * 3, 8);
          const output = new Float64Array(5 * outputSize);
          network.forward(parameters, input, 5, output);
          for (let row = 0; row < 5; row++) {
            const expected = plainForward(shape, parameters, input.slice(row * 3, row * 3 + 3));
            for (let j = 0; j < outputSize; j++) {
              expect(output[row * outputSize + j]).toBeCloseTo(expected[j]!, 11);
            }
          }
        }
      }
    },
  );

  it('gives a row the same bits alone and in any batch', () => {
    const shape = { inputSize: 4, hiddenSizes: [33, 18], outputSize: 3, activation: 'elu' } as const;
    const network = createNetwork(shape);
    const parameters = Float32Array.from(randomArray(network.layout.parameterCount, 1));
    const input = Float32Array.from(randomArray(7 * 4, 2));
    const together = new Float64Array(7 * 3);
    const alone = new Float64Array(3);
    network.forward(parameters, input, 7, together);
    for (let row = 0; row < 7; row++) {
      network.forward(parameters, input.subarray(row * 4), 1, alone);
      expect(alone).toEqual(together.slice(row * 3, row * 3 + 3));
    }
  });

  it('repeats the free raw factor in every row of a state-independent policy', () => {
    const policy = {
      observationSize: 3,
      actionSize: 2,
      hiddenSizes: [8],
      activation: 'relu',
      head: 'root',
      stateDependent: false,
      initialStandardDeviation: 1,
      minimalStandardDeviation: 1e-5,
    } as const;
    const network = createPolicyNetwork(policy);
    const parameters = randomArray(policyParameterCount(policy), 3);
    const raw = new Float32Array(3 * network.rawSize);
    network.forward(parameters, randomArray(9, 4), 3, raw);
    for (let row = 0; row < 3; row++) {
      expect(raw.slice(row * 5 + 2, row * 5 + 5)).toEqual(Float32Array.from(parameters.slice(-3)));
    }
  });

  it('names what is wrong with a shape or a parameter vector', () => {
    expect(() =>
      networkLayout({ inputSize: 3, hiddenSizes: [0], outputSize: 1, activation: 'tanh' }),
    ).toThrow('layer sizes must be positive integers, got 3-0-1');
    const network = createNetwork({ inputSize: 1, hiddenSizes: [], outputSize: 1, activation: 'tanh' });
    expect(() => network.forward(new Float64Array(1), new Float64Array(1), 1, new Float64Array(1))).toThrow(
      'parameters must have 2 numbers, got 1',
    );
  });
});
