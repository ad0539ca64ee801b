import * as m from '#words/tasks';
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
} from '../cart-pole/physics.ts';
import { chosen } from '../chosen.ts';
import type { Environment } from '../environment.ts';
import { truncate } from '../limits.ts';

/** The pole has fallen beyond ± this, rad: 12°. */
export const ANGLE_LIMIT = (12 * 2 * Math.PI) / 360;
/** Furthest angle that a last step can end in, rad. */
const FURTHEST_ANGLE = ANGLE_LIMIT + MAXIMAL_ANGULAR_SPEED * TIME_STEP;
/** What each action pushes with, N. */
const FORCES = [-MAXIMAL_FORCE, MAXIMAL_FORCE];
const MAXIMAL_EPISODE_STEPS = 500;

/**
 * Keep a pole upright by pushing the cart it stands on, to one side or the other: an exact twin of Gymnasium's `CartPole-v1`
 * (Barto, Sutton and Anderson 1983).
 *
 * - State and observation: cart position x (m), ẋ (m/s), pole angle θ (rad, 0 is up, clockwise), θ̇ (rad/s).
 * - Action: 0 pushes with −10 N (to the left), 1 with 10 N.
 * - Dynamics: {@link pushCart}.
 * - Reward: 1 a step, the last one too.
 * - Start: upright, every component uniform in ±0.05. Terminates where |x| > 2.4 m or |θ| > 12°; truncated after 500 steps (10 s).
 */
export const cartPoleBalance: Environment = {
  id: 'cart-pole-balance',
  get name() {
    return m.cartPoleBalance();
  },
  get summary() {
    return m.cartPoleBalanceSummary();
  },
  observationSpace: {
    size: 4,
    low: [-FURTHEST, -MAXIMAL_SPEED, -FURTHEST_ANGLE, -MAXIMAL_ANGULAR_SPEED],
    high: [FURTHEST, MAXIMAL_SPEED, FURTHEST_ANGLE, MAXIMAL_ANGULAR_SPEED],
    get labels() {
      return [m.positionMetre(), m.velocityMetre(), m.poleAngle(), m.angularVelocity()];
    },
  },
  actionSpace: {
    kind: 'discrete',
    size: FORCES.length,
    get labels() {
      return [m.left(), m.right()];
    },
  },
  stateSize: 4,
  timeStep: TIME_STEP,
  maxEpisodeSteps: MAXIMAL_EPISODE_STEPS,
  // The threshold that Gymnasium registers for CartPole-v1.
  solvedReturn: 475,
  plane: {
    across: {
      get label() {
        return m.poleAngle();
      },
      low: -ANGLE_LIMIT,
      high: ANGLE_LIMIT,
    },
    up: {
      get label() {
        return m.angularVelocity();
      },
      low: -2,
      high: 2,
    },
    get rest() {
      return m.cartAtRest();
    },
    fill: placePole,
    locate: (state, index) => [state[4 * index + 2]!, state[4 * index + 3]!],
  },

  reset: startUpright,

  step(state, action, elapsed, outcome, n) {
    for (let i = 0; i < n; i++) {
      const row = 4 * i;
      pushCart(state, row, chosen(FORCES, action[i]!));
      outcome.reward[i] = 1;
      outcome.terminated[i] =
        Math.abs(state[row]!) > TRACK_LIMIT || Math.abs(state[row + 2]!) > ANGLE_LIMIT ? 1 : 0;
    }
    truncate(elapsed, outcome, MAXIMAL_EPISODE_STEPS, n);
  },

  observe(state, observation, n) {
    for (let j = 0; j < 4 * n; j++) observation[j] = state[j]!;
  },
};
