import { cos, sinCos } from 'trust-region-layers/elementary';
import * as m from '#words/tasks';
import type { Environment } from '../environment.ts';
import { clamp, truncate } from '../limits.ts';
import {
  FURTHEST,
  MAXIMAL_ANGULAR_SPEED,
  MAXIMAL_FORCE,
  MAXIMAL_SPEED,
  placePole,
  pushCart,
  startUpright,
  TIME_STEP,
  TRACK_LIMIT,
} from './physics.ts';

const MAXIMAL_EPISODE_STEPS = 500;

/** The same angle in [−π, π). */
function turnedBack(angle: number): number {
  return angle - 2 * Math.PI * Math.floor((angle + Math.PI) / (2 * Math.PI));
}

/** Sine and cosine of one angle: scratch of every call. */
const direction = new Float64Array(2);

/**
 * Swing a pole up and balance it by pushing the cart it hangs from: the dynamics of Gymnasium's `CartPole`
 * (Barto, Sutton and Anderson 1983), a continuous force, and a pole that starts hanging.
 *
 * - State: cart position x (m), ẋ (m/s), pole angle θ (rad, 0 is up, clockwise, not wrapped), θ̇ (rad/s).
 * - Action: force on the cart as a fraction of 10 N, clipped to [−1, 1].
 * - Observation: x, ẋ, cos θ, sin θ, θ̇.
 * - Dynamics: {@link pushCart}.
 * - Reward of the state after the step, in [0, 1]: ½(1 + cos θ) · (1 − ½ min(|x|/2.4 m, 1)²).
 * - Start: hanging, at rest, every component up to 0.05 off. Terminates where |x| > 2.4 m; truncated after 500 steps (10 s).
 */
export const cartPole: Environment = {
  id: 'cart-pole',
  get name() {
    return m.cartPole();
  },
  get summary() {
    return m.cartPoleSummary();
  },
  observationSpace: {
    size: 5,
    low: [-FURTHEST, -MAXIMAL_SPEED, -1, -1, -MAXIMAL_ANGULAR_SPEED],
    high: [FURTHEST, MAXIMAL_SPEED, 1, 1, MAXIMAL_ANGULAR_SPEED],
    get labels() {
      return [m.positionMetre(), m.velocityMetre(), 'cos θ', 'sin θ', m.angularVelocity()];
    },
  },
  actionSpace: {
    size: 1,
    low: [-1],
    high: [1],
    get labels() {
      return [m.forceTenNewton()];
    },
  },
  stateSize: 4,
  timeStep: TIME_STEP,
  maxEpisodeSteps: MAXIMAL_EPISODE_STEPS,
  // The balancing task has a threshold, the swing-up has none that the field agrees on.
  solvedReturn: null,
  plane: {
    across: {
      get label() {
        return m.poleAngle();
      },
      low: -Math.PI,
      high: Math.PI,
    },
    up: {
      get label() {
        return m.angularVelocity();
      },
      low: -10,
      high: 10,
    },
    get rest() {
      return m.cartAtRest();
    },
    fill: placePole,
    locate: (state, index) => [turnedBack(state[4 * index + 2]!), state[4 * index + 3]!],
  },

  reset(state, index, random) {
    startUpright(state, index, random);
    state[4 * index + 2] = state[4 * index + 2]! + Math.PI;
  },

  step(state, action, elapsed, outcome, n) {
    for (let i = 0; i < n; i++) {
      const row = 4 * i;
      pushCart(state, row, MAXIMAL_FORCE * clamp(action[i]!, -1, 1));

      const x = state[row]!;
      const offCentre = Math.min(Math.abs(x) / TRACK_LIMIT, 1);
      outcome.reward[i] = 0.5 * (1 + cos(state[row + 2]!)) * (1 - 0.5 * offCentre * offCentre);
      outcome.terminated[i] = Math.abs(x) > TRACK_LIMIT ? 1 : 0;
    }
    truncate(elapsed, outcome, MAXIMAL_EPISODE_STEPS, n);
  },

  observe(state, observation, n) {
    for (let i = 0; i < n; i++) {
      sinCos(state[4 * i + 2]!, direction);
      observation[5 * i] = state[4 * i]!;
      observation[5 * i + 1] = state[4 * i + 1]!;
      observation[5 * i + 2] = direction[1]!;
      observation[5 * i + 3] = direction[0]!;
      observation[5 * i + 4] = state[4 * i + 3]!;
    }
  },
};
