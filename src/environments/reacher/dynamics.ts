import { createReachingTask } from '../arm/reachingTask.ts';

/**
 * A two-link arm in the plane that must bring its tip to a random goal within 100 steps (2 s): two torques, a distance each step.
 * State, spaces, equations and units: {@link createReachingTask}.
 */
export const reacher = createReachingTask({
  id: 'reacher',
  name: 'Reacher',
  summary: 'Bring the tip of a two-link arm to the ring with a motor at each joint, and hold it there.',
  links: 2,
  steps: 100,
  distanceReward: 'everyStep',
});
