import { createReachingScene } from '../arm/reachingScene.ts';

/** Five links, five torques, a ring to reach; the dense and the sparse task look alike. */
export const reacher5Scene = createReachingScene(5);
