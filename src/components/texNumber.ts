/** A number in TeX: three significant digits, powers of ten below 0.001. */
export function texNumber(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? '\\infty' : '-\\infty';
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  if (magnitude < 1e-3 || magnitude >= 1e5) {
    const [mantissa, exponent] = value.toExponential(2).split('e') as [string, string];
    return `${Number(mantissa)}{\\cdot}10^{${Number(exponent)}}`;
  }
  return String(Number(value.toPrecision(3)));
}
