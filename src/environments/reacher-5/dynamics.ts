import { createReachingTask } from '../arm/reachingTask.ts';

/**
 * Five links of 0.1 m, five torques, 200 steps of 0.02 s. Torques cost in every step, the distance to the goal counts only after the
 * last one: the sparse task of Otto et al. (ICLR 2021, §5). State, spaces, equations and units: {@link createReachingTask}.
 */
export const reacher5 = createReachingTask({
  id: 'reacher-5',
  name: 'Reacher 5',
  summary: 'Bring the tip of a five-link arm to the ring: only where it is at the very end counts.',
  links: 5,
  steps: 200,
  distanceReward: 'atTheEnd',
});

/** The same arm and goals, with the distance counted in every step. */
export const reacher5Dense = createReachingTask({
  id: 'reacher-5-dense',
  name: 'Reacher 5, dense',
  summary: 'Bring the tip of a five-link arm to the ring and keep it there: the distance counts every step.',
  links: 5,
  steps: 200,
  distanceReward: 'everyStep',
});
