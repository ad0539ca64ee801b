import { describe, expect, it } from 'vitest';
import { GOAL_POSITION, mountainCar } from '../../../src/environments/mountain-car/dynamics.ts';
import { TRACK } from '../../../src/environments/mountain-car/valley.ts';
import { createRandom } from '../../../src/random/random.ts';
import { recordedTransitions } from './recordedTransitions.ts';
import { stepOnce } from './rows.ts';

const recorded = recordedTransitions('mountain-car');

describe('mountain car', () => {
  it('equals the recorded Gymnasium transitions to 1e-5', () => {
    expect(recorded).toHaveLength(150);
    expect(recorded.some((transition) => transition.terminated)).toBe(true);
    for (const transition of recorded) {
      const result = stepOnce(mountainCar, transition.state, transition.action);
      expect(Math.abs(result.state[0]! - transition.nextState[0]!)).toBeLessThan(1e-5);
      expect(Math.abs(result.state[1]! - transition.nextState[1]!)).toBeLessThan(1e-5);
      expect(Math.abs(result.reward - transition.reward!)).toBeLessThan(1e-5);
      expect(result.terminated).toBe(transition.terminated);
    }
  });

  it('keeps its state in float32, as Gymnasium does', () => {
    const { state } = stepOnce(mountainCar, [-0.5123456789, 0.0123456789], [0.3]);
    expect(state).toEqual(state.map(Math.fround));
  });

  it('clips the force in the dynamics and not in the cost', () => {
    const full = stepOnce(mountainCar, [-0.5, 0], [1]);
    const beyond = stepOnce(mountainCar, [-0.5, 0], [3]);
    expect(beyond.state).toEqual(full.state);
    expect(full.reward).toBeCloseTo(-0.1, 12);
    expect(beyond.reward).toBeCloseTo(-0.9, 12);
  });

  it('stops at the wall and is not held there', () => {
    const stopped = stepOnce(mountainCar, [-1.19, -0.07], [-1]);
    expect(stopped.state).toEqual([Math.fround(TRACK.left), 0]);
    expect(stepOnce(mountainCar, stopped.state, [1]).state[0]).toBeGreaterThan(TRACK.left);
  });

  it('terminates at the flag, and not when rolling back over it', () => {
    expect(stepOnce(mountainCar, [0.44, 0.03], [0])).toMatchObject({ terminated: true, reward: 100 });
    expect(stepOnce(mountainCar, [0.5, -0.03], [0]).terminated).toBe(false);
  });

  it('is truncated after 999 steps unless it terminates there', () => {
    expect(stepOnce(mountainCar, [-0.5, 0], [0], 997).truncated).toBe(false);
    expect(stepOnce(mountainCar, [-0.5, 0], [0], 998)).toMatchObject({ truncated: true, terminated: false });
    expect(stepOnce(mountainCar, [0.44, 0.03], [0], 998)).toMatchObject({
      truncated: false,
      terminated: true,
    });
  });

  it('starts at rest in the valley', () => {
    const random = createRandom(2);
    const state = new Float64Array(2);
    const positions: number[] = [];
    for (let i = 0; i < 1000; i++) {
      mountainCar.reset(state, 0, random);
      expect(state[1]).toBe(0);
      positions.push(state[0]!);
    }
    expect(Math.min(...positions)).toBeGreaterThanOrEqual(Math.fround(-0.6));
    expect(Math.min(...positions)).toBeLessThan(-0.59);
    expect(Math.max(...positions)).toBeLessThanOrEqual(Math.fround(-0.4));
    expect(Math.max(...positions)).toBeGreaterThan(-0.41);
  });

  /** Steps until the flag, or null. */
  function drive(force: (velocity: number) => number): number | null {
    let state: readonly number[] = [-0.5, 0];
    for (let i = 0; i < mountainCar.maxEpisodeSteps; i++) {
      const result = stepOnce(mountainCar, state, [force(state[1]!)]);
      state = result.state;
      if (result.terminated) return i + 1;
    }
    return null;
  }

  it('cannot be done by driving straight at the flag, and can by rocking', () => {
    expect(drive(() => 1)).toBeNull();
    expect(drive((velocity) => (velocity < 0 ? -1 : 1))).toBeLessThan(150);
    expect(GOAL_POSITION).toBeLessThan(TRACK.right);
  });
});
