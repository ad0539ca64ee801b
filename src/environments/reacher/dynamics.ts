import * as m from '#words/tasks';
import { createReachingTask } from '../arm/reachingTask.ts';

/**
 * A two-link arm in the plane that must bring its tip to a random goal within 100 steps (2 s): two torques, a distance each step.
 * State, spaces, equations and units: {@link createReachingTask}.
 */
export const reacher = createReachingTask({
  id: 'reacher',
  get name() {
    return m.reacher();
  },
  get summary() {
    return m.reacherSummary();
  },
  links: 2,
  steps: 100,
  distanceReward: 'everyStep',
});
