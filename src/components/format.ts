/** Numbers as people read them: sensible digits, a true minus sign, no exponent letters, in the reader's language. */
import * as m from '#words/numbers';
import { LEAST_DECIMAL } from '../experiments/shownNumber.ts';
import { grouped, readNumeral, separators, withDecimalSign } from '../words/numerals.ts';

export const MINUS = '−';
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

function special(value: number): string | null {
  if (Number.isNaN(value)) return m.notANumber();
  if (value === Number.POSITIVE_INFINITY) return '∞';
  if (value === Number.NEGATIVE_INFINITY) return `${MINUS}∞`;
  return null;
}

/** `⁻⁵` */
export function superscript(exponent: number): string {
  return String(exponent)
    .replace('-', '⁻')
    .replace(/\d/g, (digit) => SUPERSCRIPTS[Number(digit)]!);
}

/** A fixed number of decimals; never `−0.00`. */
export function formatFixed(value: number, decimals = 2): string {
  const words = special(value);
  if (words !== null) return words;
  const text = Math.abs(value).toFixed(decimals);
  return (value < 0 && Number(text) !== 0 ? MINUS : '') + withDecimalSign(text);
}

/** A return: so many decimals, and two where it is so small that a share of successes may be meant. */
export function formatReturn(value: number, decimals: number): string {
  return formatFixed(value, Math.abs(value) < 2 ? Math.max(2, decimals) : decimals);
}

/**
 * A fixed number of significant digits: 0.0300, 17.9, 1,250; below 0.001 and from a million on as
 * 5.00·10⁻⁵.
 */
export function formatSignificant(value: number, digits = 3): string {
  const words = special(value);
  if (words !== null) return words;
  if (value === 0) return '0';
  const rounded = Number(value.toPrecision(digits));
  const magnitude = Math.abs(rounded);
  const sign = rounded < 0 ? MINUS : '';
  if (magnitude < 1e-3 || magnitude >= 1e6) {
    const [mantissa, exponent] = magnitude.toExponential(digits - 1).split('e');
    return `${sign}${withDecimalSign(mantissa!)}·10${superscript(Number(exponent))}`;
  }
  const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(magnitude)));
  return sign + grouped(magnitude.toFixed(decimals));
}

/** The same without zeros that say nothing: 0.03, 17.9, 5·10⁻⁵. */
export function formatShort(value: number, digits = 3): string {
  const text = formatSignificant(value, digits);
  const { decimal } = separators();
  if (!text.includes(decimal)) return text;
  const rest = text.slice(text.indexOf(decimal) + 1).replace(/0+(?=·|$)/, '');
  return text.slice(0, text.indexOf(decimal)) + (/^\d/.test(rest) ? decimal : '') + rest;
}

/** A value with its interval: `0.44 [0.00; 1.00]`. A semicolon, since commas stand within numbers. */
export function formatInterval(
  { value, low, high }: { readonly value: number; readonly low: number; readonly high: number },
  format: (value: number) => string,
): string {
  return `${format(value)} [${format(low)}; ${format(high)}]`;
}

/** What a number field shows and accepts again: the shortest text of so many significant digits, `5e-5` for small ones. */
export function formatField(value: number, digits = 4): string {
  const rounded = Number(value.toPrecision(digits));
  if (rounded === 0) return '0';
  const magnitude = Math.abs(rounded);
  const text =
    magnitude < LEAST_DECIMAL || magnitude >= 1e9
      ? rounded.toExponential().replace('e+', 'e')
      : String(rounded);
  return withDecimalSign(text).replace(/^-/, MINUS);
}

/** Reads what a person types: `0.03`, `5e-5`, `−1`, `1,5`, `131 072`. `null` if it is not a number. */
export const parseField = readNumeral;
