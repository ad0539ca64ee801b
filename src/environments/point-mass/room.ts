import { acos, atan2, hypot } from 'trust-region-layers/elementary';

/**
 * The room of the point mass: metres, origin in the middle, y up. One wall stands on the floor and ends in a
 * round cap, so that the disc's centre keeps out of a band with a semicircle on top: contacts and shortest
 * ways are closed forms.
 */

/** Half the width and half the height of the room, m (16 : 10). */
export const ROOM = { halfWidth: 1.6, halfHeight: 1 } as const;
/** Radius of the moving disc, m. */
export const MASS_RADIUS = 0.05;
/** The wall's axis runs from the floor at `x` up to (x, top); it is 2 · `halfThickness` thick, capped with a semicircle. */
export const WALL = { x: 0, top: 0.3, halfThickness: 0.04 } as const;
/** Where to go, m: arrived when the centre is within `radius` and slower than `speed` m/s. */
export const GOAL = { x: 1.1, y: -0.5, radius: 0.15, speed: 0.5 } as const;

/** The disc's centre stays this far from the wall's axis, m. */
const REACH = WALL.halfThickness + MASS_RADIUS;
const LIMIT_X = ROOM.halfWidth - MASS_RADIUS;
const LIMIT_Y = ROOM.halfHeight - MASS_RADIUS;

/** Distance between the disc and the wall, m; negative if they overlapped. */
export function clearance(x: number, y: number): number {
  const dx = x - WALL.x;
  return (y < WALL.top ? Math.abs(dx) : hypot(dx, y - WALL.top)) - REACH;
}

/**
 * Resolves contacts of one row [x, y, vx, vy] in place: the disc is put back onto the surface it entered and
 * loses the part of its velocity that points into it (inelastic, frictionless: it slides along). Right as long
 * as the disc has moved less than the wall's reach (0.09 m) since the last call.
 */
export function resolveContacts(state: Float64Array, offset: number): void {
  let x = state[offset]!;
  let y = state[offset + 1]!;
  let vx = state[offset + 2]!;
  let vy = state[offset + 3]!;

  if (clearance(x, y) < 0) {
    const below = y < WALL.top;
    const dx = x - WALL.x;
    const distance = below ? Math.abs(dx) : hypot(dx, y - WALL.top);
    const normalX = below ? (dx < 0 ? -1 : 1) : distance > 0 ? dx / distance : 0;
    const normalY = below ? 0 : distance > 0 ? (y - WALL.top) / distance : 1;
    x += (REACH - distance) * normalX;
    y += (REACH - distance) * normalY;
    const inward = Math.min(vx * normalX + vy * normalY, 0);
    vx -= inward * normalX;
    vy -= inward * normalY;
  }
  if (Math.abs(x) > LIMIT_X) {
    x = Math.sign(x) * LIMIT_X;
    if (x * vx > 0) vx = 0;
  }
  if (Math.abs(y) > LIMIT_Y) {
    y = Math.sign(y) * LIMIT_Y;
    if (y * vy > 0) vy = 0;
  }
  state[offset] = x;
  state[offset + 1] = y;
  state[offset + 2] = vx;
  state[offset + 3] = vy;
}

/** Half the angle that the cap (grown by the disc) hides as seen from its centre at this distance. */
function visibleHalfAngle(distance: number): number {
  return acos(Math.min(REACH / distance, 1));
}

/** Angle of a point about the cap's centre, from straight up, clockwise; the jump at ±π is inside the wall. */
function capAngle(x: number, y: number): number {
  return atan2(x - WALL.x, y - WALL.top);
}

const GOAL_CAP_DISTANCE = hypot(GOAL.x - WALL.x, GOAL.y - WALL.top);
const GOAL_CAP_ANGLE = capAngle(GOAL.x, GOAL.y);
const GOAL_TANGENT = Math.sqrt(GOAL_CAP_DISTANCE * GOAL_CAP_DISTANCE - REACH * REACH);
const GOAL_HALF_ANGLE = visibleHalfAngle(GOAL_CAP_DISTANCE);

/**
 * Length in metres of the shortest way of the disc's centre to the goal: straight if the wall is not between, else a tangent
 * to the (grown) cap, an arc over it and a tangent down.
 */
export function shortestWay(x: number, y: number): number {
  const distance = hypot(x - WALL.x, y - WALL.top);
  const arc = Math.abs(GOAL_CAP_ANGLE - capAngle(x, y)) - visibleHalfAngle(distance) - GOAL_HALF_ANGLE;
  if (!(arc > 0)) return hypot(x - GOAL.x, y - GOAL.y);
  return Math.sqrt(Math.max(distance * distance - REACH * REACH, 0)) + REACH * arc + GOAL_TANGENT;
}
