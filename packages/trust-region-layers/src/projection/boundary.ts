import type { FloatArray } from '../gaussian/types.ts';

/**
 * Rounding may put a projection a last digit outside its bound. What is let pass: this share of the bound plus
 * this much, well inside what one can measure in the precision of the result.
 */
const SLACK = { float64: { relative: 1e-10, absolute: 1e-16 }, float32: { relative: 1e-4, absolute: 0 } };

/** How often a projection that rounding has put outside is aimed further inside before the old policy is taken. */
export const ATTEMPTS = 12;

/** The distance up to which a result in the precision of `array` counts as within `bound`. */
export function limitOf(bound: number, array: FloatArray): number {
  const slack = array instanceof Float32Array ? SLACK.float32 : SLACK.float64;
  return bound * (1 + slack.relative) + slack.absolute;
}

/** The bound of a state. @throws {RangeError} where it is not a positive number */
export function boundOf(bound: number | FloatArray, state: number, name: string): number {
  const value = typeof bound === 'number' ? bound : bound[state]!;
  if (!(value > 0)) throw new RangeError(`${name} of state ${state} is ${value}, expected a number above 0`);
  return value;
}

/**
 * Distances are squares of lengths in standard deviations, and float32 parameters place a policy to about 1e-7 of
 * one: a length within 1e-6 of the bound's own is on the boundary.
 */
const LENGTH_TOLERANCE = 1e-6;
/** Bounds below this are met by a projection in float32 (the WGSL twin) to a hundredth of themselves only. */
const SMALL_BOUND = 1e-5;
const SMALL_BOUND_TOLERANCE = 0.01;

/**
 * Whether a distance is beyond its bound by more than the rounding of float32 can explain: what counts as a violation
 * wherever states are counted (docs/mathematics.md §8.6).
 */
export function isBeyond(distance: number, bound: number): boolean {
  if (bound < SMALL_BOUND && distance <= bound * (1 + SMALL_BOUND_TOLERANCE)) return false;
  return Math.sqrt(distance) > Math.sqrt(bound) + LENGTH_TOLERANCE;
}
