import { cos, sinCos } from 'trust-region-layers/elementary';
import * as m from '#words/tasks';
import type { Environment } from '../environment.ts';
import { clamp, truncate } from '../limits.ts';

/** Gravity, m/s². */
const GRAVITY = 9.8;
/** Mass of the cart and of the pole, kg. */
const CART_MASS = 1;
const POLE_MASS = 0.1;
const TOTAL_MASS = CART_MASS + POLE_MASS;
/** From the hinge to the pole's centre of mass, m; the pole is twice as long. */
export const HALF_LENGTH = 0.5;
/** Largest force on the cart, N. */
export const MAXIMAL_FORCE = 10;
/** The cart has left the track beyond ± this, m. */
export const TRACK_LIMIT = 2.4;
/** Far above what 10 N can do on this track; keeps the explicit Euler step from running away. m/s, rad/s. */
export const MAXIMAL_SPEED = 20;
export const MAXIMAL_ANGULAR_SPEED = 30;
const TIME_STEP = 0.02;
const MAXIMAL_EPISODE_STEPS = 500;
/** Furthest position that a last step can end in, m. */
const FURTHEST = TRACK_LIMIT + MAXIMAL_SPEED * TIME_STEP;
/** The start: every component uniform in ± this. */
const START_RANGE = 0.05;

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
 * - Dynamics with M = m_cart + m_pole and half-length l: w = (F + m_pole l θ̇² sin θ)/M,
 *   θ̈ = (g sin θ − w cos θ)/(l(4/3 − m_pole cos²θ/M)), ẍ = w − m_pole l θ̈ cos θ/M; explicit Euler with Δt = 0.02 s, as in Gymnasium
 *   (it adds a little energy to every swing). ẋ and θ̇ are clipped to ±20 m/s and ±30 rad/s, which no policy reaches.
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
    fill(state, index, angle, speed) {
      state.fill(0, 4 * index, 4 * index + 4);
      state[4 * index + 2] = angle;
      state[4 * index + 3] = speed;
    },
    locate: (state, index) => [turnedBack(state[4 * index + 2]!), state[4 * index + 3]!],
  },

  reset(state, index, random) {
    for (let j = 0; j < 4; j++) state[4 * index + j] = START_RANGE * (2 * random.uniform() - 1);
    state[4 * index + 2] = state[4 * index + 2]! + Math.PI;
  },

  step(state, action, elapsed, outcome, n) {
    for (let i = 0; i < n; i++) {
      const row = 4 * i;
      const speed = clamp(state[row + 1]!, -MAXIMAL_SPEED, MAXIMAL_SPEED);
      const angle = state[row + 2]!;
      const angularSpeed = clamp(state[row + 3]!, -MAXIMAL_ANGULAR_SPEED, MAXIMAL_ANGULAR_SPEED);
      const force = MAXIMAL_FORCE * clamp(action[i]!, -1, 1);

      sinCos(angle, direction);
      const sine = direction[0]!;
      const cosine = direction[1]!;
      const push = (force + POLE_MASS * HALF_LENGTH * angularSpeed * angularSpeed * sine) / TOTAL_MASS;
      const angularAcceleration =
        (GRAVITY * sine - cosine * push) /
        (HALF_LENGTH * (4 / 3 - (POLE_MASS * cosine * cosine) / TOTAL_MASS));
      const acceleration = push - (POLE_MASS * HALF_LENGTH * angularAcceleration * cosine) / TOTAL_MASS;

      const x = state[row]! + TIME_STEP * speed;
      const nextAngle = angle + TIME_STEP * angularSpeed;
      state[row] = x;
      state[row + 1] = clamp(speed + TIME_STEP * acceleration, -MAXIMAL_SPEED, MAXIMAL_SPEED);
      state[row + 2] = nextAngle;
      state[row + 3] = clamp(
        angularSpeed + TIME_STEP * angularAcceleration,
        -MAXIMAL_ANGULAR_SPEED,
        MAXIMAL_ANGULAR_SPEED,
      );

      const offCentre = Math.min(Math.abs(x) / TRACK_LIMIT, 1);
      outcome.reward[i] = 0.5 * (1 + cos(nextAngle)) * (1 - 0.5 * offCentre * offCentre);
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
