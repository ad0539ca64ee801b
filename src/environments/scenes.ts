import type { Scene } from './environment.ts';
import type { EnvironmentId } from './ids.ts';
import { pendulumScene } from './pendulum/scene.ts';
import { pointMassScene } from './point-mass/scene.ts';

/** The picture of every task by id; apart from the registry, which runs where there is no canvas. */
export const SCENES: Readonly<Record<EnvironmentId, Scene>> = {
  pendulum: pendulumScene,
  'point-mass': pointMassScene,
};
