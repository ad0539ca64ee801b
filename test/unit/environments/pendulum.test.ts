import { describe, expect, it } from 'vitest';
import { normaliseAngle, pendulum } from '../../../src/environments/pendulum/dynamics.ts';
import { createRandom } from '../../../src/random/random.ts';
import { recordedTransitions } from './recordedTransitions.ts';
import { stepOnce } from './rows.ts';

const recorded = recordedTransitions('pendulum');

describe('pendulum', () => {
  it('equals the recorded Gymnasium transitions to 1e-6', () => {
    expect(recorded).toHaveLength(150);
    for (const transition of recorded) {
      const result = stepOnce(pendulum, transition.state, transition.action);
      expect(Math.abs(result.state[0]! - transition.nextState[0]!)).toBeLessThan(1e-6);
      expect(Math.abs(result.state[1]! - transition.nextState[1]!)).toBeLessThan(1e-6);
      expect(Math.abs(result.reward - transition.reward!)).toBeLessThan(1e-6);
      expect(result.terminated).toBe(transition.terminated);
    }
  });

  it('clips the torque, in the dynamics and in the cost', () => {
    expect(stepOnce(pendulum, [1, 0.5], [3.9])).toEqual(stepOnce(pendulum, [1, 0.5], [2]));
    expect(stepOnce(pendulum, [1, 0.5], [-1e9])).toEqual(stepOnce(pendulum, [1, 0.5], [-2]));
  });

  it('clips the angular velocity at 8 rad/s', () => {
    expect(stepOnce(pendulum, [Math.PI / 2, 7.9], [2]).state[1]).toBe(8);
    expect(stepOnce(pendulum, [-Math.PI / 2, -7.9], [-2]).state[1]).toBe(-8);
  });

  it('costs the same after any number of turns', () => {
    const reward = stepOnce(pendulum, [0.7, 0], [0]).reward;
    for (const turns of [-9, -1, 1, 12]) {
      expect(stepOnce(pendulum, [0.7 + turns * 2 * Math.PI, 0], [0]).reward).toBeCloseTo(reward, 12);
    }
    expect(normaliseAngle(Math.PI)).toBe(-Math.PI);
    expect(normaliseAngle(-Math.PI)).toBe(-Math.PI);
  });

  it('is truncated after 200 steps and never terminates', () => {
    expect(stepOnce(pendulum, [0, 0], [0], 198).truncated).toBe(false);
    expect(stepOnce(pendulum, [0, 0], [0], 199)).toMatchObject({ truncated: true, terminated: false });
  });

  it('starts anywhere around the circle, slowly', () => {
    const random = createRandom(3);
    const state = new Float64Array(2);
    const angles: number[] = [];
    for (let i = 0; i < 2000; i++) {
      pendulum.reset(state, 0, random);
      angles.push(state[0]!);
      expect(Math.abs(state[0]!)).toBeLessThanOrEqual(Math.PI);
      expect(Math.abs(state[1]!)).toBeLessThanOrEqual(1);
    }
    expect(Math.min(...angles)).toBeLessThan(-3.1);
    expect(Math.max(...angles)).toBeGreaterThan(3.1);
  });

  it('observes cos θ, sin θ and the angular velocity', () => {
    const observation = new Float32Array(6);
    pendulum.observe(Float64Array.of(0, 1, Math.PI / 2, -2), observation, 2);
    expect([...observation].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([1, 0, 1, 0, 1, -2]);
  });

  it('swings without losing or gaining more energy than semi-implicit Euler may', () => {
    // Energy of a rod about its end, per inertia: ½θ̇² + (3g/2l) cos θ; constant without torque.
    const energy = ([angle, speed]: readonly number[]) => 0.5 * speed! ** 2 + 15 * Math.cos(angle!);
    let state = [Math.PI - 0.5, 0];
    const start = energy(state);
    for (let i = 0; i < 400; i++) {
      state = stepOnce(pendulum, state, [0]).state;
      expect(Math.abs(energy(state) - start)).toBeLessThan(0.4);
    }
  });
});
