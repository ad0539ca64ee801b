/** Powers of two and the parts of a double, shared by the functions of this folder. */

const LOWEST = -1074;
const HIGHEST = 1023;

/** 2ⁿ for −1074 ≤ n ≤ 1023 at index n + {@link POWER_ZERO}. See docs/mathematics.md §12. */
export const POWERS = powersOfTwo();
/** Index of 2⁰ in {@link POWERS}. */
export const POWER_ZERO = -LOWEST;

function powersOfTwo(): Float64Array {
  const powers = new Float64Array(HIGHEST - LOWEST + 1);
  const zero = -LOWEST;
  powers[zero] = 1;
  for (let n = 1; n <= HIGHEST; n++) powers[zero + n] = 2 * powers[zero + n - 1]!;
  for (let n = -1; n >= LOWEST; n--) powers[zero + n] = powers[zero + n + 1]! / 2;
  return powers;
}

/** Adding and subtracting 1.5·2⁵² rounds a number below 2⁵¹ to the nearest whole one, ties to even. */
export const ROUNDER = 6755399441055744;

/** ln 2 in two parts, the first with so many zero bits at its end that its products with exponents are exact. */
export const LN2_HIGH = 0.6931471803691238;
export const LN2_LOW = 1.9082149292705877e-10;

const double = new Float64Array([1]);
const halves = new Uint32Array(double.buffer);
/** Which half of a double holds sign and exponent on this machine. */
const HIGH = halves[1] === 0x3ff00000 ? 1 : 0;

/** Sign, exponent and the first 20 bits of the mantissa. */
export function highWord(x: number): number {
  double[0] = x;
  return halves[HIGH]!;
}
