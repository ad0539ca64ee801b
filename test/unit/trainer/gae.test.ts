import { describe, expect, it } from 'vitest';
import { estimateAdvantages, explainedVariance, type Trajectories } from '../../../src/trainer/gae.ts';

/** One member, one environment, so that a row reads as time. */
function single(parts: Partial<Trajectories> & Pick<Trajectories, 'reward'>): Trajectories {
  const horizon = parts.reward.length;
  return {
    members: 1,
    horizon,
    environments: 1,
    value: new Float64Array(horizon),
    nextValue: new Float64Array(horizon),
    terminated: new Uint8Array(horizon),
    truncated: new Uint8Array(horizon),
    ...parts,
  };
}

function estimate(trajectories: Trajectories, discount: number, lambda: number) {
  const advantage = new Float64Array(trajectories.reward.length);
  const target = new Float64Array(trajectories.reward.length);
  estimateAdvantages(trajectories, discount, lambda, advantage, target);
  return { advantage: [...advantage], target: [...target] };
}

function expectClose(actual: readonly number[], expected: readonly number[]) {
  expect(actual).toHaveLength(expected.length);
  for (const [index, value] of expected.entries()) expect(actual[index]).toBeCloseTo(value, 12);
}

describe('estimateAdvantages', () => {
  it('agrees with a calculation by hand when nothing ends', () => {
    // γ = ½, λ = ½. δ = (1 + ½·2 − 1, 2 + ½·3 − 2, 3 + ½·4 − 3) = (1, 1.5, 2); A = δ + ¼ A'.
    const { advantage, target } = estimate(
      single({
        reward: Float64Array.of(1, 2, 3),
        value: Float64Array.of(1, 2, 3),
        nextValue: Float64Array.of(2, 3, 4),
      }),
      0.5,
      0.5,
    );
    expectClose(advantage, [1 + 0.25 * 2, 1.5 + 0.25 * 2, 2]);
    expectClose(target, [2.5, 4, 5]);
  });

  it('neither bootstraps nor looks past a termination in the middle', () => {
    // δ = (1 + .9·20 − 10, 2 − 20, 3 + .9·40 − 30); the second episode must not leak into the first.
    const { advantage, target } = estimate(
      single({
        reward: Float64Array.of(1, 2, 3),
        value: Float64Array.of(10, 20, 30),
        nextValue: Float64Array.of(20, 1e9, 40),
        terminated: Uint8Array.of(0, 1, 0),
      }),
      0.9,
      0.8,
    );
    expectClose(advantage, [9 + 0.72 * -18, -18, 9]);
    expectClose(target, [10 + 9 + 0.72 * -18, 2, 39]);
  });

  it('bootstraps at a truncation in the middle from the final observation, then stops', () => {
    // The final observation is worth 50, the fresh start after it 30.
    const { advantage } = estimate(
      single({
        reward: Float64Array.of(1, 2, 3),
        value: Float64Array.of(10, 20, 30),
        nextValue: Float64Array.of(20, 50, 40),
        truncated: Uint8Array.of(0, 1, 0),
      }),
      0.9,
      0.8,
    );
    const cut = 2 + 0.9 * 50 - 20;
    expectClose(advantage, [9 + 0.72 * cut, cut, 9]);
  });

  it('lets termination win where the time limit falls on the same step', () => {
    const { advantage } = estimate(
      single({
        reward: Float64Array.of(5),
        value: Float64Array.of(1),
        nextValue: Float64Array.of(100),
        terminated: Uint8Array.of(1),
        truncated: Uint8Array.of(1),
      }),
      0.9,
      0.9,
    );
    expectClose(advantage, [4]);
  });

  it('is the discounted return minus the value for λ = 1 and the one-step error for λ = 0', () => {
    const trajectories = single({
      reward: Float64Array.of(1, 1, 1),
      value: Float64Array.of(0.5, 0.25, 0.125),
      nextValue: Float64Array.of(0.25, 0.125, 8),
    });
    expectClose(estimate(trajectories, 0.5, 1).target, [1 + 0.5 + 0.25 + 0.125 * 8, 1 + 0.5 + 0.25 * 8, 5]);
    expectClose(estimate(trajectories, 0.5, 0).target, [1.125, 1.0625, 5]);
  });

  it('keeps members and environments apart', () => {
    // [P = 2, T = 2, N = 2]: every chain is what it would be alone.
    const value = Float64Array.from({ length: 8 }, (_, i) => i * 0.3);
    const nextValue = Float64Array.from({ length: 8 }, (_, i) => 1 - i * 0.1);
    const reward = Float64Array.from({ length: 8 }, (_, i) => i + 1);
    const truncated = Uint8Array.of(0, 1, 0, 0, 0, 0, 0, 0);
    const terminated = Uint8Array.of(0, 0, 0, 0, 1, 0, 0, 0);
    const all = estimate(
      { members: 2, horizon: 2, environments: 2, value, nextValue, reward, truncated, terminated },
      0.9,
      0.7,
    );
    for (const p of [0, 1]) {
      for (const n of [0, 1]) {
        const at = [0, 1].map((t) => (p * 2 + t) * 2 + n);
        const pick = (array: ArrayLike<number>) => at.map((i) => array[i]!);
        const alone = estimate(
          single({
            reward: Float64Array.from(pick(reward)),
            value: Float64Array.from(pick(value)),
            nextValue: Float64Array.from(pick(nextValue)),
            terminated: Uint8Array.from(pick(terminated)),
            truncated: Uint8Array.from(pick(truncated)),
          }),
          0.9,
          0.7,
        );
        expectClose(pick(all.advantage), alone.advantage);
        expectClose(pick(all.target), alone.target);
      }
    }
  });
});

describe('explainedVariance', () => {
  it('is 1 for a perfect value, 0 for a constant one, negative for a wrong one', () => {
    const target = Float64Array.of(99, 1, 2, 3, 4);
    expect(explainedVariance(target, target, 1, 4)).toBe(1);
    expect(explainedVariance(new Float64Array(5), target, 1, 4)).toBeCloseTo(0, 12);
    expect(
      explainedVariance(
        target.map((x) => -x),
        target,
        1,
        4,
      ),
    ).toBeCloseTo(-3, 12);
    expect(explainedVariance(target, new Float64Array(5), 1, 4)).toBe(0);
  });
});
