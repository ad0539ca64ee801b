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
