import * as m from '#words/tasks';
import { armPush } from '../arm/armPush.ts';
import { drawJointTorque, drawLinks, drawTipTrail, poseArm } from '../arm/drawArm.ts';
import { drawArrowKey, drawCircle, type LineStyle, strokeLine } from '../drawing.ts';
import type { Scene } from '../environment.ts';
import {
  GOAL_HEIGHT,
  LINK_LENGTH,
  MAXIMAL_ELBOW_SPEED,
  MAXIMAL_SHOULDER_SPEED,
  MAXIMAL_TORQUE,
} from './links.ts';

/** White space above and below the reach, as a share of its radius. */
const MARGIN = 0.1;
const LINKS = 2;
/** Down on the screen. */
const DOWN = Math.PI / 2;

/** Angular acceleration of a joint a link away from a pull that spans a link, rad/s². */
const STIFFNESS = 8;

/**
 * Two links on their shoulder, the line that the tip must pass, the torque about the elbow.
 * @param torqueOf the torque of an action, as a share of the largest
 */
export const linksScene = (torqueOf: (action: number) => number): Pick<Scene, 'push' | 'draw'> => ({
  push: armPush(
    [MAXIMAL_SHOULDER_SPEED, MAXIMAL_ELBOW_SPEED],
    (width, height) => ({
      pivotX: width / 2,
      pivotY: height / 2,
      length: Math.min(width, height) / 2 / (1 + MARGIN) / LINKS,
    }),
    DOWN,
    STIFFNESS,
  ),
  draw(context, width, height, state, action, palette) {
    const size = Math.min(width, height);
    const reach = size / 2 / (1 + MARGIN);
    const length = reach / LINKS;
    const centreX = width / 2;
    const centreY = height / 2;
    const pose = poseArm(state, LINKS, centreX, centreY, length, DOWN);

    context.clearRect(0, 0, width, height);

    drawCircle(context, centreX, centreY, reach, { line: { color: palette.hairline, width: 1 } });

    // The line, where the arm could cross it, and a little beyond.
    const lineY = centreY - (GOAL_HEIGHT / LINK_LENGTH) * length;
    const halfLine = Math.min(width / 2 - 8, 1.12 * Math.sqrt(reach ** 2 - (centreY - lineY) ** 2));
    strokeLine(
      context,
      [
        [centreX - halfLine, lineY],
        [centreX + halfLine, lineY],
      ],
      { color: palette.goal, width: Math.max(2, 0.009 * size) },
    );

    drawTipTrail(context, state, LINKS, length, DOWN, pose, palette);
    drawLinks(context, pose, 0.036 * size, palette);

    const torqueStyle: LineStyle = { color: palette.accent, width: Math.max(3, 0.012 * size) };
    if (action !== null) {
      drawJointTorque(context, pose, 1, torqueOf(action[0]!), 0.1 * size, torqueStyle);
    }

    drawArrowKey(context, 16, 20, width, palette.quietInk, [
      { label: m.torque(), style: { ...torqueStyle, width: 3 } },
    ]);
  },
});

export const acrobotScene: Scene = {
  ...linksScene((action) => action / MAXIMAL_TORQUE),
  still: { steps: 9, action: [1] },
};
