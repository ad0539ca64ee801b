import * as m from '#words/tasks';
import type { ScenePush } from '../environment.ts';
import { clamp } from '../limits.ts';
import { springForce } from '../spring.ts';
import { type ArmPose, poseArm } from './drawArm.ts';

/** Where an arm stands in a picture. */
export interface ArmPlace {
  readonly pivotX: number;
  readonly pivotY: number;
  /** Of a link, pixels. */
  readonly length: number;
}

/**
 * Pulls at the ends of the links: every joint before the grip is turned by the torque of the pull about it, as if all
 * had the same inertia.
 *
 * @param zero canvas heading of the first link where its angle is 0, rad
 * @param limits of the joint velocities, rad/s
 * @param stiffness angular acceleration of a joint a link away from a pull that spans a link, rad/s²
 */
export function armPush(
  limits: readonly number[],
  placeOf: (width: number, height: number) => ArmPlace,
  zero: number,
  stiffness: number,
): ScenePush {
  const links = limits.length;
  const poseOf = (state: ArrayLike<number>, width: number, height: number): ArmPose => {
    const { pivotX, pivotY, length } = placeOf(width, height);
    return poseArm(state, links, pivotX, pivotY, length, zero);
  };
  return {
    get what() {
      return m.theArm();
    },
    grips: (state, width, height) => {
      const { x, y } = poseOf(state, width, height);
      return x.slice(1).map((right, i) => [right, y[i + 1]!] as const);
    },
    pull(state, grip, x, y, width, height, seconds) {
      const { length } = placeOf(width, height);
      const pose = poseOf(state, width, height);
      const from = [pose.x[grip + 1]!, pose.y[grip + 1]!] as const;
      const force = springForce(from, [x, y], length, { stiffness, largest: stiffness });
      for (let joint = 0; joint <= grip; joint++) {
        const armX = (from[0] - pose.x[joint]!) / length;
        const armY = (pose.y[joint]! - from[1]) / length;
        const torque = armX * force[1] - armY * force[0];
        const limit = limits[joint]!;
        state[links + joint] = clamp(state[links + joint]! + torque * seconds, -limit, limit);
      }
    },
  };
}
