import type { BoundedSeries } from '../store/boundedSeries.ts';
import { rowStatistics } from './lineReadings.ts';

/** Pixels between two points of a line, at least: closer ones are told apart by nobody and cost a stroke each. */
const PITCH = 1;

/** Rows that are drawn as one point: where the last of them lies. */
export interface DrawnRow {
  readonly x: number;
  /** Of the rows' means; lowest and highest of all their values. */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  /** Mean of what is known of each column, NaN where nothing is. */
  readonly columns: readonly number[];
}

/** What of a series is drawn: neighbours that lie closer than the pitch are merged, rows without a value left out. */
export function drawnRows(series: BoundedSeries, px: (x: number) => number): DrawnRow[] {
  const drawn: DrawnRow[] = [];
  const sums = new Float64Array(series.width);
  const counts = new Int32Array(series.width);
  let [x, mean, rows, low, high] = [0, 0, 0, Infinity, -Infinity];
  let began = 0;
  const finish = () => {
    if (rows === 0) return;
    const columns = Array.from(sums, (sum, c) => (counts[c] === 0 ? Number.NaN : sum / counts[c]!));
    drawn.push({ x, mean: mean / rows, low, high, columns });
    sums.fill(0);
    counts.fill(0);
    [mean, rows, low, high] = [0, 0, Infinity, -Infinity];
  };
  for (let row = 0; row < series.length; row++) {
    const statistics = rowStatistics(series, row);
    if (statistics === null) continue;
    const at = px(series.x(row));
    if (rows > 0 && at - began >= PITCH) finish();
    if (rows === 0) began = at;
    x = at;
    mean += statistics.mean;
    rows++;
    low = Math.min(low, statistics.low);
    high = Math.max(high, statistics.high);
    for (let c = 0; c < series.width; c++) {
      const value = series.value(row, c);
      if (!Number.isFinite(value)) continue;
      sums[c]! += value;
      counts[c]!++;
    }
  }
  finish();
  return drawn;
}
