import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cartPole } from '../../../src/environments/cart-pole/dynamics.ts';
import { MAXIMAL_FORCE, TRACK_LIMIT } from '../../../src/environments/cart-pole/physics.ts';
import { createRandom } from '../../../src/random/random.ts';
import { recordedTransitions } from './recordedTransitions.ts';
import { stepOnce } from './rows.ts';

const recorded = recordedTransitions('cart-pole');

describe('cart-pole', () => {
  it('moves as the recorded Gymnasium transitions to 1e-6', () => {
    expect(recorded).toHaveLength(150);
    for (const transition of recorded) {
      const force = transition.action[0]! / MAXIMAL_FORCE;
      const { state } = stepOnce(cartPole, transition.state, [force]);
      for (let j = 0; j < 4; j++) {
        expect(Math.abs(state[j]! - transition.nextState[j]!)).toBeLessThan(1e-6);
      }
    }
  });

  it('obeys Newton: the force accelerates the common centre of mass', () => {
    const total = 1.1;
    fc.assert(
      fc.property(
        fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
        fc.double({ min: -5, max: 5, noNaN: true }),
        fc.double({ min: -1, max: 1, noNaN: true }),
        (angle, spin, force) => {
          const next = stepOnce(cartPole, [0, 0, angle, spin], [force]).state;
          const acceleration = next[1]! / 0.02;
          const angular = (next[3]! - spin) / 0.02;
          // d²/dt² (x + l sin θ) of the pole's centre, l = 0.5 m.
          const pole = acceleration + 0.5 * (angular * Math.cos(angle) - spin * spin * Math.sin(angle));
          expect(1 * acceleration + 0.1 * pole).toBeCloseTo(total * ((10 * force) / total), 9);
        },
      ),
    );
  });

  it('clips the force', () => {
    expect(stepOnce(cartPole, [0, 0, 3, 0], [40])).toEqual(stepOnce(cartPole, [0, 0, 3, 0], [1]));
  });

  it('terminates off the track only', () => {
    expect(stepOnce(cartPole, [2.39, 1, 0, 0], [0])).toMatchObject({ terminated: true, truncated: false });
    expect(stepOnce(cartPole, [-2.39, -1, 0, 0], [0], 499)).toMatchObject({
      terminated: true,
      truncated: false,
    });
    expect(stepOnce(cartPole, [TRACK_LIMIT - 0.01, 0, Math.PI, 0], [0]).terminated).toBe(false);
    expect(stepOnce(cartPole, [0, 0, Math.PI, 0], [0], 498).truncated).toBe(false);
    expect(stepOnce(cartPole, [0, 0, Math.PI, 0], [0], 499).truncated).toBe(true);
  });

  it('pays for height and for the middle of the track, within [0, 1]', () => {
    const reward = (x: number, angle: number) => stepOnce(cartPole, [x, 0, angle, 0], [0]).reward;
    expect(reward(0, 0)).toBe(1);
    expect(reward(0, Math.PI)).toBeCloseTo(0, 12);
    expect(reward(0, Math.PI / 2)).toBeCloseTo(0.5, 12);
    expect(reward(1.2, 0)).toBeCloseTo(1 - 0.5 * 0.25, 12);
    fc.assert(
      fc.property(
        fc.double({ min: -1e300, max: 1e300, noNaN: true }),
        fc.double({ min: -100, max: 100, noNaN: true }),
        (x, angle) => {
          expect(reward(x, angle)).toBeGreaterThanOrEqual(0);
          expect(reward(x, angle)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  it('starts hanging, nearly at rest, in the middle', () => {
    const random = createRandom(3);
    const state = new Float64Array(4);
    for (let i = 0; i < 500; i++) {
      cartPole.reset(state, 0, random);
      [0, 0, Math.PI, 0].forEach((rest, j) => {
        expect(Math.abs(state[j]! - rest)).toBeLessThanOrEqual(0.05 + 1e-12);
      });
    }
    expect(stepOnce(cartPole, [...state], [0]).reward).toBeLessThan(0.01);
  });

  it('can be done by hand: pump energy, then balance', () => {
    // Energy of the pole about its hinge over its inertia, 0 when it stands: ½θ̇² + (3g/4l)(cos θ − 1).
    const control = ([x, v, angle, spin]: readonly number[]) => {
      const turned = Math.atan2(Math.sin(angle!), Math.cos(angle!));
      if (Math.abs(turned) < 0.35 && Math.abs(spin!) < 4)
        return (0.8 * x! + 1.6 * v! + 30 * turned + 6 * spin!) / 10;
      const energy = 0.5 * spin! * spin! + 14.7 * (Math.cos(angle!) - 1);
      return (
        Math.sign(energy * spin! * Math.cos(angle!)) * Math.min(1, Math.abs(0.2 * energy)) * 0.6 -
        0.25 * x! -
        0.1 * v!
      );
    };
    const random = createRandom(6);
    const row = new Float64Array(4);
    for (let episode = 0; episode < 5; episode++) {
      cartPole.reset(row, 0, random);
      let state: readonly number[] = [...row];
      let total = 0;
      for (let i = 0; i < cartPole.maxEpisodeSteps; i++) {
        const result = stepOnce(cartPole, state, [control(state)], i);
        expect(result.terminated).toBe(false);
        state = result.state;
        total += result.reward;
      }
      expect(total).toBeGreaterThan(250);
      expect(Math.cos(state[2]!)).toBeGreaterThan(0.95);
    }
  });
});
