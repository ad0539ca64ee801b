import type { FloatArray } from '../gaussian/types.ts';
import type { Bounds } from './types.ts';

/**
 * Rounding may put a projection a last digit outside its bound. What is let pass: this share of the bound plus
 * this much, well inside what one can measure in the precision of the result (docs/mathematics.md §3.9).
 */
const SLACK = { double: { relative: 1e-10, absolute: 1e-16 }, single: { relative: 1e-4, absolute: 0 } };

/** How often a projection that rounding has put outside is aimed further inside before the old policy is taken. */
const ATTEMPTS = 12;

/** The distance up to which a result counts as within `bound`, in float64 or in single precision. */
export function limitOf(bound: number, single: boolean): number {
  const slack = single ? SLACK.single : SLACK.double;
  return bound * (1 + slack.relative) + slack.absolute;
}

/**
 * For a projection that rounding has put outside its bound, or whose distance overflows: aims inside by as much as was
 * missed until it is within, at last at the old policy. Returns the distance reached.
 * @param aim projects towards a bound, 0 for the old policy itself, and returns the distance reached
 */
export function retreat(
  aim: (bound: number) => number,
  reached: number,
  bound: number,
  limit: number,
): number {
  let margin = 0;
  let distance = reached;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    margin += 1.5 * (distance - bound);
    if (!(margin < bound)) break;
    distance = aim(bound - margin);
    if (distance <= limit) return distance;
  }
  return aim(0);
}

/** A distance too large for a number, which may come as NaN as well; the old policy alone is near enough then. */
export function orInfinity(distance: number): number {
  return distance < Infinity ? distance : Infinity;
}

/** The bound of a state. @throws {RangeError} where it is not a positive number */
export function boundOf(bound: number | FloatArray, state: number, name: string): number {
  const value = typeof bound === 'number' ? bound : bound[state]!;
  if (!(value > 0)) throw new RangeError(`${name} of state ${state} is ${value}, expected a number above 0`);
  return value;
}

/** The entropy floor of a state. @throws {RangeError} where it is none */
export function floorOf({ entropyFloor = -Infinity }: Bounds, state: number): number {
  const value = typeof entropyFloor === 'number' ? entropyFloor : entropyFloor[state]!;
  if (!(value < Infinity)) {
    throw new RangeError(`entropy floor of state ${state} is ${value}, expected a number or -Infinity`);
  }
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
