import { sin, sinCos } from 'trust-region-layers/elementary';
import * as m from '#words/tasks';
import type { Environment } from '../environment.ts';
import { clamp, truncate } from '../limits.ts';

/** Gravity, m/s². Gymnasium's default, not 9.81. */
const GRAVITY = 10;
/** Mass of the rod, kg. */
const MASS = 1;
/** Length of the rod, m. */
const LENGTH = 1;
/** Largest torque, N m. */
export const MAXIMAL_TORQUE = 2;
/** Angular velocity is clipped to ± this, rad/s. */
export const MAXIMAL_SPEED = 8;
const TIME_STEP = 0.05;
const MAXIMAL_EPISODE_STEPS = 200;

const TURN = 2 * Math.PI;

/** Scratch of `observe`. */
const sineCosine = new Float64Array(2);

/** The same angle in [−π, π). */
export function normaliseAngle(angle: number): number {
  const turned = (angle + Math.PI) % TURN;
  return (turned < 0 ? turned + TURN : turned) - Math.PI;
}

/**
 * Swing a rod up and keep it upright: an exact twin of Gymnasium's `Pendulum-v1`.
 *
 * - State: θ (rad, 0 is up, counter-clockwise, not wrapped), θ̇ (rad/s).
 * - Action: torque in N m, clipped to ±2.
 * - Observation: cos θ, sin θ, θ̇.
 * - Dynamics, semi-implicit Euler with Δt = 0.05 s: θ̇ ← clip(θ̇ + (3g/2l · sin θ + 3/(ml²) · u) Δt, ±8 rad/s), θ ← θ + θ̇ Δt.
 * - Reward: −(θ² + 0.1 θ̇² + 0.001 u²) of the state before the step, θ in [−π, π), u the clipped torque.
 * - Start: θ uniform in [−π, π], θ̇ uniform in [−1, 1]. Never terminates; truncated after 200 steps.
 */
export const pendulum: Environment = {
  id: 'pendulum',
  get name() {
    return m.pendulum();
  },
  get summary() {
    return m.pendulumSummary();
  },
  observationSpace: {
    size: 3,
    low: [-1, -1, -MAXIMAL_SPEED],
    high: [1, 1, MAXIMAL_SPEED],
    get labels() {
      return ['cos θ', 'sin θ', m.angularVelocity()];
    },
  },
  actionSpace: {
    size: 1,
    low: [-MAXIMAL_TORQUE],
    high: [MAXIMAL_TORQUE],
    get labels() {
      return [m.torqueNewtonMetre()];
    },
  },
  stateSize: 2,
  timeStep: TIME_STEP,
  maxEpisodeSteps: MAXIMAL_EPISODE_STEPS,
  solvedReturn: -170,
  plane: {
    across: {
      get label() {
        return m.pendulumAngle();
      },
      low: -Math.PI,
      high: Math.PI,
    },
    up: {
      get label() {
        return m.angularVelocity();
      },
      low: -MAXIMAL_SPEED,
      high: MAXIMAL_SPEED,
    },
    rest: '',
    fill(state, index, angle, speed) {
      state[2 * index] = angle;
      state[2 * index + 1] = speed;
    },
    locate: (state, index) => [normaliseAngle(state[2 * index]!), state[2 * index + 1]!],
  },

  reset(state, index, random) {
    state[2 * index] = Math.PI * (2 * random.uniform() - 1);
    state[2 * index + 1] = 2 * random.uniform() - 1;
  },

  step(state, action, elapsed, outcome, n) {
    for (let i = 0; i < n; i++) {
      const angle = state[2 * i]!;
      const speed = state[2 * i + 1]!;
      const torque = clamp(action[i]!, -MAXIMAL_TORQUE, MAXIMAL_TORQUE);

      const normalised = normaliseAngle(angle);
      outcome.reward[i] = -(normalised * normalised + 0.1 * speed * speed + 0.001 * torque * torque);

      const acceleration =
        ((3 * GRAVITY) / (2 * LENGTH)) * sin(angle) + (3 / (MASS * LENGTH * LENGTH)) * torque;
      const nextSpeed = clamp(speed + acceleration * TIME_STEP, -MAXIMAL_SPEED, MAXIMAL_SPEED);
      state[2 * i] = angle + nextSpeed * TIME_STEP;
      state[2 * i + 1] = nextSpeed;
      outcome.terminated[i] = 0;
    }
    truncate(elapsed, outcome, MAXIMAL_EPISODE_STEPS, n);
  },

  observe(state, observation, n) {
    for (let i = 0; i < n; i++) {
      sinCos(state[2 * i]!, sineCosine);
      observation[3 * i] = sineCosine[1]!;
      observation[3 * i + 1] = sineCosine[0]!;
      observation[3 * i + 2] = state[2 * i + 1]!;
    }
  },
};
