import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANGLE_LIMIT, cartPoleBalance } from '../../../src/environments/cart-pole-balance/dynamics.ts';
import { createRandom } from '../../../src/random/random.ts';
import { recordedTransitions } from './recordedTransitions.ts';
import { stepOnce } from './rows.ts';

const LEFT = 0;
const RIGHT = 1;
const recorded = recordedTransitions('cart-pole');

describe('cart-pole-balance', () => {
  it('equals the recorded CartPole-v1 transitions, which push with −10 N or 10 N', () => {
    const forces = new Map([
      [-10, LEFT],
      [10, RIGHT],
    ]);
    const ours = recorded.filter(({ action }) => forces.has(action[0]!));
    expect(ours.length).toBeGreaterThan(40);
    for (const transition of ours) {
      const result = stepOnce(cartPoleBalance, transition.state, [forces.get(transition.action[0]!)!]);
      for (let j = 0; j < 4; j++) {
        expect(Math.abs(result.state[j]! - transition.nextState[j]!)).toBeLessThan(1e-12);
      }
      expect(result.reward).toBe(1);
      expect(result.terminated).toBe(transition.terminated);
    }
  });

  it('observes its state as it is', () => {
    const seen = new Float64Array(4);
    cartPoleBalance.observe(Float64Array.of(0.1, -0.2, 0.03, -0.4), seen, 1);
    expect([...seen]).toEqual([0.1, -0.2, 0.03, -0.4]);
  });

  it('terminates off the track and where the pole has fallen, and pays that step too', () => {
    expect(ANGLE_LIMIT).toBeCloseTo(0.20943951, 8);
    for (const [state, over] of [
      [[2.39, 1, 0, 0], true],
      [[-2.39, -1, 0, 0], true],
      [[2.37, 1, 0, 0], false],
      [[0, 0, 0.209, 0.1], true],
      [[0, 0, -0.209, -0.1], true],
      [[0, 0, 0.209, 0.01], false],
    ] as const) {
      expect(stepOnce(cartPoleBalance, state, [RIGHT])).toMatchObject({ terminated: over, reward: 1 });
    }
  });

  it('is truncated after 500 steps unless it terminates there', () => {
    expect(stepOnce(cartPoleBalance, [0, 0, 0, 0], [LEFT], 498).truncated).toBe(false);
    expect(stepOnce(cartPoleBalance, [0, 0, 0, 0], [LEFT], 499)).toMatchObject({
      truncated: true,
      reward: 1,
    });
    expect(stepOnce(cartPoleBalance, [2.39, 1, 0, 0], [LEFT], 499)).toMatchObject({
      truncated: false,
      terminated: true,
    });
  });

  it('is its own mirror image: left is right with every sign turned', () => {
    const number = (size: number) => fc.double({ min: -size, max: size, noNaN: true });
    fc.assert(
      fc.property(number(2.4), number(5), number(0.2), number(5), (...state) => {
        const mirrored = stepOnce(
          cartPoleBalance,
          state.map((value) => -value),
          [LEFT],
        );
        const { state: next, terminated } = stepOnce(cartPoleBalance, state, [RIGHT]);
        expect(mirrored.state.map((value) => 0 - value)).toEqual(next.map((value) => value + 0));
        expect(mirrored.terminated).toBe(terminated);
      }),
    );
  });

  it('starts upright, every component uniform in ±0.05', () => {
    const random = createRandom(3);
    const state = new Float64Array(4);
    const all: number[] = [];
    for (let i = 0; i < 500; i++) {
      cartPoleBalance.reset(state, 0, random);
      all.push(...state);
    }
    expect(Math.max(...all)).toBeLessThanOrEqual(0.05);
    expect(Math.max(...all)).toBeGreaterThan(0.049);
    expect(Math.min(...all)).toBeGreaterThanOrEqual(-0.05);
    expect(Math.min(...all)).toBeLessThan(-0.049);
  });

  /** Return of an episode from the start of a seed. */
  function play(seed: number, choose: (state: readonly number[]) => number): number {
    const row = new Float64Array(4);
    cartPoleBalance.reset(row, 0, createRandom(seed));
    let state: readonly number[] = [...row];
    let total = 0;
    for (let i = 0; ; i++) {
      const result = stepOnce(cartPoleBalance, state, [choose(state)], i);
      state = result.state;
      total += result.reward;
      if (result.terminated || result.truncated) return total;
    }
  }

  it('is done by pushing to where the pole falls, ten steps by always pushing one way', () => {
    for (let seed = 0; seed < 20; seed++) {
      expect(play(seed, ([x, v, angle, spin]) => Number(0.1 * x! + 0.2 * v! + 2 * angle! + spin! > 0))).toBe(
        500,
      );
      expect(Math.abs(play(seed, () => LEFT) - 9.5)).toBeLessThanOrEqual(1.5);
    }
  });
});
