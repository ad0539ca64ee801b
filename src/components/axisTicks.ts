import { ticks as linearTicks } from 'd3-array';
import { grouped, withDecimalSign } from '../words/numerals.ts';
import { formatFixed, MINUS, superscript } from './format.ts';

/** `83,968` */
export function formatCount(value: number): string {
  if (!Number.isFinite(value)) return formatFixed(value);
  const text = Math.abs(value).toFixed(0);
  return (value < 0 && text !== '0' ? MINUS : '') + grouped(text);
}

/** Axis form of a large count: `0`, `500`, `25k`, `1.5M`; in every language, as there is no room for words. */
export function formatCompact(value: number): string {
  const magnitude = Math.abs(value);
  if (magnitude >= 1e6) return `${trimmed(value / 1e6)}M`;
  if (magnitude >= 1e4) return `${trimmed(value / 1e3)}k`;
  return formatCount(value);
}

/** A share 0 … 1 as a percentage: `0 %`, `0.4 %`, `41 %`; never rounds something to nothing, or to everything. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent === 0 || percent === 100) return `${percent}\u202f%`;
  if (percent < 0.1) return `<\u202f${withDecimalSign('0.1')}\u202f%`;
  if (percent > 99.9) return `>\u202f${withDecimalSign('99.9')}\u202f%`;
  const decimals = percent < 9.95 || percent > 99 ? 1 : 0;
  return `${withDecimalSign(percent.toFixed(decimals))}\u202f%`;
}

/** `10⁻³` */
export function formatPowerOfTen(exponent: number): string {
  if (exponent === 0) return '1';
  if (exponent === 1) return '10';
  return `10${superscript(exponent)}`;
}

export interface Tick {
  readonly value: number;
  readonly label: string;
}

/** Round values inside [low, high], about `count` of them, with just the digits that tell them apart. */
export function createLinearTicks(low: number, high: number, count: number, compact = false): Tick[] {
  const values = linearTicks(low, high, count);
  const step = values.length > 1 ? Math.abs(values[1]! - values[0]!) : 1;
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return values.map((value) => ({
    value,
    label: compact
      ? formatCompact(value)
      : withDecimalSign(value.toFixed(Math.min(decimals, 10))).replace(/^-(?=.*[1-9])/, MINUS),
  }));
}

/** Powers of ten inside [low, high], thinned to at most `count`. */
export function createDecadeTicks(low: number, high: number, count: number): Tick[] {
  const first = Math.ceil(Math.log10(low) - 1e-9);
  const last = Math.floor(Math.log10(high) + 1e-9);
  const step = Math.max(1, Math.ceil((last - first + 1) / Math.max(1, count)));
  const ticks: Tick[] = [];
  for (let exponent = first; exponent <= last; exponent += step) {
    ticks.push({ value: 10 ** exponent, label: formatPowerOfTen(exponent) });
  }
  return ticks;
}

/**
 * End of a steps axis: the budget halved as often as the steps still fit, so that a young run fills the plot
 * and the axis moves only when the run doubles.
 */
export function stepsExtent(steps: number, budget: number): number {
  let extent = Math.max(1, budget);
  while (extent / 2 >= steps && extent > budget / 64) extent /= 2;
  return Math.max(extent, steps);
}

function trimmed(value: number): string {
  return withDecimalSign(String(Math.round(value * 100) / 100)).replace('-', MINUS);
}
