import * as m from '#words/tasks';
import { isAbove, observeLinks, startHanging, swingLinks, TIME_STEP } from '../acrobot/links.ts';
import { LINKS_SPACE } from '../acrobot/linksSpace.ts';
import { chosen } from '../chosen.ts';
import type { Environment } from '../environment.ts';
import { truncate } from '../limits.ts';

/** The elbow torque of each action, N m. */
export const TORQUES = [-1, 0, 1];
const MAXIMAL_EPISODE_STEPS = 500;

/**
 * Swing the tip of a two-link pendulum above a line, with a motor at the elbow that is on or off: an exact twin of Gymnasium's
 * `Acrobot-v1` (Sutton and Barto's "book" equations).
 *
 * - State: θ₁, θ₂, θ̇₁, θ̇₂, see {@link swingLinks}, which is the dynamics.
 * - Action: 0, 1, 2 for an elbow torque of −1, 0, 1 N m.
 * - Observation: cos θ₁, sin θ₁, cos θ₂, sin θ₂, θ̇₁, θ̇₂.
 * - Reward: −1 a step, 0 for the step that gets there.
 * - Start: hanging, every component uniform in ±0.1. Terminates when the tip is more than 1 m above the shoulder:
 *   −cos θ₁ − cos(θ₁ + θ₂) > 1. Truncated after 500 steps.
 */
export const acrobotDiscrete: Environment = {
  id: 'acrobot-discrete',
  get name() {
    return m.acrobotDiscrete();
  },
  get summary() {
    return m.acrobotDiscreteSummary();
  },
  observationSpace: LINKS_SPACE,
  actionSpace: {
    kind: 'discrete',
    size: TORQUES.length,
    get labels() {
      return [m.torqueBack(), m.noTorque(), m.torqueForth()];
    },
  },
  stateSize: 4,
  timeStep: TIME_STEP,
  maxEpisodeSteps: MAXIMAL_EPISODE_STEPS,
  // The threshold that Gymnasium registers for Acrobot-v1.
  solvedReturn: -100,

  reset: startHanging,

  step(state, action, elapsed, outcome, n) {
    for (let i = 0; i < n; i++) {
      swingLinks(state, 4 * i, chosen(TORQUES, action[i]!));
      const there = isAbove(state, 4 * i);
      outcome.reward[i] = there ? 0 : -1;
      outcome.terminated[i] = there ? 1 : 0;
    }
    truncate(elapsed, outcome, MAXIMAL_EPISODE_STEPS, n);
  },

  observe: observeLinks,
};
