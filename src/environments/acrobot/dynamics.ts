import * as m from '#words/tasks';
import type { Environment } from '../environment.ts';
import { clamp, truncate } from '../limits.ts';
import { isAbove, MAXIMAL_TORQUE, observeLinks, startHanging, swingLinks, TIME_STEP } from './links.ts';
import { LINKS_SPACE } from './linksSpace.ts';

const MAXIMAL_EPISODE_STEPS = 500;

/**
 * Swing the tip of a two-link pendulum above a line, with a motor at the elbow only: the dynamics of Gymnasium's
 * `Acrobot-v1` (Sutton and Barto's "book" equations), with a continuous torque.
 *
 * - State: θ₁, θ₂, θ̇₁, θ̇₂, see {@link swingLinks}, which is the dynamics.
 * - Action: torque at the elbow in N m, clipped to ±1.
 * - Observation: cos θ₁, sin θ₁, cos θ₂, sin θ₂, θ̇₁, θ̇₂.
 * - Reward: −1 a step, 0 for the step that gets there.
 * - Start: hanging, every component uniform in ±0.1. Terminates when the tip is more than 1 m above the shoulder:
 *   −cos θ₁ − cos(θ₁ + θ₂) > 1. Truncated after 500 steps.
 */
export const acrobot: Environment = {
  id: 'acrobot',
  get name() {
    return m.acrobot();
  },
  get summary() {
    return m.acrobotSummary();
  },
  observationSpace: LINKS_SPACE,
  actionSpace: {
    size: 1,
    low: [-MAXIMAL_TORQUE],
    high: [MAXIMAL_TORQUE],
    get labels() {
      return [m.torqueNewtonMetre()];
    },
  },
  stateSize: 4,
  timeStep: TIME_STEP,
  maxEpisodeSteps: MAXIMAL_EPISODE_STEPS,
  // The threshold that Gym registered for Acrobot-v1.
  solvedReturn: -100,

  reset: startHanging,

  step(state, action, elapsed, outcome, n) {
    for (let i = 0; i < n; i++) {
      swingLinks(state, 4 * i, clamp(action[i]!, -MAXIMAL_TORQUE, MAXIMAL_TORQUE));
      const there = isAbove(state, 4 * i);
      outcome.reward[i] = there ? 0 : -1;
      outcome.terminated[i] = there ? 1 : 0;
    }
    truncate(elapsed, outcome, MAXIMAL_EPISODE_STEPS, n);
  },

  observe: observeLinks,
};
