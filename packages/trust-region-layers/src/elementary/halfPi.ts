import { POWER_ZERO, POWERS } from './binary.ts';

/** Bits after the binary point: enough for the largest double (1024 before it) and a full remainder behind. */
const BITS = 1280n;

let halfPi: bigint | null = null;

/** arctan(1/n) with {@link BITS} bits after the point, by its series. */
function arctanOfInverse(n: bigint): bigint {
  const square = n * n;
  let power = (1n << BITS) / n;
  let sum = 0n;
  for (let k = 1n; power !== 0n; k += 2n) {
    sum += k % 4n === 1n ? power / k : -(power / k);
    power /= square;
  }
  return sum;
}

/** n mod 4 of x = n·π/2 + r, |r| ≤ π/4, and r as the sum of two doubles. See docs/mathematics.md §12. */
export interface HalfPiRemainder {
  readonly quarter: number;
  readonly high: number;
  readonly low: number;
}

/**
 * The remainder of any finite x with |x| ≥ 10⁶, in whole numbers, with π from Machin's formula
 * π/4 = 4 arctan(1/5) − arctan(1/239). Slow; for arguments that no ordinary run has. NaN if x is not finite.
 */
export function remainderOfHalfPi(x: number): HalfPiRemainder {
  if (!Number.isFinite(x)) return { quarter: 0, high: Number.NaN, low: Number.NaN };
  halfPi ??= 2n * (4n * arctanOfInverse(5n) - arctanOfInverse(239n));
  // |x| ≥ 10⁶ is a whole number of 2⁻³³ or more, so this is exact.
  let scale = 0n;
  let value = x;
  while (!Number.isInteger(value)) {
    value *= 2;
    scale++;
  }
  const fixed = (BigInt(value) << BITS) >> scale;
  const twice = 2n * fixed + halfPi;
  const period = 2n * halfPi;
  // Division that rounds towards −∞.
  const n = twice >= 0n ? twice / period : -((-twice + period - 1n) / period);
  const remainder = fixed - n * halfPi;
  const high = toDouble(remainder);
  // No double comes closer than 2⁻⁶² to a multiple of π/2, so its remainder is a whole number of 2⁻¹²⁶.
  const exactHigh = BigInt(high * POWERS[POWER_ZERO + 126]!) << (BITS - 126n);
  return { quarter: Number(((n % 4n) + 4n) % 4n), high, low: toDouble(remainder - exactHigh) };
}

/** A fixed-point number with {@link BITS} bits after the point as a double; what lies beyond 2⁻¹⁰⁰⁰ counts as 0. */
function toDouble(fixed: bigint): number {
  const negative = fixed < 0n;
  const size = negative ? -fixed : fixed;
  // 64 significant bits, then the conversion rounds once.
  const surplus = Math.max(Number(BITS) - 1000, size.toString(2).length - 64);
  const value = Number(size >> BigInt(surplus)) * POWERS[POWER_ZERO + surplus - Number(BITS)]!;
  return negative ? -value : value;
}
