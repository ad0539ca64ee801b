import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acrobot } from '../../../src/environments/acrobot/dynamics.ts';
import { createRandom } from '../../../src/random/random.ts';
import { recordedTransitions } from './recordedTransitions.ts';
import { stepOnce } from './rows.ts';

const recorded = recordedTransitions('acrobot');
const SHOULDER_LIMIT = 4 * Math.PI;
const ELBOW_LIMIT = 9 * Math.PI;

describe('acrobot', () => {
  it('moves as the recorded Gymnasium transitions to 1e-6', () => {
    expect(recorded).toHaveLength(150);
    for (const transition of recorded) {
      const result = stepOnce(acrobot, transition.state, transition.action);
      for (let j = 0; j < 4; j++) {
        expect(Math.abs(result.state[j]! - transition.nextState[j]!)).toBeLessThan(1e-6);
      }
      expect(result.reward).toBe(transition.reward);
      expect(result.terminated).toBe(transition.terminated);
    }
  });

  it('keeps its energy without a torque, as far as a step of 0.2 s can', () => {
    const energy = ([a, b, u, v]: readonly number[]) => {
      const [cosine, w] = [Math.cos(b!), u! + v!];
      const kinetic = 0.5 * (1.25 + 1) * u! * u! + 0.5 * 1.25 * w * w + 0.5 * u! * w * cosine;
      return kinetic - 9.8 * (1.5 * Math.cos(a!) + 0.5 * Math.cos(a! + b!));
    };
    let state: readonly number[] = [0.5, 0.3, 0.2, -0.1];
    const start = energy(state);
    for (let i = 0; i < 50; i++) state = stepOnce(acrobot, state, [0]).state;
    expect(Math.abs(energy(state) - start)).toBeLessThan(0.01 * Math.abs(start));
  });

  it('clips the torque and the angular velocities', () => {
    expect(stepOnce(acrobot, [0.1, 0.2, 0, 0], [-40])).toEqual(stepOnce(acrobot, [0.1, 0.2, 0, 0], [-1]));
    fc.assert(
      fc.property(
        fc.tuple(
          fc.double({ min: -10, max: 10, noNaN: true }),
          fc.double({ min: -10, max: 10, noNaN: true }),
          fc.double({ min: -SHOULDER_LIMIT, max: SHOULDER_LIMIT, noNaN: true }),
          fc.double({ min: -ELBOW_LIMIT, max: ELBOW_LIMIT, noNaN: true }),
        ),
        fc.double({ noNaN: true }),
        (start, torque) => {
          const { state } = stepOnce(acrobot, start, [torque]);
          expect(Math.abs(state[2]!)).toBeLessThanOrEqual(SHOULDER_LIMIT);
          expect(Math.abs(state[3]!)).toBeLessThanOrEqual(ELBOW_LIMIT);
        },
      ),
    );
  });

  it('moves the same after any number of turns', () => {
    const still = stepOnce(acrobot, [0.4, -0.7, 1, 2], [0.3]);
    const turned = stepOnce(acrobot, [0.4 + 6 * Math.PI, -0.7 - 4 * Math.PI, 1, 2], [0.3]);
    expect(turned.state[2]).toBeCloseTo(still.state[2]!, 10);
    expect(turned.state[3]).toBeCloseTo(still.state[3]!, 10);
    expect(turned.state[0]! - 6 * Math.PI).toBeCloseTo(still.state[0]!, 10);
  });

  it('terminates with the tip above the line, at no cost for that step', () => {
    expect(stepOnce(acrobot, [Math.PI, 0, 0, 0], [0])).toMatchObject({ terminated: true, reward: 0 });
    // The second link folded down: the tip is at the shoulder's height.
    expect(stepOnce(acrobot, [Math.PI, Math.PI, 0, 0], [0])).toMatchObject({ terminated: false, reward: -1 });
  });

  it('is truncated after 500 steps', () => {
    expect(stepOnce(acrobot, [0, 0, 0, 0], [0], 498).truncated).toBe(false);
    expect(stepOnce(acrobot, [0, 0, 0, 0], [0], 499)).toMatchObject({ truncated: true, terminated: false });
    expect(stepOnce(acrobot, [Math.PI, 0, 0, 0], [0], 499)).toMatchObject({
      truncated: false,
      terminated: true,
    });
  });

  it('starts hanging, nearly at rest', () => {
    const random = createRandom(3);
    const state = new Float64Array(4);
    const all: number[] = [];
    for (let i = 0; i < 500; i++) {
      acrobot.reset(state, 0, random);
      all.push(...state);
    }
    expect(Math.max(...all)).toBeLessThanOrEqual(0.1);
    expect(Math.max(...all)).toBeGreaterThan(0.095);
    expect(Math.min(...all)).toBeGreaterThanOrEqual(-0.1);
    expect(Math.min(...all)).toBeLessThan(-0.095);
  });

  it('is done by a torque that always pushes the elbow on', () => {
    let state: readonly number[] = [0.05, 0, 0, 0.05];
    let steps = 0;
    for (let over = false; !over && steps < 500; steps++) {
      const result = stepOnce(acrobot, state, [state[3]! < 0 ? -1 : 1]);
      state = result.state;
      over = result.terminated;
    }
    expect(steps).toBeLessThan(200);
  });
});
