import { createReachingScene } from '../arm/reachingScene.ts';

/** Two links, two torques, a ring to reach. */
export const reacherScene = createReachingScene(2);
