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

/**
 * x = n·π/2 + remainder with |remainder| ≤ π/4, for any finite x, exactly rounded to a double: in whole numbers, with π
 * from Machin's formula π/4 = 4 arctan(1/5) − arctan(1/239). Slow; for arguments that no ordinary run has.
 */
export function remainderOfHalfPi(x: number): { readonly quarter: number; readonly remainder: number } {
  if (!Number.isFinite(x)) return { quarter: 0, remainder: Number.NaN };
  halfPi ??= 2n * (4n * arctanOfInverse(5n) - arctanOfInverse(239n));
  // |x| ≥ 1e6 is a whole number of 2⁻³³ or more, so this is exact.
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
  return { quarter: Number(((n % 4n) + 4n) % 4n), remainder: toDouble(remainder) };
}

/** A fixed-point number with {@link BITS} bits after the point as a double. */
function toDouble(fixed: bigint): number {
  const negative = fixed < 0n;
  const size = negative ? -fixed : fixed;
  const surplus = Math.max(0, size.toString(2).length - 64);
  // 64 significant bits, then the conversion rounds once.
  let value = Number(size >> BigInt(surplus));
  for (let shift = Number(BITS) - surplus; shift > 0; shift -= 1000) value /= 2 ** Math.min(shift, 1000);
  return negative ? -value : value;
}
