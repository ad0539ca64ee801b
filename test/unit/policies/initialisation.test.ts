import { describe, expect, it } from 'vitest';
import { createHead } from '../../../src/policies/heads.ts';
import {
  initialPolicyParameters,
  initialValueParameters,
  orthogonalMatrix,
  uniformParameters,
} from '../../../src/policies/initialisation.ts';
import { networkLayout } from '../../../src/policies/network.ts';
import {
  createPolicyNetwork,
  freeFactorOffset,
  policyNetworkShape,
  policyParameterCount,
  valueNetworkShape,
} from '../../../src/policies/policyShape.ts';
import { GAUSSIAN_HEAD_IDS, type PolicyShape } from '../../../src/policies/types.ts';
import { createRandom } from '../../../src/random/random.ts';

function worstGramError(matrix: Float64Array, rows: number, columns: number, gain: number): number {
  const tall = rows >= columns;
  const [count, length] = tall ? [columns, rows] : [rows, columns];
  const at = (vector: number, c: number) => matrix[tall ? c * columns + vector : vector * columns + c]!;
  let worst = 0;
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < count; b++) {
      let sum = 0;
      for (let c = 0; c < length; c++) sum += at(a, c) * at(b, c);
      worst = Math.max(worst, Math.abs(sum - (a === b ? gain * gain : 0)));
    }
  }
  return worst;
}

const shape: PolicyShape = {
  observationSize: 3,
  actionSize: 2,
  hiddenSizes: [64, 64],
  activation: 'tanh',
  head: 'full',
  stateDependent: true,
  initialStandardDeviation: 0.7,
  minimalStandardDeviation: 1e-5,
};

describe('orthogonal initialisation', () => {
  it.each([
    [64, 64],
    [3, 64],
    [64, 5],
    [1, 7],
    [7, 1],
    [200, 200],
  ])('%i×%i has orthogonal vectors of the right length', (rows, columns) => {
    const matrix = orthogonalMatrix(rows, columns, 1.5, createRandom(4));
    expect(worstGramError(matrix, rows, columns, 1.5)).toBeLessThan(1e-13);
  });

  it('is a function of the seed', () => {
    const draw = (seed: number) => initialPolicyParameters(shape, createRandom(seed));
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it('gives hidden layers gain √2, mean and raw factor .01 each, biases 0', () => {
    const parameters = initialPolicyParameters(shape, createRandom(9));
    const { layers } = networkLayout(policyNetworkShape(shape));
    for (const [index, layer] of layers.entries()) {
      const { inputSize, outputSize, weightOffset, biasOffset } = layer;
      const weights = parameters.slice(weightOffset, biasOffset);
      if (index < 2) {
        expect(worstGramError(weights, inputSize, outputSize, Math.SQRT2)).toBeLessThan(1e-12);
      } else {
        for (const [from, to] of [
          [0, 2],
          [2, 5],
        ] as const) {
          const block = Float64Array.from({ length: inputSize * (to - from) }, (_, i) => {
            return weights[Math.floor(i / (to - from)) * outputSize + from + (i % (to - from))]!;
          });
          expect(worstGramError(block, inputSize, to - from, 0.01)).toBeLessThan(1e-15);
        }
      }
      expect(parameters.slice(biasOffset, biasOffset + outputSize).every((b) => b === 0)).toBe(true);
    }
  });

  it('draws weights and biases uniformly, within what goes in, where they are not to be orthogonal', () => {
    const value = valueNetworkShape(16, [64, 64], 'tanh');
    const parameters = uniformParameters(value, createRandom(2));
    for (const { weightOffset, biasOffset, inputSize, outputSize } of networkLayout(value).layers) {
      const layer = parameters.slice(weightOffset, biasOffset + outputSize);
      const limit = 1 / Math.sqrt(inputSize);
      expect(Math.max(...layer.map(Math.abs))).toBeLessThanOrEqual(limit);
      const mean = layer.reduce((sum, one) => sum + one, 0) / layer.length;
      const variance = layer.reduce((sum, one) => sum + (one - mean) ** 2, 0) / layer.length;
      if (layer.length > 100) expect(variance / (limit ** 2 / 3)).toBeCloseTo(1, 0);
    }
    expect(uniformParameters(value, createRandom(2))).toEqual(parameters);
    expect(uniformParameters(value, createRandom(3))).not.toEqual(parameters);
  });

  it('gives the value network a last layer of length 1', () => {
    const value = valueNetworkShape(3, [64, 64], 'tanh');
    const { layers, parameterCount } = networkLayout(value);
    const parameters = initialValueParameters(value, createRandom(2));
    const last = layers[2]!;
    const norm = Math.hypot(...parameters.slice(last.weightOffset, last.biasOffset));
    expect(norm).toBeCloseTo(1, 14);
    expect(parameters.length).toBe(parameterCount);
    expect(parameterCount).toBe(3 * 64 + 64 + 64 * 64 + 64 + 64 + 1);
  });

  for (const head of GAUSSIAN_HEAD_IDS) {
    for (const stateDependent of [true, false]) {
      it(`starts near the initial covariance: ${head}, ${stateDependent ? 'state-dependent' : 'free'}`, () => {
        const policy = { ...shape, head, stateDependent };
        const network = createPolicyNetwork(policy);
        const parameters = initialPolicyParameters(policy, createRandom(3));
        expect(parameters.length).toBe(policyParameterCount(policy));
        expect(freeFactorOffset(policy) === parameters.length).toBe(stateDependent);
        const random = createRandom(5);
        const n = 20;
        const observation = Float64Array.from({ length: n * 3 }, () => random.normal());
        const raw = new Float64Array(n * network.rawSize);
        network.forward(parameters, observation, n, raw);
        const gaussianHead = createHead(policy);
        const size = gaussianHead.factorSize;
        const gaussian = { mean: new Float64Array(n * 2), factor: new Float64Array(n * size) };
        gaussianHead.forward(raw, n, gaussian);
        for (let row = 0; row < n; row++) {
          for (let i = 0; i < size; i++) {
            const expected = head === 'diagonal' || i % 3 === 0 ? 0.7 : 0;
            expect(Math.abs(gaussian.factor[row * size + i]! - expected)).toBeLessThan(0.03);
          }
          expect(Math.abs(gaussian.mean[row * 2]!)).toBeLessThan(0.03);
        }
      });
    }
  }
});
