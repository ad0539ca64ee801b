import * as m from '#words/tasks';
import { drawArrow, drawArrowKey, type LineStyle } from '../drawing.ts';
import type { Scene } from '../environment.ts';
import { clamp } from '../limits.ts';
import { springForce } from '../spring.ts';
import { GOAL_POSITION } from './dynamics.ts';
import { MAXIMAL_SPEED, TIME_STEP, TRACK } from './valley.ts';

/** What a picture shows, in the task's units: the track with its wall, and the profile ± 0.45 with room for car and flag. */
const VIEW = { left: -1.38, right: 0.7, bottom: -0.58, top: 0.76 };
/** The car, in the task's units: wheels half a wheelbase from its position, a body that overhangs them. */
const CAR = { wheelbase: 0.15, wheel: 0.04, overhang: 0.055, height: 0.06, cabin: 0.05 };
/** The wall stands where the car's bumper is when the car is at the left end. */
const WALL = TRACK.left - CAR.wheelbase / 2 - CAR.overhang;
const WALL_HEIGHT = 0.3;
/** Length of the arrow of full force, and height of the flag's pole. */
const FORCE_LENGTH = 0.3;
const FLAG_HEIGHT = 0.2;
const PROFILE_PIECES = 80;

/** The valley as Gymnasium draws it: sin 3x, whose slope is the gravity term of the dynamics. */
function profile(x: number): number {
  return 0.45 * Math.sin(3 * x);
}

/** Centre of a wheel that stands on the road at x, `lift` above the middle of the line. */
function wheelAt(x: number, lift: number): { readonly x: number; readonly y: number } {
  const slope = 1.35 * Math.cos(3 * x);
  const length = Math.hypot(1, slope);
  const distance = CAR.wheel + lift;
  return { x: x - (distance * slope) / length, y: profile(x) + distance / length };
}

/** Change of velocity in a step per unit of length that a pull spans, and at most. */
const SPRING = { stiffness: 0.015, largest: 0.005 };

/** Pixels a unit of the task, and where a point of it is. */
function viewOf(width: number, height: number) {
  const scale = Math.min(width / (VIEW.right - VIEW.left), height / (VIEW.top - VIEW.bottom));
  return {
    scale,
    toX: (x: number) => width / 2 + scale * (x - (VIEW.left + VIEW.right) / 2),
    toY: (y: number) => height / 2 - scale * (y - (VIEW.top + VIEW.bottom) / 2),
  };
}

/** The middle of the car's body. */
function carAt(state: ArrayLike<number>, width: number, height: number) {
  const { toX, toY } = viewOf(width, height);
  const { x, y } = wheelAt(state[0]!, CAR.height / 2);
  return [toX(x), toY(y)] as const;
}

/**
 * The valley with its wall at the left, the flag, the car, and the force along the road.
 * @param goal where the flag stands
 * @param forceOf the force of an action, as a share of the engine's
 */
export const valleyScene = (
  goal: number,
  forceOf: (action: number) => number,
): Pick<Scene, 'push' | 'draw'> => ({
  push: {
    get what() {
      return m.theCar();
    },
    grips: (state, width, height) => [carAt(state, width, height)],
    pull(state, _grip, x, y, width, height, seconds) {
      const { scale } = viewOf(width, height);
      const force = springForce(carAt(state, width, height), [x, y], scale, SPRING);
      const slope = 1.35 * Math.cos(3 * state[0]!);
      const along = (force[0] + slope * force[1]) / Math.hypot(1, slope);
      const velocity = state[1]! + along * (seconds / TIME_STEP);
      state[1] = Math.fround(clamp(velocity, -MAXIMAL_SPEED, MAXIMAL_SPEED));
    },
  },
  draw(context, width, height, state, action, palette) {
    const { scale, toX, toY } = viewOf(width, height);
    const size = Math.min(width, height);

    context.clearRect(0, 0, width, height);

    const road = Math.max(1.5, 0.008 * size);
    context.strokeStyle = palette.quietInk;
    context.lineWidth = road;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    context.beginPath();
    context.moveTo(toX(WALL), toY(profile(WALL) + WALL_HEIGHT));
    for (let i = 0; i <= PROFILE_PIECES; i++) {
      const x = WALL + ((VIEW.right - WALL) * i) / PROFILE_PIECES;
      context.lineTo(toX(x), toY(profile(x)));
    }
    context.stroke();

    const poleX = toX(goal);
    const poleFoot = toY(profile(goal));
    const poleTop = toY(profile(goal) + FLAG_HEIGHT);
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

    // Both wheels stand on the road, so the car leans as the chord between them.
    const x = state[0]!;
    const rear = wheelAt(x - CAR.wheelbase / 2, road / 2 / scale);
    const front = wheelAt(x + CAR.wheelbase / 2, road / 2 / scale);
    const chord = Math.hypot(front.x - rear.x, front.y - rear.y);
    const alongX = (front.x - rear.x) / chord;
    const alongY = (front.y - rear.y) / chord;
    const middleX = (rear.x + front.x) / 2;
    const middleY = (rear.y + front.y) / 2;
    // A point `along` the car and `above` its axles.
    const onCar = (along: number, above: number) =>
      [
        toX(middleX + along * alongX - above * alongY),
        toY(middleY + along * alongY + above * alongX),
      ] as const;

    const half = CAR.wheelbase / 2 + CAR.overhang;
    const body = [
      [-half, 0],
      [half, 0],
      [half, 0.7 * CAR.height],
      [0.5 * half, CAR.height],
      [0.25 * half, CAR.height + CAR.cabin],
      [-0.5 * half, CAR.height + CAR.cabin],
      [-0.8 * half, CAR.height],
      [-half, 0.9 * CAR.height],
    ] as const;
    context.fillStyle = palette.ink;
    context.strokeStyle = palette.ink;
    // The outline rounds the corners.
    context.lineWidth = 0.014 * scale;
    context.beginPath();
    body.forEach(([along, above], index) => {
      if (index === 0) context.moveTo(...onCar(along, above));
      else context.lineTo(...onCar(along, above));
    });
    context.closePath();
    context.fill();
    context.stroke();
    context.strokeStyle = palette.panel;
    context.lineWidth = Math.max(1, 0.009 * scale);
    for (const wheel of [rear, front]) {
      context.beginPath();
      context.arc(toX(wheel.x), toY(wheel.y), CAR.wheel * scale, 0, 2 * Math.PI);
      context.fill();
      context.stroke();
    }

    const forceStyle: LineStyle = { color: palette.accent, width: Math.max(3, 0.012 * size) };
    if (action !== null) {
      // From the bumper that the force points out of, so that the arrow never hides behind the car.
      const force = forceOf(action[0]!);
      const from = Math.sign(force) * (half + 0.02);
      const level = 0.4 * CAR.height;
      drawArrow(context, ...onCar(from, level), ...onCar(from + FORCE_LENGTH * force, level), forceStyle);
    }

    drawArrowKey(context, 16, 20, width, palette.quietInk, [
      { label: m.force(), style: { ...forceStyle, width: 3 } },
    ]);
  },
});

export const mountainCarScene: Scene = {
  ...valleyScene(GOAL_POSITION, (action) => clamp(action, -1, 1)),
  still: { steps: 26, action: [0.9] },
};
