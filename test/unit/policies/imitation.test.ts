import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Examples } from '../../../src/environments/environment.ts';
import { crossEntropy, imitate } from '../../../src/policies/imitation.ts';
import { createNetwork, networkLayout } from '../../../src/policies/network.ts';
import { createNetworkGradient } from '../../../src/policies/networkGradient.ts';
import { ACTIVATION_IDS, type NetworkShape } from '../../../src/policies/types.ts';
import { createRandom } from '../../../src/random/random.ts';

const SIZES = { inputSize: 5, hiddenSizes: [7, 4], outputSize: 3 };

function drawn(shape: NetworkShape, seed: number) {
  const random = createRandom(seed);
  const { parameterCount } = networkLayout(shape);
  const count = 6;
  const normals = (length: number) => Float64Array.from({ length }, () => random.normal());
  const observation = Float32Array.from(normals(count * shape.inputSize));
  // As of a one-hot code.
  for (let i = 0; i < observation.length; i += 2) observation[i] = 0;
  const action = Int32Array.from({ length: count }, () => random.integer(shape.outputSize));
  return { parameters: normals(parameterCount), examples: { count, observation, action } satisfies Examples };
}

/** −ln softmax by definition, on the network that acts. */
function lossOf(shape: NetworkShape, parameters: Float64Array, examples: Examples, rows: readonly number[]) {
  const logits = new Float64Array(examples.count * shape.outputSize);
  createNetwork(shape).forward(parameters, examples.observation, examples.count, logits);
  const losses = rows.map((row) => {
    const own = logits.subarray(row * shape.outputSize, (row + 1) * shape.outputSize);
    const sum = own.reduce((total, logit) => total + Math.exp(logit), 0);
    return Math.log(sum) - own[examples.action[row]!]!;
  });
  return losses.reduce((total, loss) => total + loss, 0) / rows.length;
}

describe.each(ACTIVATION_IDS)('cross-entropy through %s', (activation) => {
  const shape: NetworkShape = { ...SIZES, activation };

  it('is that of the network that acts, with the gradient of central differences', () => {
    const network = createNetworkGradient(shape);
    fc.assert(
      fc.property(fc.nat(1000), fc.array(fc.nat(5), { minLength: 1, maxLength: 8 }), (seed, rows) => {
        const { parameters, examples } = drawn(shape, seed);
        const gradient = new Float64Array(network.parameterCount).fill(9);
        const loss = crossEntropy(network, parameters, examples, rows, gradient);
        expect(loss).toBeCloseTo(lossOf(shape, parameters, examples, rows), 12);
        const step = 1e-6;
        for (let i = 0; i < parameters.length; i++) {
          const ends = [step, -step].map((move) => {
            const moved = parameters.slice();
            moved[i]! += move;
            return lossOf(shape, moved, examples, rows);
          });
          // relu has a kink, on which no draw of these seeds lies.
          expect(Math.abs(gradient[i]! - (ends[0]! - ends[1]!) / (2 * step))).toBeLessThan(1e-7);
        }
      }),
      { numRuns: 8, seed: 3 },
    );
  });

  it('holds for logits that exp cannot', () => {
    const network = createNetworkGradient(shape);
    const { parameters, examples } = drawn(shape, 4);
    const large = parameters.map((value) => 3000 * value);
    const gradient = new Float64Array(network.parameterCount);
    const loss = crossEntropy(network, large, examples, [0, 1, 2, 3, 4, 5], gradient);
    expect(Number.isFinite(loss)).toBe(true);
    expect(gradient.every(Number.isFinite)).toBe(true);
  });
});

describe('imitation', () => {
  const shape: NetworkShape = { inputSize: 4, hiddenSizes: [16], outputSize: 3, activation: 'relu' };
  /** Four states; in the last, two actions are right, one of them three times as often. */
  const choices = [0, 1, 2, 0, 0, 0, 1];
  const states = [0, 1, 2, 3, 3, 3, 3];
  const observation = new Float32Array(states.length * 4);
  for (const [row, state] of states.entries()) observation[4 * row + state] = 1;
  const examples: Examples = { count: states.length, observation, action: Int32Array.from(choices) };

  function taught(steps: number, seed = 1) {
    const { parameters } = drawn(shape, 2);
    parameters.forEach((value, i) => {
      parameters[i] = 0.3 * value;
    });
    const losses = [...imitate(shape, parameters, examples, steps, createRandom(seed))];
    return { parameters, losses };
  }

  it('ends at the shares of the examples', () => {
    const { parameters, losses } = taught(600);
    expect(losses).toHaveLength(600);
    const logits = new Float64Array(4 * 3);
    createNetwork(shape).forward(
      parameters,
      Float64Array.of(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1),
      4,
      logits,
    );
    const probabilities = [0, 1, 2, 3].map((row) => {
      const exps = [...logits.subarray(3 * row, 3 * row + 3)].map(Math.exp);
      return exps.map((value) => value / exps.reduce((sum, one) => sum + one));
    });
    for (const row of [0, 1, 2]) expect(probabilities[row]![row]).toBeGreaterThan(0.97);
    expect(Math.abs(probabilities[3]![0]! - 0.75)).toBeLessThan(0.1);
    expect(Math.abs(probabilities[3]![1]! - 0.25)).toBeLessThan(0.1);
  });

  it('repeats for the same seed, and leaves everything as it is in no steps', () => {
    expect(taught(20).parameters).toEqual(taught(20).parameters);
    expect(taught(20, 2).parameters).not.toEqual(taught(20).parameters);
    const { parameters } = drawn(shape, 2);
    const before = parameters.slice();
    expect([...imitate(shape, parameters, examples, 0, createRandom(1))]).toEqual([]);
    expect(parameters).toEqual(before);
  });
});
