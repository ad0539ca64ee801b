import * as m from '#words/tasks';
import { drawArrow, drawArrowKey, drawCircle, type LineStyle } from '../drawing.ts';
import type { Scene } from '../environment.ts';
import { clamp } from '../limits.ts';
import { springForce } from '../spring.ts';
import { GOAL, MASS_RADIUS, ROOM, WALL } from './room.ts';

/** Length in the room of the arrow of full force along one axis, and of a velocity of 1 m/s; m. */
const FORCE_LENGTH = 0.3;
const VELOCITY_LENGTH = 0.25;
/** White space around the room, CSS pixels. */
const MARGIN = 8;

/** Acceleration per metre that a pull spans, and at most; m/s². */
const SPRING = { stiffness: 24, largest: 14 };
/** As fast as full force drives the disc, m/s: slow enough for the wall to hold it. */
const FASTEST = 2.8;

/** Pixels a metre. */
function scaleOf(width: number, height: number): number {
  return Math.min((width - 2 * MARGIN) / (2 * ROOM.halfWidth), (height - 2 * MARGIN) / (2 * ROOM.halfHeight));
}

function discAt(state: ArrayLike<number>, width: number, height: number) {
  const scale = scaleOf(width, height);
  return [width / 2 + scale * state[0]!, height / 2 - scale * state[1]!] as const;
}

/** The room from above: wall, goal ring, the disc with its velocity and the force that acts on it. */
export const pointMassScene: Scene = {
  still: { steps: 0, action: [0, 0] },
  push: {
    get what() {
      return m.theDisc();
    },
    grips: (state, width, height) => [discAt(state, width, height)],
    pull(state, _grip, x, y, width, height, seconds) {
      const force = springForce(discAt(state, width, height), [x, y], scaleOf(width, height), SPRING);
      const velocity = [state[2]! + force[0] * seconds, state[3]! + force[1] * seconds] as const;
      const share = Math.min(1, FASTEST / Math.max(1e-9, Math.hypot(...velocity)));
      state[2] = share * velocity[0];
      state[3] = share * velocity[1];
    },
  },
  draw(context, width, height, state, action, palette) {
    const scale = scaleOf(width, height);
    const toX = (x: number) => width / 2 + scale * x;
    const toY = (y: number) => height / 2 - scale * y;
    const left = toX(-ROOM.halfWidth);
    const top = toY(ROOM.halfHeight);
    const floor = toY(-ROOM.halfHeight);

    context.clearRect(0, 0, width, height);

    context.fillStyle = palette.panel;
    context.strokeStyle = palette.quietInk;
    context.lineWidth = 1.5;
    context.beginPath();
    context.roundRect(left, top, 2 * ROOM.halfWidth * scale, 2 * ROOM.halfHeight * scale, 6);
    context.fill();
    context.stroke();

    const thickness = WALL.halfThickness * scale;
    context.fillStyle = palette.quietInk;
    context.beginPath();
    context.moveTo(toX(WALL.x) - thickness, floor);
    context.lineTo(toX(WALL.x) - thickness, toY(WALL.top));
    context.arc(toX(WALL.x), toY(WALL.top), thickness, Math.PI, 2 * Math.PI);
    context.lineTo(toX(WALL.x) + thickness, floor);
    context.closePath();
    context.fill();

    drawCircle(context, toX(GOAL.x), toY(GOAL.y), GOAL.radius * scale, {
      line: { color: palette.goal, width: Math.max(2, 0.012 * scale) },
    });
    drawCircle(context, toX(GOAL.x), toY(GOAL.y), Math.max(2, 0.02 * scale), { fill: palette.goal });

    const x = state[0]!;
    const y = state[1]!;
    const velocityStyle: LineStyle = { color: palette.quietInk, width: 2 };
    const forceStyle: LineStyle = { color: palette.accent, width: Math.max(3, 0.022 * scale) };
    drawArrow(
      context,
      toX(x),
      toY(y),
      toX(x + VELOCITY_LENGTH * state[2]!),
      toY(y + VELOCITY_LENGTH * state[3]!),
      velocityStyle,
    );
    drawCircle(context, toX(x), toY(y), MASS_RADIUS * scale, { fill: palette.ink });
    if (action !== null) {
      drawArrow(
        context,
        toX(x),
        toY(y),
        toX(x + FORCE_LENGTH * clamp(action[0]!, -1, 1)),
        toY(y + FORCE_LENGTH * clamp(action[1]!, -1, 1)),
        forceStyle,
      );
    }

    drawArrowKey(context, toX(ROOM.halfWidth) - 104, top + 20, width, palette.quietInk, [
      { label: m.force(), style: { ...forceStyle, width: 3 } },
      { label: m.velocity(), style: velocityStyle },
    ]);
  },
};
