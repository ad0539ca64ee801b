import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mountainCarDiscrete } from '../../../src/environments/mountain-car-discrete/dynamics.ts';
import { createRandom } from '../../../src/random/random.ts';
import { stepOnce } from './rows.ts';

const LEFT = 0;
const NONE = 1;
const RIGHT = 2;

/** MountainCar-v0 as Moore (1990) and Sutton and Barto (example 10.1) state it, with Gymnasium's flag at 0.5. */
function published(position: number, velocity: number, action: number) {
  let speed = velocity + (action - 1) * 0.001 + Math.cos(3 * position) * -0.0025;
  if (speed > 0.07) speed = 0.07;
  if (speed < -0.07) speed = -0.07;
  let place = position + speed;
  if (place > 0.6) place = 0.6;
  if (place < -1.2) place = -1.2;
  if (place === -1.2 && speed < 0) speed = 0;
  return { state: [place, speed], terminated: place >= 0.5 && speed >= 0 };
}

describe('mountain-car-discrete', () => {
  it('moves, pays and ends as the published equations', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1.2, max: 0.6, noNaN: true }),
        fc.double({ min: -0.07, max: 0.07, noNaN: true }),
        fc.nat(2),
        (position, velocity, action) => {
          const expected = published(position, velocity, action);
          const result = stepOnce(mountainCarDiscrete, [position, velocity], [action]);
          // Within rounding of the flag or of a standstill either may be right.
          const near =
            Math.abs(expected.state[0]! - 0.5) < 1e-12 ||
            (Math.abs(expected.state[1]!) < 1e-12 && expected.state[0]! >= 0.5);
          for (let j = 0; j < 2; j++)
            expect(Math.abs(result.state[j]! - expected.state[j]!)).toBeLessThan(1e-12);
          expect(result.reward).toBe(-1);
          if (!near) expect(result.terminated).toBe(expected.terminated);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('follows them over whole episodes', () => {
    const random = createRandom(4);
    let ours: readonly number[] = [-0.5, 0];
    let theirs: readonly number[] = ours;
    for (let i = 0; i < 200; i++) {
      const action = random.uniform() < 0.8 ? (ours[1]! < 0 ? LEFT : RIGHT) : NONE;
      const result = stepOnce(mountainCarDiscrete, ours, [action], i);
      const expected = published(theirs[0]!, theirs[1]!, action);
      expect(result.terminated).toBe(expected.terminated);
      [ours, theirs] = result.terminated
        ? [
            [-0.6, 0],
            [-0.6, 0],
          ]
        : [result.state, expected.state];
      for (let j = 0; j < 2; j++) expect(ours[j]).toBeCloseTo(theirs[j]!, 11);
    }
  });

  it('stops at the wall and is not held there', () => {
    const stopped = stepOnce(mountainCarDiscrete, [-1.19, -0.07], [LEFT]);
    expect(stopped.state).toEqual([-1.2, 0]);
    expect(stepOnce(mountainCarDiscrete, stopped.state, [RIGHT]).state[0]).toBeGreaterThan(-1.2);
  });

  it('terminates at the flag, at the price of a step, and not when rolling back over it', () => {
    expect(stepOnce(mountainCarDiscrete, [0.48, 0.03], [NONE])).toMatchObject({
      terminated: true,
      reward: -1,
    });
    expect(stepOnce(mountainCarDiscrete, [0.46, 0.03], [NONE]).terminated).toBe(false);
    expect(stepOnce(mountainCarDiscrete, [0.55, -0.03], [NONE]).terminated).toBe(false);
  });

  it('is truncated after 200 steps unless it terminates there', () => {
    expect(stepOnce(mountainCarDiscrete, [-0.5, 0], [NONE], 198).truncated).toBe(false);
    expect(stepOnce(mountainCarDiscrete, [-0.5, 0], [NONE], 199)).toMatchObject({
      truncated: true,
      terminated: false,
    });
    expect(stepOnce(mountainCarDiscrete, [0.48, 0.03], [NONE], 199)).toMatchObject({
      truncated: false,
      terminated: true,
    });
  });

  it('starts at rest, uniformly in [−0.6, −0.4]', () => {
    const random = createRandom(2);
    const state = new Float64Array(2);
    const positions: number[] = [];
    for (let i = 0; i < 1000; i++) {
      mountainCarDiscrete.reset(state, 0, random);
      expect(state[1]).toBe(0);
      positions.push(state[0]!);
    }
    expect(Math.min(...positions)).toBeGreaterThanOrEqual(-0.6);
    expect(Math.min(...positions)).toBeLessThan(-0.59);
    expect(Math.max(...positions)).toBeLessThanOrEqual(-0.4);
    expect(Math.max(...positions)).toBeGreaterThan(-0.41);
  });

  /** Steps until the flag within the limit, or null. */
  function drive(start: number, choose: (velocity: number) => number): number | null {
    let state: readonly number[] = [start, 0];
    for (let i = 0; i < mountainCarDiscrete.maxEpisodeSteps; i++) {
      const result = stepOnce(mountainCarDiscrete, state, [choose(state[1]!)], i);
      state = result.state;
      if (result.terminated) return i + 1;
    }
    return null;
  }

  it('cannot be done by driving straight at the flag, and can by rocking', () => {
    for (const start of [-0.6, -0.5, -0.4]) {
      expect(drive(start, () => RIGHT)).toBeNull();
      expect(drive(start, (velocity) => (velocity < 0 ? LEFT : RIGHT))).toBeLessThan(130);
    }
  });
});
