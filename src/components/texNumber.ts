import { separators } from '../words/numerals.ts';

/** A number in TeX: three significant digits, powers of ten below 0.001. */
export function texNumber(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? '\\infty' : '-\\infty';
  if (value === 0) return '0';
  const magnitude = Math.abs(value);
  if (magnitude < 1e-3 || magnitude >= 1e5) {
    const [mantissa, exponent] = value.toExponential(2).split('e') as [string, string];
    return `${withTexSign(Number(mantissa))}{\\cdot}10^{${Number(exponent)}}`;
  }
  return withTexSign(Number(value.toPrecision(3)));
}

/** TeX puts a space behind a comma that is not in braces. */
function withTexSign(value: number): string {
  return String(value).replace('.', () => separators().decimal.replace(',', '{,}'));
}
