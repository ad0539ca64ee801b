import { hypot } from 'trust-region-layers/elementary';
import { clamp } from './limits.ts';

/** Force per length of a pull, and the largest force. */
export interface Spring {
  readonly stiffness: number;
  readonly largest: number;
}

/**
 * The force with which a pointer pulls, x to the right and y up.
 * @param from, to pixels on the screen
 * @param scale pixels per unit of length
 */
export function springForce(
  from: readonly [number, number],
  to: readonly [number, number],
  scale: number,
  { stiffness, largest }: Spring,
): readonly [x: number, y: number] {
  const x = (stiffness * (to[0] - from[0])) / scale;
  const y = (-stiffness * (to[1] - from[1])) / scale;
  const force = hypot(x, y);
  const share = clamp(largest / Math.max(force, 1e-9), 0, 1);
  return [share * x, share * y];
}
