import { isBeyond } from 'trust-region-layers';

/** Counts of positive numbers in bins of equal width on a logarithmic axis. */
export interface LogHistogram {
  /** Bin i spans low·ratio^i … low·ratio^(i+1), ratio = (high/low)^(1/bins). */
  readonly low: number;
  readonly high: number;
  /** Values below `low` (zeros included) are in the first bin, values above `high` in the last. */
  readonly counts: Float64Array;
  /** Values that are finite. */
  total: number;
}

export function createLogHistogram(low: number, high: number, bins: number): LogHistogram {
  if (!(low > 0 && high > low)) throw new RangeError(`a log axis needs 0 < low < high, got ${low}, ${high}`);
  return { low, high, counts: new Float64Array(bins), total: 0 };
}

/** Recounts from scratch. Values that are not finite are left out. */
export function fillLogHistogram(histogram: LogHistogram, values: ArrayLike<number>): void {
  const { counts, low, high } = histogram;
  const bins = counts.length;
  const scale = bins / Math.log(high / low);
  counts.fill(0);
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    const bin = value > low ? Math.min(bins - 1, Math.floor(Math.log(value / low) * scale)) : 0;
    counts[bin] = counts[bin]! + 1;
    total++;
  }
  histogram.total = total;
}

/** Bins per decade: fine enough to see shapes, coarse enough to read. */
const BINS_PER_DECADE = 8;
/** Where a value on the bound itself lands: the bin edge sits this far to its right, beyond float32 rounding. */
const EDGE = 1.002;

/**
 * A histogram whose bins are laid out from a bound, so that the bound is the edge between two of them and a value that
 * sits on it counts as within. Spans whole decades that hold the values between their 5th and 99th percentile: at least two below the
 * bound and one above, at most six and four. Coarse on purpose, so that the axis rarely moves.
 */
export function histogramAround(bound: number, sets: readonly ArrayLike<number>[]): LogHistogram {
  const logs: number[] = [];
  for (const values of sets) {
    // A sample of the batch is enough to place an axis.
    const stride = Math.max(1, Math.floor(values.length / 512));
    for (let i = 0; i < values.length; i += stride) {
      const value = values[i]!;
      if (Number.isFinite(value) && value > 0) logs.push(Math.log10(value / bound));
    }
  }
  logs.sort((a, b) => a - b);
  const lowest = logs[Math.floor(logs.length * 0.05)] ?? 0;
  const highest = logs[Math.ceil(logs.length * 0.99) - 1] ?? 0;
  const below = Math.max(-6, Math.min(-2, Math.floor(lowest)));
  const above = Math.min(4, Math.max(1, Math.ceil(highest)));
  return createLogHistogram(
    bound * EDGE * 10 ** below,
    bound * EDGE * 10 ** above,
    (above - below) * BINS_PER_DECADE,
  );
}

/** Share (0 … 1) of the finite values that are beyond the bound. */
export function shareBeyond(values: ArrayLike<number>, bound: number): number {
  let beyond = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!Number.isFinite(value)) continue;
    total++;
    if (isBeyond(value, bound)) beyond++;
  }
  return total === 0 ? 0 : beyond / total;
}
