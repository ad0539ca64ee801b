import { cos } from 'trust-region-layers/elementary';
import type { Random } from '../../random/random.ts';
import { clamp } from '../limits.ts';

/** Where the car may be; the left end is an inelastic wall. */
export const TRACK = { left: -1.2, right: 0.6 } as const;
/** Velocity is clipped to ± this, per step. */
export const MAXIMAL_SPEED = 0.07;
/** Change of velocity in one step where the slope is steepest. */
const GRAVITY = 0.0025;
/** The task knows no seconds; Gymnasium shows it at 30 frames a second. */
export const TIME_STEP = 1 / 30;

/** A start at rest in the valley: a position uniform in [−0.6, −0.4). */
export function startPosition(random: Random): number {
  return -0.6 + 0.2 * random.uniform();
}

/**
 * One step of a car in the valley (Moore 1990), in place: v ← clip(v + thrust − 0.0025 cos 3x, ±0.07), x ← clip(x + v, [−1.2, 0.6]);
 * v ← 0 where the car runs into the left end.
 * @param row position, velocity per step
 * @param thrust the engine's change of velocity
 */
export function roll(state: Float64Array, row: number, thrust: number): void {
  const position = state[row]!;
  const velocity = clamp(
    state[row + 1]! + thrust - GRAVITY * cos(3 * position),
    -MAXIMAL_SPEED,
    MAXIMAL_SPEED,
  );
  const next = clamp(position + velocity, TRACK.left, TRACK.right);
  state[row] = next;
  state[row + 1] = next === TRACK.left && velocity < 0 ? 0 : velocity;
}
