import { createReachingScene } from '../arm/reachingScene.ts';

/** Five links, five torques, a ring to reach. */
export const reacher5Scene = createReachingScene(5, { steps: 34, action: [0.6, 0.5, 0.25, 0.1, 0.06] });

export const reacher5DenseScene = createReachingScene(5, { steps: 30, action: [-0.5, 0.1, 0.3, 0.25, 0.1] });
