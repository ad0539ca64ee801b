import type { DensityHistory } from '../store/densityHistory.ts';
import { BINS_PER_OCTAVE, DENSITY_BINS, type DensityPart, FIRST_BEYOND } from '../trainer/densities.ts';

/** Bins that are shown: from `low` to before `high`. */
export interface BinRange {
  readonly low: number;
  readonly high: number;
}

/** The range grows in steps of three octaves, so that the axis rarely moves. */
const STEP = 3 * BINS_PER_OCTAVE;
/** Shown on either side of the bound in any case. */
const LEAST_BELOW = 2 * STEP;
const LEAST_ABOVE = STEP;
/** Nearer than this to the old policy nothing is told apart, unless many are. */
const MOST_BELOW = 4 * STEP;
const MANY = 0.25;
/** Share of all states that may lie below the range. */
const NEGLECTED = 0.01;
/** Least height of a row in pixels. */
const ROW = 4;

/** The distance at which a bin begins. */
export function binStart(bin: number, bound: number): number {
  return bound * 2 ** ((bin - FIRST_BEYOND) / BINS_PER_OCTAVE);
}

/** The bin of a distance as a real number, to place it on the axis. */
export function binPosition(distance: number, bound: number): number {
  return FIRST_BEYOND + BINS_PER_OCTAVE * Math.log2(distance / bound);
}

/** How many bins share a row of a picture so tall, so that rows can be told apart: 1, 2 or 4. */
export function binsPerRow({ low, high }: BinRange, height: number): number {
  return [1, 2].find((bins) => (height * bins) / (high - low) >= ROW) ?? BINS_PER_OCTAVE;
}

/** Bins that hold nearly all states of a run so far, of both policies, so that the axis stays when they are switched. */
export function binRange(history: DensityHistory, part: DensityPart): BinRange {
  let low = FIRST_BEYOND - LEAST_BELOW;
  let high = FIRST_BEYOND + LEAST_ABOVE;
  for (const policy of ['proposed', 'projected'] as const) {
    const counts = history.overallCounts(policy, part);
    if (!counts) continue;
    const nearest = Math.max(quantileBin(counts, NEGLECTED), FIRST_BEYOND - MOST_BELOW);
    low = Math.min(low, nearest, quantileBin(counts, MANY));
    let last = DENSITY_BINS - 1;
    while (last > 0 && counts[last] === 0) last--;
    high = Math.max(high, last + 1);
  }
  const stepsBelow = Math.ceil((FIRST_BEYOND - low) / STEP);
  const stepsAbove = Math.ceil((high - FIRST_BEYOND) / STEP);
  return { low: FIRST_BEYOND - stepsBelow * STEP, high: FIRST_BEYOND + stepsAbove * STEP };
}

/** The bin below which this share of the states is, those left out that did not move at all: they are nowhere on the axis. */
function quantileBin(counts: Float64Array, share: number): number {
  let states = 0;
  for (let bin = 1; bin < counts.length; bin++) states += counts[bin]!;
  if (states === 0) return FIRST_BEYOND;
  let bin = 1;
  for (let below = counts[1]!; below <= share * states; below += counts[bin]!) bin++;
  return bin;
}
