import * as m from '#words/tasks';
import type { Environment } from '../environment.ts';
import { clamp, truncate } from '../limits.ts';
import { MAXIMAL_SPEED, roll, startPosition, TIME_STEP, TRACK } from './valley.ts';
import { VALLEY_PLANE } from './valleyPlane.ts';

/** The flag: the episode ends when the car is here or further right, not rolling back. */
export const GOAL_POSITION = 0.45;
/** Change of velocity in one step at full force. */
const POWER = 0.0015;
const CONTROL_COST = 0.1;
const GOAL_REWARD = 100;
const MAXIMAL_EPISODE_STEPS = 999;

/**
 * Rock a car out of a valley with an engine weaker than gravity: an exact twin of Gymnasium's
 * `MountainCarContinuous-v0` (Moore 1990). Units are the task's own: positions without a metre, velocities per step.
 *
 * - State: position x, velocity v. Kept in float32 between steps, as Gymnasium keeps it.
 * - Action: force as a fraction of the engine's, clipped to [−1, 1].
 * - Observation: x, v.
 * - Dynamics: {@link roll} with a thrust of 0.0015 u.
 * - Reward: −0.1 a², a the action *before* clipping, and 100 on arrival.
 * - Start: x uniform in [−0.6, −0.4], at rest. Terminates at x ≥ 0.45 with v ≥ 0; truncated after 999 steps.
 */
export const mountainCar: Environment = {
  id: 'mountain-car',
  get name() {
    return m.mountainCar();
  },
  get summary() {
    return m.mountainCarSummary();
  },
  observationSpace: {
    size: 2,
    low: [Math.fround(TRACK.left), Math.fround(-MAXIMAL_SPEED)],
    high: [Math.fround(TRACK.right), Math.fround(MAXIMAL_SPEED)],
    get labels() {
      return [m.position(), m.velocityPerStep()];
    },
  },
  actionSpace: {
    size: 1,
    low: [-1],
    high: [1],
    get labels() {
      return [m.forceOfEngine()];
    },
  },
  stateSize: 2,
  timeStep: TIME_STEP,
  maxEpisodeSteps: MAXIMAL_EPISODE_STEPS,
  // The threshold that Gym registered for MountainCarContinuous-v0.
  solvedReturn: 90,
  plane: VALLEY_PLANE,

  reset(state, index, random) {
    state[2 * index] = Math.fround(startPosition(random));
    state[2 * index + 1] = 0;
  },

  step(state, action, elapsed, outcome, n) {
    for (let i = 0; i < n; i++) {
      const thrust = action[i]!;
      roll(state, 2 * i, POWER * clamp(thrust, -1, 1));
      const arrived = state[2 * i]! >= GOAL_POSITION && state[2 * i + 1]! >= 0;

      // A square beyond the largest number would make the return −∞ and the advantages NaN.
      const cost = Math.min(CONTROL_COST * thrust * thrust, Number.MAX_VALUE);
      outcome.reward[i] = (arrived ? GOAL_REWARD : 0) - cost;
      outcome.terminated[i] = arrived ? 1 : 0;
      state[2 * i] = Math.fround(state[2 * i]!);
      state[2 * i + 1] = Math.fround(state[2 * i + 1]!);
    }
    truncate(elapsed, outcome, MAXIMAL_EPISODE_STEPS, n);
  },

  observe(state, observation, n) {
    for (let j = 0; j < 2 * n; j++) observation[j] = state[j]!;
  },
};
