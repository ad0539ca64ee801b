import { ROUNDER } from './binary.ts';
import { remainderOfHalfPi } from './halfPi.ts';

const TWO_OVER_PI = 0.6366197723675814;
/** π/2 in parts of 33 bits: their products with whole numbers below 2²⁰ are exact. */
const HALF_PI_1 = 1.5707963267341256;
const HALF_PI_2 = 6.077100506303966e-11;
const HALF_PI_3 = 2.0222662487959506e-21;
/** Arguments beyond are reduced with as many digits of π as they need. */
const LARGEST_QUICK = 1e6;

/** sin(x + y) for |x| ≤ π/4 and a correction y: Taylor's series to x¹⁷. */
function sinKernel(x: number, y: number): number {
  const z = x * x;
  const w = z * z;
  const low = -1 / 6 + z * (1 / 120) + w * (-1 / 5040 + z * (1 / 362880));
  const high = -1 / 39916800 + z * (1 / 6227020800) + w * (-1 / 1307674368000 + z * (1 / 355687428096000));
  return x + (x * z * (low + w * w * high) + y * (1 - 0.5 * z));
}

/** cos(x + y) for |x| ≤ π/4 and a correction y: Taylor's series to x¹⁶. */
function cosKernel(x: number, y: number): number {
  const z = x * x;
  const w = z * z;
  const low = 1 / 24 + z * (-1 / 720) + w * (1 / 40320 + z * (-1 / 3628800));
  const high = 1 / 479001600 + z * (-1 / 87178291200) + w * (1 / 20922789888000);
  const half = 0.5 * z;
  const lead = 1 - half;
  return lead + (1 - lead - half + (w * (low + w * w * high) - x * y));
}

/** x − n π/2 in two parts after a call of {@link reduce}, which returns n mod 4. */
let rest = 0;
let restLow = 0;

function reduce(x: number): number {
  if (!(x <= LARGEST_QUICK && x >= -LARGEST_QUICK)) {
    const reduced = remainderOfHalfPi(x);
    rest = reduced.high;
    restLow = reduced.low;
    return reduced.quarter;
  }
  const n = x * TWO_OVER_PI + ROUNDER - ROUNDER;
  const a = x - n * HALF_PI_1;
  const b = n * HALF_PI_2;
  const r = a - b;
  const correction = n * HALF_PI_3;
  const close = r - correction;
  rest = close;
  restLow = a - r - b + (r - close - correction);
  return n & 3;
}

/**
 * sin x for x in radians, within one unit in the last place; NaN for infinite arguments.
 * See docs/mathematics.md §12.
 */
export function sin(x: number): number {
  const quarter = reduce(x);
  if (rest === 0 && restLow === 0 && quarter === 0) return x;
  const value = (quarter & 1) === 0 ? sinKernel(rest, restLow) : cosKernel(rest, restLow);
  return quarter >= 2 ? -value : value;
}

/** cos x for x in radians, within one unit in the last place; NaN for infinite arguments. */
export function cos(x: number): number {
  const quarter = reduce(x);
  const value = (quarter & 1) === 0 ? cosKernel(rest, restLow) : sinKernel(rest, restLow);
  return quarter === 1 || quarter === 2 ? -value : value;
}

/** Writes sin x and cos x to `out[offset]` and `out[offset + 1]` with one reduction: the same bits as {@link sin} and {@link cos}. */
export function sinCos(x: number, out: Float64Array, offset = 0): void {
  const quarter = reduce(x);
  const s = rest === 0 && restLow === 0 && quarter === 0 ? x : sinKernel(rest, restLow);
  const c = cosKernel(rest, restLow);
  const odd = (quarter & 1) === 1;
  const sine = odd ? c : s;
  const cosine = odd ? s : c;
  out[offset] = quarter >= 2 ? -sine : sine;
  out[offset + 1] = quarter === 1 || quarter === 2 ? -cosine : cosine;
}
