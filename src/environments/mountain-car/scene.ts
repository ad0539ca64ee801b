import { type ArrowStyle, drawArrow, drawArrowKey } from '../drawing.ts';
import type { Scene } from '../environment.ts';
import { clamp } from '../limits.ts';
import { GOAL_POSITION, TRACK } from './dynamics.ts';

/** What a picture shows of the task's own units: the track with white space, and the profile ± 0.45 with room for the flag. */
const VIEW = { left: TRACK.left - 0.06, right: TRACK.right + 0.06, bottom: -0.62, top: 0.72 };
/** The car, in the task's units. */
const CAR = { length: 0.17, height: 0.055, wheel: 0.034 };
/** Length of the arrow of full force, and height of the flag's pole. */
const FORCE_LENGTH = 0.3;
const FLAG_HEIGHT = 0.2;
const PROFILE_PIECES = 80;

/** The valley as Gymnasium draws it: sin 3x, whose slope is the gravity term of the dynamics. */
function profile(x: number): number {
  return 0.45 * Math.sin(3 * x);
}

/** The valley with its wall at the left, the flag, the car, and the force along the road. */
export const mountainCarScene: Scene = {
  draw(context, width, height, state, action, palette) {
    const scale = Math.min(width / (VIEW.right - VIEW.left), height / (VIEW.top - VIEW.bottom));
    const size = Math.min(width, height);
    const toX = (x: number) => width / 2 + scale * (x - (VIEW.left + VIEW.right) / 2);
    const toY = (y: number) => height / 2 - scale * (y - (VIEW.top + VIEW.bottom) / 2);

    context.clearRect(0, 0, width, height);

    const road = Math.max(1.5, 0.008 * size);
    context.strokeStyle = palette.quietInk;
    context.lineWidth = road;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    context.beginPath();
    // The wall that stops the car.
    context.moveTo(toX(TRACK.left - 0.5 * CAR.length), toY(profile(TRACK.left) + 0.28));
    for (let i = 0; i <= PROFILE_PIECES; i++) {
      const left = TRACK.left - 0.5 * CAR.length;
      const x = left + ((VIEW.right - left) * i) / PROFILE_PIECES;
      context.lineTo(toX(x), toY(profile(Math.max(x, TRACK.left))));
    }
    context.stroke();

    const poleX = toX(GOAL_POSITION);
    const poleFoot = toY(profile(GOAL_POSITION));
    const poleTop = toY(profile(GOAL_POSITION) + FLAG_HEIGHT);
    context.strokeStyle = palette.goal;
    context.fillStyle = palette.goal;
    context.lineWidth = Math.max(2, 0.009 * size);
    context.beginPath();
    context.moveTo(poleX, poleFoot);
    context.lineTo(poleX, poleTop);
    context.stroke();
    context.beginPath();
    context.moveTo(poleX, poleTop);
    context.lineTo(poleX + 0.11 * scale, poleTop + 0.035 * scale);
    context.lineTo(poleX, poleTop + 0.07 * scale);
    context.closePath();
    context.fill();

    const x = state[0]!;
    const slope = Math.atan(1.35 * Math.cos(3 * x));
    const alongX = Math.cos(slope);
    const alongY = -Math.sin(slope);
    // A point `along` the road and `above` it, from where the car stands.
    const onCarX = (along: number, above: number) => toX(x) + scale * (along * alongX + above * alongY);
    const onCarY = (along: number, above: number) =>
      toY(profile(x)) - road / 2 + scale * (along * alongY - above * alongX);

    const half = CAR.length / 2;
    const floor = CAR.wheel;
    const roof = floor + CAR.height;
    context.fillStyle = palette.ink;
    context.beginPath();
    context.moveTo(onCarX(-half, floor), onCarY(-half, floor));
    context.lineTo(onCarX(half, floor), onCarY(half, floor));
    context.lineTo(onCarX(half, floor + 0.55 * CAR.height), onCarY(half, floor + 0.55 * CAR.height));
    context.lineTo(
      onCarX(0.5 * half, floor + 0.62 * CAR.height),
      onCarY(0.5 * half, floor + 0.62 * CAR.height),
    );
    context.lineTo(
      onCarX(0.2 * half, roof + 0.35 * CAR.height),
      onCarY(0.2 * half, roof + 0.35 * CAR.height),
    );
    context.lineTo(
      onCarX(-0.6 * half, roof + 0.35 * CAR.height),
      onCarY(-0.6 * half, roof + 0.35 * CAR.height),
    );
    context.lineTo(onCarX(-half, floor + 0.62 * CAR.height), onCarY(-half, floor + 0.62 * CAR.height));
    context.closePath();
    context.fill();
    context.strokeStyle = palette.page;
    context.lineWidth = Math.max(1.5, 0.006 * size);
    for (const along of [-0.55 * half, 0.55 * half]) {
      context.beginPath();
      context.arc(onCarX(along, CAR.wheel), onCarY(along, CAR.wheel), CAR.wheel * scale, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
    }

    const forceStyle: ArrowStyle = { color: palette.accent, width: Math.max(3, 0.012 * size) };
    if (action !== null) {
      // From the bumper that the force points out of, so that the arrow never hides behind the car.
      const force = clamp(action[0]!, -1, 1);
      const from = Math.sign(force) * (half + 0.015);
      const to = from + FORCE_LENGTH * force;
      const level = floor + 0.3 * CAR.height;
      drawArrow(
        context,
        onCarX(from, level),
        onCarY(from, level),
        onCarX(to, level),
        onCarY(to, level),
        forceStyle,
      );
    }

    drawArrowKey(context, 16, 20, width, palette.quietInk, [
      { label: 'force', style: { ...forceStyle, width: 3 } },
    ]);
  },
};
