import * as m from '#words/tasks';
import { createReachingTask } from '../arm/reachingTask.ts';

/**
 * Five links of 0.1 m, five torques, 200 steps of 0.02 s. Torques cost in every step, the distance to the goal counts only after the
 * last one: the sparse task of Otto et al. (ICLR 2021, §5). State, spaces, equations and units: {@link createReachingTask}.
 */
export const reacher5 = createReachingTask({
  id: 'reacher-5',
  get name() {
    return m.reacherFive();
  },
  get summary() {
    return m.reacherFiveSummary();
  },
  links: 5,
  steps: 200,
  distanceReward: 'atTheEnd',
});

/** The same arm and goals, with the distance counted in every step. */
export const reacher5Dense = createReachingTask({
  id: 'reacher-5-dense',
  get name() {
    return m.reacherFiveDense();
  },
  get summary() {
    return m.reacherFiveDenseSummary();
  },
  links: 5,
  steps: 200,
  distanceReward: 'everyStep',
});
