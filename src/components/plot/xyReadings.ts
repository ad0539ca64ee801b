import * as m from '#words/charts';
import type { MethodLook } from '../../algorithms/algorithm.ts';

/** A line with its band. */
export interface XyLine {
  readonly label: string;
  readonly look: MethodLook;
  readonly x: Float64Array;
  /** NaN: not known. */
  readonly value: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** What the line is a mean of, on the same x. */
  readonly parts: readonly Float64Array[];
}

/** What a line says at a place of the horizontal axis: its nearest point. */
export interface XyReading {
  readonly line: XyLine;
  readonly x: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Readings of every line that has a value there. */
export function readAt(lines: readonly XyLine[], cursor: number): XyReading[] {
  return lines.flatMap((line) => {
    const i = nearest(line.x, cursor);
    const value = line.value[i];
    return value === undefined || !Number.isFinite(value)
      ? []
      : [{ line, x: line.x[i]!, value, low: line.low[i]!, high: line.high[i]! }];
  });
}

/** `KL layer −170 [−180, −160]` */
export function readingText(
  { line, value, low, high }: XyReading,
  format: (value: number) => string,
): string {
  return `${line.label} ${format(value)} [${format(low)}, ${format(high)}]`;
}

/** All of them as a sentence. */
export function readingsText(
  read: readonly XyReading[],
  formatX: (value: number) => string,
  formatY: (value: number) => string,
): string {
  if (read.length === 0) return m.nothingYet();
  return `${formatX(read[0]!.x)}: ${read.map((one) => readingText(one, formatY)).join('; ')}`;
}

/** The index of the nearest of ascending numbers, the first of two as near. */
export function nearest(xs: Float64Array, at: number): number {
  let low = 0;
  let high = xs.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (xs[middle]! <= at) low = middle;
    else high = middle;
  }
  return high > low && xs[high]! - at < at - xs[low]! ? high : low;
}
