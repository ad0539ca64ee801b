import { createDecadeTicks, stepsExtent, type Tick } from './axisTicks.ts';
import { type BinRange, binPosition, binRange, binStart, binsPerRow } from './densityAxis.ts';
import type { DensityMapModel, MapPlace } from './densityMapModel.ts';

/** Up to this width there is no room for names at the right. */
const NARROW = 520;
const TICKS = 52;
/** Room for the name of one bound, and for one more that is added to it. */
const NAMES = 104;
const SECOND_NAME = 28;
const TITLE = 22;
/** Least height of the strip of shares, and the room beneath it. */
const SHARES = 44;
const GAP = 10;
const NUMBERS = 26;

/** Where everything lies, in pixels. */
export interface DensityMapLayout {
  readonly left: number;
  readonly right: number;
  readonly width: number;
  readonly narrow: boolean;
  /** The strip of shares above the map; `null` where there is no bound to be beyond. */
  readonly shares: { readonly top: number; readonly bottom: number } | null;
  readonly top: number;
  readonly bottom: number;
  readonly range: BinRange;
  /** Bins in one row of the map. */
  readonly perRow: number;
  readonly ticks: readonly Tick[];
  /** Iterations at the right end. */
  readonly extent: number;
  /** Where an iteration ends; it begins where the one before it ends. */
  readonly px: (iteration: number) => number;
  /** Of the lower edge of a bin, or of a place within it. */
  readonly py: (bin: number) => number;
  /** Of a distance. */
  readonly pd: (distance: number) => number;
}

export function layOutDensityMap(width: number, height: number, model: DensityMapModel): DensityMapLayout {
  const { history, part, bound, boundSymbols, iterations } = model;
  const narrow = width <= NARROW;
  const left = TICKS;
  const names = NAMES + ((boundSymbols?.length ?? 1) - 1) * SECOND_NAME;
  const right = width - (narrow ? 2 : names);
  const ceiling = boundSymbols === null ? TITLE : TITLE + SHARES + GAP + TITLE;
  const bottom = height - NUMBERS;
  const range = binRange(history, part);
  const perRow = binsPerRow(range, bottom - ceiling);
  // Whole pixels a row: all rows are equally tall.
  const rows = (range.high - range.low) / perRow;
  const top = bottom - rows * Math.max(1, Math.floor((bottom - ceiling) / rows));
  const shares = boundSymbols === null ? null : { top: TITLE, bottom: top - GAP - TITLE };
  const extent = stepsExtent(history.last, iterations);
  const py = (bin: number) => bottom - ((bin - range.low) / (range.high - range.low)) * (bottom - top);
  const [lowest, highest] = [binStart(range.low, bound), binStart(range.high, bound)];
  return {
    ...{ left, right, width, narrow, shares, top, bottom, range, perRow, extent, py },
    ticks: createDecadeTicks(lowest, highest, Math.floor((bottom - top) / 26)),
    px: (iteration) => left + (iteration / extent) * (right - left),
    pd: (distance) => Math.max(top, Math.min(bottom, py(binPosition(distance, bound)))),
  };
}

/** What lies at a point of the picture; `null` before the first iteration that is known and beyond the last. */
export function placeAt(
  { left, right, top, bottom, extent, range, perRow }: DensityMapLayout,
  { history }: DensityMapModel,
  x: number,
  y: number,
): MapPlace | null {
  const iteration = Math.ceil(((x - left) / (right - left)) * extent);
  if (x < left || x > right || iteration > history.last) return null;
  const share = (bottom - y) / (bottom - top);
  const row = Math.floor((share * (range.high - range.low)) / perRow);
  const from = range.low + row * perRow;
  return {
    iteration: Math.max(1, iteration),
    bins: share < 0 || share >= 1 ? null : [from, from + perRow],
  };
}
