import * as m from '#words/tasks';
import { drawArrowKey, drawCircle, type LineStyle } from '../drawing.ts';
import type { Scene } from '../environment.ts';
import { armPush } from './armPush.ts';
import { drawJointTorque, drawLinks, drawTipTrail, poseArm } from './drawArm.ts';
import { LINK_LENGTH, MAXIMAL_SPEED } from './reachingTask.ts';

/** White space around the reach, as a share of its radius. */
const MARGIN = 0.1;

/** Angular acceleration of a joint a link away from a pull that spans a link, rad/s². */
const STIFFNESS = 60;

/** The arm from above: the circle it can reach, the goal ring, the tip's trail, the torques about the joints. */
export function createReachingScene(links: number, still: Scene['still']): Scene {
  return {
    still,
    push: armPush(
      new Array<number>(links).fill(MAXIMAL_SPEED),
      (width, height) => ({
        pivotX: width / 2,
        pivotY: height / 2,
        length: Math.min(width, height) / 2 / (1 + MARGIN) / links,
      }),
      0,
      STIFFNESS,
    ),
    draw(context, width, height, state, action, palette) {
      const size = Math.min(width, height);
      const reach = size / 2 / (1 + MARGIN);
      const scale = reach / (links * LINK_LENGTH);
      const length = reach / links;
      const centreX = width / 2;
      const centreY = height / 2;
      const thickness = (links > 2 ? 0.028 : 0.036) * size;
      const pose = poseArm(state, links, centreX, centreY, length, 0);

      context.clearRect(0, 0, width, height);

      drawCircle(context, centreX, centreY, reach, { line: { color: palette.hairline, width: 1 } });

      const goalX = centreX + scale * state[2 * links]!;
      const goalY = centreY - scale * state[2 * links + 1]!;
      drawCircle(context, goalX, goalY, 0.045 * size, {
        line: { color: palette.goal, width: Math.max(2, 0.009 * size) },
      });

      drawTipTrail(context, state, links, length, 0, pose, palette);
      drawLinks(context, pose, thickness, palette);

      const torqueStyle: LineStyle = {
        color: palette.accent,
        width: Math.max(2, (links > 2 ? 0.007 : 0.01) * size),
      };
      if (action !== null) {
        const radius = Math.min(0.085 * size, 0.5 * length);
        for (let joint = 0; joint < links; joint++) {
          drawJointTorque(context, pose, joint, action[joint]!, radius, torqueStyle);
        }
      }

      drawArrowKey(context, 16, 20, width, palette.quietInk, [
        { label: m.torque(), style: { ...torqueStyle, width: 3 } },
      ]);
    },
  };
}
