import { describe, expect, it } from 'vitest';
import { spelling } from '../../../src/environments/spelling/dynamics.ts';
import type { RunConfiguration } from '../../../src/experiments/fields.ts';
import { createNetwork } from '../../../src/policies/network.ts';
import { policyNetworkShape } from '../../../src/policies/policyShape.ts';
import { createRandom } from '../../../src/random/random.ts';
import { beginMember, beginMemberPaced } from '../../../src/trainer/beginning.ts';
import { engineSpecification, initialSnapshot } from '../../../src/trainer/specification.ts';
import { FREE_HOOKS, runToEnd, smallRun } from '../../support/runs.ts';

const taught = (changes: Partial<RunConfiguration> = {}) =>
  smallRun({
    environment: 'spelling',
    hiddenSizes: [32],
    activation: 'relu',
    pretrainingSteps: 60,
    ...changes,
  });

/** Mean −ln π of the task's examples, by the network that acts. */
function lossOf(configuration: RunConfiguration, parameters: Float32Array): number {
  const shape = policyNetworkShape(engineSpecification(configuration, spelling).policy);
  const { count, observation, action } = spelling.examples!();
  const logits = new Float64Array(count * shape.outputSize);
  createNetwork(shape).forward(parameters, observation, count, logits);
  let loss = 0;
  for (let row = 0; row < count; row++) {
    const own = logits.subarray(row * shape.outputSize, (row + 1) * shape.outputSize);
    loss += Math.log(own.reduce((sum, logit) => sum + Math.exp(logit), 0)) - own[action[row]!]!;
  }
  return loss / count;
}

describe('a member that is taught before it begins', () => {
  const fresh = (configuration: RunConfiguration, seed: number) =>
    initialSnapshot(engineSpecification(configuration, spelling), { ...configuration, seeds: [seed] });

  it('knows more of the examples the longer it is taught', () => {
    const losses = [0, 60, 200].map((pretrainingSteps) => {
      const configuration = taught({ pretrainingSteps });
      return lossOf(
        configuration,
        beginMember(configuration, spelling, 1).checkpoint.engine.policy.parameters,
      );
    });
    expect(losses[0]).toBeCloseTo(Math.log(27), 2);
    expect(losses[1]).toBeLessThan(losses[0]! - 0.5);
    expect(losses[2]).toBeLessThan(losses[1]! - 0.3);
  });

  it('begins fresh in everything but its policy, and in that too without a step', () => {
    const { engine } = beginMember(taught(), spelling, 1).checkpoint;
    const before = fresh(taught(), 1);
    expect(engine.value).toEqual(before.value);
    expect(engine.policy.parameters).not.toEqual(before.policy.parameters);
    expect(engine.policy).toEqual({ ...before.policy, parameters: engine.policy.parameters });
    expect(beginMember(taught({ pretrainingSteps: 0 }), spelling, 1).checkpoint.engine).toEqual(before);
  });

  it('shows the policy that it goes on from', () => {
    const { checkpoint, report } = beginMember(taught(), spelling, 1);
    expect(report.policy.parameters).toEqual(checkpoint.engine.policy.parameters);
  });

  it('is taught the same at once and in pieces, and by its own seed', async () => {
    let breaths = 0;
    const paced = await beginMemberPaced(taught(), spelling, 3, async () => {
      breaths++;
    });
    expect(paced).toEqual(beginMember(taught(), spelling, 3));
    expect(breaths).toBe(60);
    expect(paced.checkpoint.engine).not.toEqual(beginMember(taught(), spelling, 4).checkpoint.engine);
  });

  it('takes observations as they are, whatever the setting', () => {
    const { report, checkpoint } = beginMember(taught({ normaliseObservations: true }), spelling, 1);
    expect(report.policy.normalised).toBe(false);
    expect(checkpoint).toEqual(beginMember(taught({ normaliseObservations: false }), spelling, 1).checkpoint);
  });

  it('spells some words, and far from all, as the task sets out', () => {
    const configuration = taught({ hiddenSizes: [128], pretrainingSteps: 400 });
    const shape = policyNetworkShape(engineSpecification(configuration, spelling).policy);
    const network = createNetwork(shape);
    const { parameters } = beginMember(configuration, spelling, 1).checkpoint.engine.policy;
    const random = createRandom(9);
    const count = 500;
    const state = new Float64Array(5 * count);
    const observation = new Float32Array(104 * count);
    const logits = new Float64Array(27 * count);
    const action = new Float64Array(count);
    const over = new Uint8Array(count);
    const outcome = {
      reward: new Float64Array(count),
      terminated: new Uint8Array(count),
      truncated: new Uint8Array(count),
    };
    for (let i = 0; i < count; i++) spelling.reset(state, i, random);
    let words = 0;
    for (let step = 0; step < 3; step++) {
      spelling.observe(state, observation, count);
      network.forward(parameters, observation, count, logits);
      for (let i = 0; i < count; i++) {
        // Gumbel's trick: the largest of logits with such noise is a draw from their softmax.
        let best = -Infinity;
        for (let j = 0; j < 27; j++) {
          const noisy = logits[27 * i + j]! - Math.log(-Math.log(random.uniform()));
          if (noisy > best) [best, action[i]] = [noisy, j];
        }
      }
      spelling.step(state, action, new Int32Array(count).fill(step), outcome, count);
      for (let i = 0; i < count; i++) {
        if (over[i] === 0) words += outcome.reward[i]!;
        over[i] ||= outcome.terminated[i]!;
      }
    }
    expect(words / count).toBeGreaterThan(0.3);
    expect(words / count).toBeLessThan(0.6);
  });
});

describe('a run whose policy is taught first', () => {
  it('ends with the same digest whether or not messages are let in between', async () => {
    const configuration = taught({ seeds: [1, 2] });
    const atOnce = await runToEnd(configuration, spelling);
    let breaths = 0;
    const paced = await runToEnd(configuration, spelling, {
      hooks: {
        ...FREE_HOOKS,
        breathe: async () => {
          breaths++;
        },
      },
    });
    expect(breaths).toBe(120);
    expect(paced.events.at(-1)).toEqual(atOnce.events.at(-1));
  });
});
