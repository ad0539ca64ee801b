/** How the tables and lines for people write numbers. */

const MINUS = '−';
const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
export const TENTHS = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const TWO_DIGITS = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });
/** Beyond these a number is written with an exponent. */
const PLAIN = { smallest: 1e-5, largest: 1e5 };
/** Seeds whose returns fit on a line; of more their mean and range are told. */
export const MOST_ON_A_LINE = 4;

export function number(value: number | null, format = WHOLE): string {
  return value === null || Number.isNaN(value) ? '–' : format.format(value).replace('-', MINUS);
}

/** To two significant digits, from any number of orders of magnitude. */
export function magnitude(value: number): string {
  const plain = value === 0 || (value >= PLAIN.smallest && value < PLAIN.largest);
  return plain || !Number.isFinite(value) ? number(value, TWO_DIGITS) : value.toExponential(1);
}

export function percent(share: number | null): string {
  return share === null ? '–' : `${number(100 * share, TENTHS)} %`;
}

/** `−170.0, −180.0`, or of many `−175.0 (−190.0 … −160.0)`. */
export function returnsText(returns: readonly (number | null)[]): string {
  if (returns.length <= MOST_ON_A_LINE) return returns.map((value) => number(value, TENTHS)).join(', ');
  const known = returns.filter((value) => value !== null);
  if (known.length === 0) return '–';
  const [low, high] = [Math.min(...known), Math.max(...known)];
  return `${number(mean(known), TENTHS)} (${number(low, TENTHS)} … ${number(high, TENTHS)})`;
}

/** NaN of nothing. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Left-aligned first column, the others right-aligned. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
