import * as m from '#words/charts';
import { formatCount, formatShare } from './axisTicks.ts';
import type { DistanceBar, DistanceLayout, DistancePictureModel } from './distancePicture.ts';
import { formatSignificant } from './format.ts';
import type { LogHistogram } from './logHistogram.ts';

/** Edges of a bin; the first has all that is less, the last all that is more. */
function binEdges({ low, high, counts }: LogHistogram, bin: number): readonly [number, number] {
  const ratio = high / low;
  return [
    bin === 0 ? Number.NEGATIVE_INFINITY : low * ratio ** (bin / counts.length),
    bin === counts.length - 1 ? Number.POSITIVE_INFINITY : low * ratio ** ((bin + 1) / counts.length),
  ];
}

/** The bar nearest to a point of the picture, in the row that the point is in; `null` where that has none. */
export function barAt(
  { left, right, top, rowHeight, rows }: DistanceLayout,
  x: number,
  y: number,
): DistanceBar | null {
  const row = Math.max(0, Math.min(rows.length - 1, Math.floor((y - top) / rowHeight)));
  const { counts } = rows[row]!;
  const bin = ((x - left) / (right - left)) * counts.length - 0.5;
  const filled = [...counts.keys()].filter((index) => counts[index]! > 0);
  if (filled.length === 0) return null;
  const nearest = filled.reduce((best, index) =>
    Math.abs(index - bin) < Math.abs(best - bin) ? index : best,
  );
  return { row, bin: nearest };
}

/** The next bar in a direction: along the row, or the nearest of the other row. */
export function barBeside(
  layout: DistanceLayout,
  from: DistanceBar | null,
  direction: { readonly along: number; readonly down: number },
): DistanceBar | null {
  const { rows } = layout;
  const row = Math.max(0, Math.min(rows.length - 1, (from?.row ?? 0) + direction.down));
  const { counts } = rows[row]!;
  const filled = [...counts.keys()].filter((index) => counts[index]! > 0);
  if (filled.length === 0) return from;
  if (from === null) return { row, bin: filled.at(-1)! };
  if (direction.along === 0) {
    const near = filled.reduce((best, bin) =>
      Math.abs(bin - from.bin) < Math.abs(best - from.bin) ? bin : best,
    );
    return { row, bin: near };
  }
  const bin =
    direction.along > 0
      ? filled.find((index) => index > from.bin)
      : filled.findLast((index) => index < from.bin);
  return bin === undefined ? from : { row, bin };
}

/** A state of a bar: that with the bar's middle distance; −1 where it has none any more. */
export function stateOfBar(values: ArrayLike<number>, histogram: LogHistogram, bin: number): number {
  const [low, high] = binEdges(histogram, bin);
  const states: number[] = [];
  for (let i = 0; i < values.length; i++) if (values[i]! > low && values[i]! <= high) states.push(i);
  states.sort((a, b) => values[a]! - values[b]!);
  return states[Math.floor(states.length / 2)] ?? -1;
}

/** A bar in words: `proposed: 128 of 2,048 states (6 %) from 0.020 to 0.030`. */
export function describeBar(
  { proposed }: DistancePictureModel,
  { rows }: DistanceLayout,
  { row, bin }: DistanceBar,
): string {
  const histogram = rows[row]!;
  const [low, high] = binEdges(histogram, bin);
  const count = histogram.counts[bin]!;
  const range =
    low === Number.NEGATIVE_INFINITY
      ? m.upTo({ high: formatSignificant(high, 2) })
      : high === Number.POSITIVE_INFINITY
        ? m.beyondValue({ low: formatSignificant(low, 2) })
        : m.fromTo({ low: formatSignificant(low, 2), high: formatSignificant(high, 2) });
  const name = row === 0 ? m.proposed() : m.projected();
  const share = formatShare(count / Math.max(1, proposed.length));
  return m.bar({ name, count: formatCount(count), all: formatCount(proposed.length), share, range });
}
