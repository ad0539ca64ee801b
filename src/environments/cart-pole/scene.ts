import * as m from '#words/tasks';
import { drawArrow, drawArrowKey, drawCircle, type LineStyle } from '../drawing.ts';
import type { Scene } from '../environment.ts';
import { clamp } from '../limits.ts';
import { springForce } from '../spring.ts';
import { HALF_LENGTH, MAXIMAL_ANGULAR_SPEED, MAXIMAL_SPEED, TRACK_LIMIT } from './physics.ts';

/** The cart, m; drawn larger than a point, its hinge in the middle of its top. */
const CART = { width: 0.5, height: 0.26 };
/** Half the width that a picture shows, m: the track and a cart that is about to leave it. */
const HALF_VIEW = TRACK_LIMIT + 0.5 * CART.width + 0.05;
/** Height that a picture must have room for, m: the pole up and down. */
const VIEW_HEIGHT = 2.5;
/** Length of the arrow of full force, m. */
const FORCE_LENGTH = 0.7;
/** The arc behind the pole's tip is as long as its way in this time, s. */
const TRAIL_TIME = 0.08;

/** Accelerations per metre that a pull spans, and at most: of the cart in m/s², of the pole's tip in m/s². */
const CART_SPRING = { stiffness: 30, largest: 25 };
const POLE_SPRING = { stiffness: 60, largest: 40 };

/** Pixels a metre, and where cart and tip are. */
function place(state: ArrayLike<number>, width: number, height: number) {
  const scale = Math.min(width / (2 * HALF_VIEW), height / VIEW_HEIGHT);
  // A cart that has run off stands at the picture's edge.
  const cart = [width / 2 + scale * clamp(state[0]!, -HALF_VIEW, HALF_VIEW), height / 2] as const;
  const length = 2 * HALF_LENGTH * scale;
  // Up on the screen is −π/2; the task's angle runs clockwise as the canvas's does.
  const heading = -Math.PI / 2 + state[2]!;
  const tip = [cart[0] + length * Math.cos(heading), cart[1] + length * Math.sin(heading)] as const;
  return { scale, cart, length, heading, tip };
}

/**
 * The cart on its track between the limits, the pole, where its tip goes with the goal on top, the force.
 * @param forceOf the force of an action, as a share of the largest
 * @param fallen the angle (rad) at which the pole counts as fallen: a wedge in place of the whole circle; `null` where it may go round
 */
export const poleScene = (
  forceOf: (action: number) => number,
  fallen: number | null,
): Pick<Scene, 'push' | 'draw'> => ({
  push: {
    get what() {
      return m.cartOrPole();
    },
    grips: (state, width, height) => {
      const { cart, tip } = place(state, width, height);
      return [cart, tip];
    },
    pull(state, grip, x, y, width, height, seconds) {
      const { scale, cart, tip } = place(state, width, height);
      if (grip === 0) {
        const [force] = springForce(cart, [x, y], scale, CART_SPRING);
        state[1] = clamp(state[1]! + force * seconds, -MAXIMAL_SPEED, MAXIMAL_SPEED);
        return;
      }
      const force = springForce(tip, [x, y], scale, POLE_SPRING);
      const along = force[0] * Math.cos(state[2]!) - force[1] * Math.sin(state[2]!);
      state[3] = clamp(
        state[3]! + (along / (2 * HALF_LENGTH)) * seconds,
        -MAXIMAL_ANGULAR_SPEED,
        MAXIMAL_ANGULAR_SPEED,
      );
    },
  },
  draw(context, width, height, state, action, palette) {
    const {
      scale,
      cart: [cartX, trackY],
      length,
      heading,
      tip: [tipX, tipY],
    } = place(state, width, height);
    const size = Math.min(width, height);
    const toX = (x: number) => width / 2 + scale * x;
    const angularSpeed = state[3]!;

    context.clearRect(0, 0, width, height);

    context.strokeStyle = palette.quietInk;
    context.lineWidth = Math.max(1.5, 0.006 * size);
    context.lineCap = 'round';
    context.beginPath();
    context.moveTo(toX(-TRACK_LIMIT), trackY);
    context.lineTo(toX(TRACK_LIMIT), trackY);
    for (const end of [-TRACK_LIMIT, TRACK_LIMIT]) {
      context.moveTo(toX(end), trackY - 0.18 * scale);
      context.lineTo(toX(end), trackY + 0.18 * scale);
    }
    context.stroke();

    if (fallen === null) {
      drawCircle(context, cartX, trackY, length, { line: { color: palette.hairline, width: 1 } });
    } else {
      context.strokeStyle = palette.hairline;
      context.lineWidth = 1;
      context.beginPath();
      context.moveTo(cartX, trackY);
      context.arc(cartX, trackY, 1.12 * length, -Math.PI / 2 - fallen, -Math.PI / 2 + fallen);
      context.closePath();
      context.stroke();
    }
    const bob = Math.max(3, 0.055 * scale);
    drawCircle(context, cartX, trackY - length, bob + 4, { line: { color: palette.goal, width: 2 } });

    if (angularSpeed !== 0) {
      context.strokeStyle = palette.quietInk;
      context.lineWidth = 2;
      context.beginPath();
      const back = clamp(angularSpeed * TRAIL_TIME, -Math.PI, Math.PI);
      context.arc(cartX, trackY, length, heading - back, heading, angularSpeed < 0);
      context.stroke();
    }

    const cartWidth = CART.width * scale;
    const cartHeight = CART.height * scale;
    context.fillStyle = palette.panel;
    context.strokeStyle = palette.ink;
    context.lineWidth = Math.max(1.5, 0.01 * size);
    context.beginPath();
    context.roundRect(cartX - cartWidth / 2, trackY - cartHeight / 2, cartWidth, cartHeight, 0.05 * scale);
    context.fill();
    context.stroke();

    context.lineWidth = Math.max(3, 0.02 * size);
    context.lineCap = 'round';
    context.beginPath();
    context.moveTo(cartX, trackY);
    context.lineTo(tipX, tipY);
    context.stroke();
    drawCircle(context, tipX, tipY, bob, { fill: palette.ink });
    context.fillStyle = palette.panel;
    context.lineWidth = Math.max(1, 0.008 * size);
    context.beginPath();
    context.arc(cartX, trackY, Math.max(2.5, 0.05 * scale), 0, 2 * Math.PI);
    context.fill();
    context.stroke();

    const forceStyle: LineStyle = { color: palette.accent, width: Math.max(3, 0.012 * size) };
    if (action !== null) {
      const force = forceOf(action[0]!);
      const from = cartX + Math.sign(force) * (cartWidth / 2 + 3);
      drawArrow(context, from, trackY, from + FORCE_LENGTH * scale * force, trackY, forceStyle);
    }

    drawArrowKey(context, 16, 20, width, palette.quietInk, [
      { label: m.force(), style: { ...forceStyle, width: 3 } },
    ]);
  },
});

export const cartPoleScene: Scene = {
  ...poleScene((action) => clamp(action, -1, 1), null),
  still: { steps: 24, action: [0.9] },
};
