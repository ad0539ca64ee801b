import * as m from '#words/tasks';
import { chosen } from '../chosen.ts';
import type { Environment } from '../environment.ts';
import { truncate } from '../limits.ts';
import { MAXIMAL_SPEED, roll, startPosition, TIME_STEP, TRACK } from '../mountain-car/valley.ts';
import { VALLEY_PLANE } from '../mountain-car/valleyPlane.ts';

/** The flag: the episode ends when the car is here or further right, not rolling back. */
export const GOAL_POSITION = 0.5;
/** Change of velocity in one step that each action makes. */
const THRUSTS = [-0.001, 0, 0.001];
const MAXIMAL_EPISODE_STEPS = 200;

/**
 * Rock a car out of a valley with an engine weaker than gravity, forwards, backwards or not at all: an exact twin of Gymnasium's
 * `MountainCar-v0` (Moore 1990). Units are the task's own: positions without a metre, velocities per step.
 *
 * - State and observation: position x, velocity v.
 * - Action: 0, 1, 2 for a thrust of −0.001, 0, 0.001.
 * - Dynamics: {@link roll}.
 * - Reward: −1 a step, the last one too.
 * - Start: x uniform in [−0.6, −0.4], at rest. Terminates at x ≥ 0.5 with v ≥ 0; truncated after 200 steps.
 */
export const mountainCarDiscrete: Environment = {
  id: 'mountain-car-discrete',
  get name() {
    return m.mountainCarDiscrete();
  },
  get summary() {
    return m.mountainCarDiscreteSummary();
  },
  observationSpace: {
    size: 2,
    low: [TRACK.left, -MAXIMAL_SPEED],
    high: [TRACK.right, MAXIMAL_SPEED],
    get labels() {
      return [m.position(), m.velocityPerStep()];
    },
  },
  actionSpace: {
    kind: 'discrete',
    size: THRUSTS.length,
    get labels() {
      return [m.left(), m.noPush(), m.right()];
    },
  },
  stateSize: 2,
  timeStep: TIME_STEP,
  maxEpisodeSteps: MAXIMAL_EPISODE_STEPS,
  // The threshold that Gymnasium registers for MountainCar-v0.
  solvedReturn: -110,
  plane: VALLEY_PLANE,

  reset(state, index, random) {
    state[2 * index] = startPosition(random);
    state[2 * index + 1] = 0;
  },

  step(state, action, elapsed, outcome, n) {
    for (let i = 0; i < n; i++) {
      roll(state, 2 * i, chosen(THRUSTS, action[i]!));
      outcome.reward[i] = -1;
      outcome.terminated[i] = state[2 * i]! >= GOAL_POSITION && state[2 * i + 1]! >= 0 ? 1 : 0;
    }
    truncate(elapsed, outcome, MAXIMAL_EPISODE_STEPS, n);
  },

  observe(state, observation, n) {
    for (let j = 0; j < 2 * n; j++) observation[j] = state[j]!;
  },
};
