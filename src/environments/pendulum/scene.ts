import * as m from '#words/tasks';
import { drawArcArrow, drawArrowKey, drawCircle, type LineStyle, strokeLine } from '../drawing.ts';
import type { Scene } from '../environment.ts';
import { clamp } from '../limits.ts';
import { springForce } from '../spring.ts';
import { MAXIMAL_SPEED, MAXIMAL_TORQUE } from './dynamics.ts';

/** Angle that the arrow of the largest torque spans, rad. */
const TORQUE_SPAN = 0.75 * Math.PI;
/** The arc behind the bob is as long as its way in this time, s. */
const TRAIL_TIME = 0.12;

/** Angular acceleration per length of the rod that a pull spans, and at most, rad/s². */
const SPRING = { stiffness: 60, largest: 40 };

/** Length of the rod, its heading on the canvas (clockwise from the right) and where its bob is, pixels. */
function place(state: ArrayLike<number>, width: number, height: number) {
  const length = 0.41 * Math.min(width, height);
  // Up on the screen is −π/2; the state's angle runs counter-clockwise, the canvas's clockwise.
  const heading = -Math.PI / 2 - state[0]!;
  const bob = [width / 2 + length * Math.cos(heading), height / 2 + length * Math.sin(heading)] as const;
  return { length, heading, bob };
}

/** The rod on its pivot, the circle its bob runs on with the goal on top, the torque as an arrow about the pivot. */
export const pendulumScene: Scene = {
  still: { steps: 0, action: [0] },
  // A positive torque turns counter-clockwise: over the top to the left.
  keys: [['ArrowRight', 'ArrowLeft']],
  push: {
    get what() {
      return m.theRod();
    },
    grips: (state, width, height) => [place(state, width, height).bob],
    pull(state, _grip, x, y, width, height, seconds) {
      const { length, bob } = place(state, width, height);
      const [forceX, forceY] = springForce(bob, [x, y], length, SPRING);
      // Along the circle, counter-clockwise.
      const acceleration = -forceX * Math.cos(state[0]!) - forceY * Math.sin(state[0]!);
      state[1] = clamp(state[1]! + acceleration * seconds, -MAXIMAL_SPEED, MAXIMAL_SPEED);
    },
  },
  draw(context, width, height, state, action, palette) {
    const speed = state[1]!;
    const size = Math.min(width, height);
    const bob = 0.05 * size;
    const centreX = width / 2;
    const centreY = height / 2;
    const {
      length,
      heading,
      bob: [bobX, bobY],
    } = place(state, width, height);

    context.clearRect(0, 0, width, height);

    drawCircle(context, centreX, centreY, length, { line: { color: palette.hairline, width: 1 } });

    drawCircle(context, centreX, centreY - length, bob + 4, { line: { color: palette.goal, width: 2 } });

    const trail: LineStyle = { color: palette.quietInk, width: 2 };
    if (speed !== 0) {
      context.strokeStyle = trail.color;
      context.lineWidth = trail.width;
      context.lineCap = 'round';
      context.beginPath();
      context.arc(centreX, centreY, length, heading + speed * TRAIL_TIME, heading, speed > 0);
      context.stroke();
    }

    strokeLine(
      context,
      [
        [centreX, centreY],
        [bobX, bobY],
      ],
      { color: palette.ink, width: 0.022 * size },
    );
    drawCircle(context, bobX, bobY, bob, { fill: palette.ink });

    const torqueStyle: LineStyle = { color: palette.accent, width: Math.max(3, 0.012 * size) };
    if (action !== null) {
      // The arrow starts on the rod's far side of the pivot, so that it never hides behind the rod.
      const torque = clamp(action[0]!, -MAXIMAL_TORQUE, MAXIMAL_TORQUE) / MAXIMAL_TORQUE;
      const from = heading + Math.PI;
      drawArcArrow(context, centreX, centreY, 0.13 * size, from, from - torque * TORQUE_SPAN, torqueStyle);
    }

    drawCircle(context, centreX, centreY, 0.022 * size, {
      fill: palette.page,
      line: { color: palette.ink, width: 0.008 * size },
    });

    // In a narrow picture a long word would reach the goal.
    drawArrowKey(context, width < 320 ? 2 : 16, 20, width, palette.quietInk, [
      { label: m.torque(), style: { ...torqueStyle, width: 3 } },
    ]);
  },
};
