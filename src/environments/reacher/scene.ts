import { createReachingScene } from '../arm/reachingScene.ts';

/** Two links, two torques, a ring to reach. */
export const reacherScene = createReachingScene(2, { steps: 24, action: [0.9, -0.6] });
