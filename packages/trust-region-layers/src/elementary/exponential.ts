import { LN2_HIGH, LN2_LOW, POWER_ZERO, POWERS, ROUNDER } from './binary.ts';

const INVERSE_LN2 = Math.LOG2E;
/** eˣ is infinite above, 0 below. */
const LARGEST = 709.782712893384;
const SMALLEST = -745.1332191019412;
/** eˣ − 1 rounds to −1 below. */
const EXPM1_SMALLEST = -37.5;
/** Results below 2⁻¹⁰²² are scaled in two steps, the second by this power. */
const SUBNORMAL_STEP = -60;

/**
 * (eʳ − 1 − r)/r² for |r| ≤ ½ ln 2: Taylor's series to r¹³, whose next term is below 2⁻⁵⁹, in pairs so that
 * multiplications do not wait for each other.
 */
function quadraticPart(r: number): number {
  const r2 = r * r;
  const r4 = r2 * r2;
  const low = 1 / 2 + r * (1 / 6) + r2 * (1 / 24 + r * (1 / 120));
  const middle = 1 / 720 + r * (1 / 5040) + r2 * (1 / 40320 + r * (1 / 362880));
  const high = 1 / 3628800 + r * (1 / 39916800) + r2 * (1 / 479001600 + r * (1 / 6227020800));
  return low + r4 * (middle + r4 * high);
}

/** eˣ, within one unit in the last place. See docs/mathematics.md §12. */
export function exp(x: number): number {
  if (x > LARGEST) return Infinity;
  if (x < SMALLEST) return 0;
  // x = n ln 2 + r + c, where c is what rounding takes from r.
  const n = x * INVERSE_LN2 + ROUNDER - ROUNDER;
  const high = x - n * LN2_HIGH;
  const low = n * LN2_LOW;
  const r = high - low;
  const c = high - r - low;
  const y = 1 + (r + (r * r * quadraticPart(r) + c));
  if (n >= -1022 && n <= 1023) return y * POWERS[POWER_ZERO + n]!;
  if (Number.isNaN(x)) return x;
  return n > 0
    ? 2 * y * POWERS[POWER_ZERO + n - 1]!
    : y * POWERS[POWER_ZERO + n - SUBNORMAL_STEP]! * POWERS[POWER_ZERO + SUBNORMAL_STEP]!;
}

/** eˣ − 1, without cancellation near 0, within two units in the last place. */
export function expm1(x: number): number {
  if (x > LARGEST) return Infinity;
  if (x < EXPM1_SMALLEST) return -1;
  const n = x * INVERSE_LN2 + ROUNDER - ROUNDER;
  // x² would take the sign from −0.
  if (n === 0) return x === 0 ? x : x + x * x * quadraticPart(x);
  if (Number.isNaN(x)) return x;
  const high = x - n * LN2_HIGH;
  const low = n * LN2_LOW;
  const r = high - low;
  const c = high - r - low;
  const q = r + (r * r * quadraticPart(r) + c);
  if (n > 1022) return (1 + q) * 2 * POWERS[POWER_ZERO + n - 1]!;
  const scale = POWERS[POWER_ZERO + n]!;
  // 2ⁿ(1 + q) − 1: the whole parts first where they are of one size.
  return n > 54 || n < -2 ? (1 + q) * scale - 1 : q * scale + (scale - 1);
}
