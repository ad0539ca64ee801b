import * as m from '#words/charts';
import type { BoundedSeries } from '../store/boundedSeries.ts';
import { formatSignificant } from './format.ts';
import { VALUE_AXES, type ValueKind } from './valueAxis.ts';

/** A series that can be read by its name. */
export interface ReadableLine {
  readonly label: string;
  readonly series: BoundedSeries;
  /** A bound rather than a measurement: it does not say where a reading stands. */
  readonly quiet?: boolean;
  /** In the background of another, which says where a reading stands if it can. */
  readonly background?: boolean;
}

/** Mean, lowest and highest of the finite columns of a row; `null` if none is. */
export function rowStatistics(
  series: BoundedSeries,
  row: number,
): { readonly mean: number; readonly low: number; readonly high: number } | null {
  let sum = 0;
  let count = 0;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let c = 0; c < series.width; c++) {
    const value = series.value(row, c);
    if (!Number.isFinite(value)) continue;
    sum += value;
    count++;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return count === 0 ? null : { mean: sum / count, low, high };
}

/** The row with values nearest to x, −1 if there is none. */
export function nearestKnownRow(series: BoundedSeries, x: number): number {
  const start = series.nearest(x);
  for (let offset = 0; offset < series.length; offset++) {
    for (const row of [start - offset, start + offset]) {
      if (row >= 0 && row < series.length && rowStatistics(series, row) !== null) return row;
    }
  }
  return -1;
}

/** What a pointer at these steps reads, one sentence per run. */
export function readLines(
  lines: readonly ReadableLine[],
  cursor: number,
  kind: ValueKind = 'number',
): { readonly steps: number; readonly texts: readonly string[] } | null {
  const { format } = VALUE_AXES[kind];
  let steps: number | null = null;
  let behind: number | null = null;
  const texts: string[] = [];
  for (const { series, label, quiet, background } of lines) {
    const row = nearestKnownRow(series, cursor);
    if (row < 0) continue;
    if (background) behind ??= series.x(row);
    else if (!quiet) steps ??= series.x(row);
    const { mean, low, high } = rowStatistics(series, row)!;
    const short = kind === 'number' ? (value: number) => formatSignificant(value) : format;
    const range = series.width > 1 ? ` ${m.range({ low: short(low), high: short(high) })}` : '';
    texts.push(`${label} ${format(mean)}${range}`);
  }
  steps ??= behind;
  return steps === null ? null : { steps, texts };
}

/** The coordinate of the next row that has a value, `stride` of them away where there are so many. */
export function nextKnown(series: BoundedSeries, from: number, direction: number, stride: number): number {
  let found = Math.max(0, Math.min(series.length - 1, from));
  let taken = 0;
  for (let row = from + direction; row >= 0 && row < series.length && taken < stride; row += direction) {
    if (nearestKnownRow(series, series.x(row)) !== row) continue;
    found = row;
    taken++;
  }
  return series.x(found);
}
