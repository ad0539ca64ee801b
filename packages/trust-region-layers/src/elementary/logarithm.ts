import { highWord, LN2_HIGH, LN2_LOW, POWER_ZERO, POWERS } from './binary.ts';

const SMALLEST_NORMAL = 2.2250738585072014e-308;
/** Lifts a subnormal number into the normal range. */
const SUBNORMAL_LIFT = 54;
/** First bits of the mantissa of √2. */
const ROOT_TWO = 0x6a09e;

/**
 * Logarithms of 1 + f by s = f/(2 + f): ln(1 + f) = 2 artanh s = f − (f²/2 − s(f²/2 + R)), R = Σ 2s²ⁱ/(2i + 1). For
 * |s| < 0.1716, the whole range of a mantissa, the first term left out is below 2⁻⁶⁰.
 */
function artanhTail(z: number): number {
  const w = z * z;
  const odd = 2 / 3 + w * (2 / 7 + w * (2 / 11 + w * (2 / 15 + w * (2 / 19))));
  const even = 2 / 5 + w * (2 / 9 + w * (2 / 13 + w * (2 / 17 + w * (2 / 21))));
  return z * odd + w * even;
}

/** ln x, within one unit in the last place; NaN for negative arguments. See docs/mathematics.md §12. */
export function log(x: number): number {
  let value = x;
  let exponent = 0;
  if (!(value >= SMALLEST_NORMAL)) {
    if (value === 0) return -Infinity;
    if (!(value > 0)) return Number.NaN;
    value *= POWERS[POWER_ZERO + SUBNORMAL_LIFT]!;
    exponent = -SUBNORMAL_LIFT;
  } else if (value === Infinity) {
    return value;
  }
  // value = 2ᵉ(1 + f) with 1 + f from √½ to √2.
  const word = highWord(value);
  let e = (word >>> 20) - 1023;
  if ((word & 0xfffff) >= ROOT_TWO) e++;
  const f = (e === 1024 ? 0.5 * value * POWERS[POWER_ZERO - 1023]! : value * POWERS[POWER_ZERO - e]!) - 1;
  exponent += e;
  const s = f / (2 + f);
  const half = 0.5 * f * f;
  return exponent * LN2_HIGH - (half - (s * (half + artanhTail(s * s)) + exponent * LN2_LOW) - f);
}

/** ln(1 + x), without cancellation near 0, within two units in the last place; NaN below −1. */
export function log1p(x: number): number {
  if (x > -0.29 && x < 0.41) {
    const s = x / (2 + x);
    const half = 0.5 * x * x;
    return x - (half - s * (half + artanhTail(s * s)));
  }
  if (!(x > -1)) return x === -1 ? -Infinity : Number.NaN;
  const u = 1 + x;
  if (u === Infinity) return u;
  // What the sum rounded away, as a first-order correction.
  const rest = u > 2 ? 1 - (u - x) : x - (u - 1);
  return log(u) + rest / u;
}
