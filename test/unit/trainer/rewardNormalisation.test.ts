import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RewardNormaliser } from '../../../src/trainer/rewardNormalisation.ts';

const never = () => false;

/** One step at a time: rewards of all environments, and which episodes ended with it. */
interface Step {
  readonly rewards: readonly number[];
  readonly ended: readonly boolean[];
}

function fed(steps: readonly Step[], environments: number, discount: number): RewardNormaliser {
  const normaliser = new RewardNormaliser(environments, discount);
  for (const { rewards, ended } of steps) {
    normaliser.update(Float64Array.from(rewards), (n) => ended[n]!, 0);
  }
  return normaliser;
}

const anySteps = (environments: number, largest: number) =>
  fc.array(
    fc.record({
      rewards: fc.array(fc.double({ min: -largest, max: largest, noNaN: true }), {
        minLength: environments,
        maxLength: environments,
      }),
      ended: fc.array(fc.boolean(), { minLength: environments, maxLength: environments }),
    }),
    { minLength: 1, maxLength: 40 },
  );

describe('RewardNormaliser', () => {
  it('divides by the standard deviation of every discounted sum there was', () => {
    fc.assert(
      fc.property(anySteps(3, 100), fc.double({ min: 0, max: 1, noNaN: true }), (steps, discount) => {
        const sums: number[] = [];
        const running = [0, 0, 0];
        for (const { rewards, ended } of steps) {
          for (let n = 0; n < 3; n++) {
            running[n] = discount * running[n]! + rewards[n]!;
            sums.push(running[n]!);
            if (ended[n]) running[n] = 0;
          }
        }
        // The guess it begins with: variance 1 about 0, of the weight of 1e-4 numbers.
        const weight = sums.length + 1e-4;
        const mean = sums.reduce((total, sum) => total + sum, 0) / weight;
        const squares = sums.reduce((total, sum) => total + (sum - mean) ** 2, 1e-4 * (1 + mean * mean));
        const expected = Math.sqrt(squares / weight + 1e-8);
        const deviation = fed(steps, 3, discount).deviation();
        expect(Math.abs(deviation - expected)).toBeLessThanOrEqual(1e-9 * (1 + expected));
      }),
    );
  });

  it('begins a new sum where an episode ended, and nowhere else', () => {
    const normaliser = new RewardNormaliser(2, 0.5);
    normaliser.update(Float64Array.of(4, 4), (n) => n === 1, 0);
    normaliser.update(Float64Array.of(1, 1), never, 0);
    expect(normaliser.statistics().running).toEqual([3, 1]);
  });

  it('reads rewards from its offset only', () => {
    const whole = new RewardNormaliser(2, 0.9);
    const part = new RewardNormaliser(2, 0.9);
    whole.update(Float64Array.of(1, 5), never, 0);
    part.update(Float64Array.of(Number.NaN, Number.NaN, 1, 5, Number.NaN), never, 2);
    expect(part.statistics()).toEqual(whole.statistics());
  });

  it('goes on from its statistics as if nothing had been', () => {
    fc.assert(
      fc.property(anySteps(2, 10), anySteps(2, 10), (before, after) => {
        const original = fed(before, 2, 0.99);
        const restored = new RewardNormaliser(2, 0.99);
        restored.restore(structuredClone(original.statistics()));
        for (const normaliser of [original, restored]) {
          for (const { rewards, ended } of after) {
            normaliser.update(Float64Array.from(rewards), (n) => ended[n]!, 0);
          }
        }
        expect(restored.statistics()).toEqual(original.statistics());
        expect(restored.deviation()).toBe(original.deviation());
      }),
    );
  });

  it('is positive and finite for rewards that never change and for enormous ones', () => {
    for (const reward of [0, 1, -3, 1e100]) {
      const steps = Array.from({ length: 50 }, () => ({ rewards: [reward], ended: [true] }));
      const deviation = fed(steps, 1, 0.99).deviation();
      expect(deviation).toBeGreaterThan(0);
      expect(deviation).toBeLessThan(Infinity);
    }
  });
});
