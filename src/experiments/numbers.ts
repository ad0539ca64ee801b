/** The smallest number that has all its digits: 2⁻¹⁰²². */
const SMALLEST_NORMAL = 2.2250738585072014e-308;

/**
 * `value` rounded to so many significant digits; infinities, NaN and subnormal numbers (which may not have so many) as
 * they are; never −0. Rounding twice is rounding once.
 */
export function roundSignificant(value: number, digits: number): number {
  return Number.isFinite(value) && Math.abs(value) >= SMALLEST_NORMAL
    ? Number(value.toPrecision(digits))
    : value + 0;
}

/** `value` rounded to so many decimals; never −0. */
export function roundDecimals(value: number, decimals: number): number {
  return Number(value.toFixed(decimals)) + 0;
}

/** Text that reads back as the same number: `0.03`, `131072`, and `3e-4` or `1e8` for the very small and large. */
export function numberText(value: number): string {
  const magnitude = Math.abs(value);
  const plain = magnitude === 0 || (magnitude >= 0.01 && magnitude < 1e6) || !Number.isFinite(value);
  const exponential = value.toExponential().replace('e+', 'e');
  return plain || exponential.length > String(value).length ? String(value) : exponential;
}
