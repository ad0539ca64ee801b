import { exp } from './exponential.ts';
import { log } from './logarithm.ts';

/**
 * xⁿ for a whole number n, by repeated squaring: a relative error of about n units in the last place at worst.
 * See docs/mathematics.md §12.
 */
export function integerPower(x: number, n: number): number {
  let result = 1;
  let square = n < 0 ? 1 / x : x;
  for (let rest = Math.abs(n); rest >= 1; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square;
    square *= square;
  }
  return result;
}

/** xʸ for x ≥ 0 as e^(y ln x): its relative error grows with |y ln x|. NaN for x < 0. */
export function power(x: number, y: number): number {
  if (y === 0) return 1;
  if (x === 0) return y > 0 ? 0 : Infinity;
  return exp(y * log(x));
}

/** Beyond these sizes squares leave the range of doubles. */
const LARGE = 1e150;
const SMALL = 1e-150;

/** √(x² + y²) without overflow or underflow, within two units in the last place. */
export function hypot(x: number, y: number): number {
  const a = Math.abs(x);
  const b = Math.abs(y);
  const large = a > b ? a : b;
  if (large < LARGE && large > SMALL) return Math.sqrt(x * x + y * y);
  if (a === Infinity || b === Infinity) return Infinity;
  if (Number.isNaN(x) || Number.isNaN(y)) return Number.NaN;
  if (large === 0) return 0;
  const small = (a > b ? b : a) / large;
  return large * Math.sqrt(1 + small * small);
}
