import { grouped, withDecimalSign } from '../words/numerals.ts';

/** Below it a number is told with an exponent, as the forms take it. */
export const LEAST_DECIMAL = 1e-4;

/** A setting's number as the form shows it: `0.0005`, `5e-5`, and whole numbers with their thousands apart. */
export function shownNumber(value: number): string {
  if (Number.isInteger(value)) return grouped(String(value)).replace('-', '−');
  const text = Math.abs(value) < LEAST_DECIMAL ? value.toExponential() : String(value);
  return withDecimalSign(text).replace(/^-/, '−');
}
