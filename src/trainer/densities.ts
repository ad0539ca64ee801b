import { isBeyond } from 'trust-region-layers';
import type { LayerBounds } from './specification.ts';
import type { StateDistances } from './stateDistances.ts';

/** What is counted: the two parts in the run's own metric, and the whole KL. */
export const DENSITY_PARTS = ['mean', 'covariance', 'kl'] as const;
export type DensityPart = (typeof DENSITY_PARTS)[number];

/** Bins of one part. Four an octave, so that a bin reaches from a distance to 1.19 times as far. */
export const DENSITY_BINS = 192;
export const BINS_PER_OCTAVE = 4;
/** The first bin beyond the bound. */
export const FIRST_BEYOND = 96;

/**
 * How far all states of an iteration are from the old policy: how many are in which bin (docs/mathematics.md §8.11). A slice
 * is one part of one policy: [policies, parts], policies being proposed and, with a layer, projected. Of each only the bins
 * from the first that holds a state to the last are there: all of it is kept of every iteration.
 */
export interface DistanceDensities {
  /** First bin of every slice, and how many follow with it. */
  readonly first: Uint8Array;
  readonly bins: Uint8Array;
  /** States in each of them, slice after slice. A distance that is no number is in no bin. */
  readonly counts: Uint16Array | Uint32Array;
  /** Largest distance of a state, of every slice. */
  readonly largest: Float64Array;
}

/** The bound on every part. KL has none of its own: both bounds together let it grow to their sum. */
export function densityBounds({ mean, covariance }: LayerBounds): { readonly [Part in DensityPart]: number } {
  return { mean, covariance, kl: mean + covariance };
}

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);
/** 2^¼, 2^½ and 2^¾ as the fraction bits of a float32. */
const QUARTERS = [1.189207115002721, Math.SQRT2, 1.681792830507429].map(
  (quarter) => (quarter - 1) * 0x800000,
);
const [FIRST, SECOND, THIRD] = QUARTERS as [number, number, number];

/** The bin of a distance that is a number: its logarithm in quarters of an octave from the bits of a float32. */
export function densityBin(distance: number, bound: number): number {
  float[0] = distance / bound;
  const octave = (bits[0]! >>> 23) - 127;
  const fraction = bits[0]! & 0x7fffff;
  const quarter = fraction < SECOND ? (fraction < FIRST ? 0 : 1) : fraction < THIRD ? 2 : 3;
  const bin = FIRST_BEYOND + BINS_PER_OCTAVE * octave + quarter;
  // What rounding puts on the wrong side of the bound is on the side where it counts.
  return isBeyond(distance, bound)
    ? Math.max(FIRST_BEYOND, Math.min(DENSITY_BINS - 1, bin))
    : Math.max(0, Math.min(FIRST_BEYOND - 1, bin));
}

/** Counts the states of an iteration. */
export function densitiesOf(
  proposed: StateDistances,
  projected: StateDistances | null,
  bounds: LayerBounds,
): DistanceDensities {
  const policies = projected ? [proposed, projected] : [proposed];
  const slices = policies.length * DENSITY_PARTS.length;
  const all = new Uint32Array(slices * DENSITY_BINS);
  const largest = new Float64Array(slices);
  const bound = densityBounds(bounds);
  const kl = new Float64Array(proposed.mean.length);
  for (const [policy, { mean, covariance, klMean, klCovariance }] of policies.entries()) {
    for (let i = 0; i < kl.length; i++) kl[i] = klMean[i]! + klCovariance[i]!;
    for (const [part, distances] of [mean, covariance, kl].entries()) {
      const slice = policy * DENSITY_PARTS.length + part;
      const own = all.subarray(slice * DENSITY_BINS, (slice + 1) * DENSITY_BINS);
      largest[slice] = addCounts(own, distances, bound[DENSITY_PARTS[part]!]);
    }
  }
  return { ...withoutEmptyEnds(all, slices, proposed.mean.length), largest };
}

/** @returns the largest distance */
function addCounts(counts: Uint32Array, distances: Float32Array | Float64Array, bound: number): number {
  let largest = 0;
  for (let i = 0; i < distances.length; i++) {
    const distance = distances[i]!;
    if (Number.isNaN(distance)) continue;
    if (distance > largest) largest = distance;
    const bin = densityBin(distance, bound);
    counts[bin] = counts[bin]! + 1;
  }
  return largest;
}

function withoutEmptyEnds(
  all: Uint32Array,
  slices: number,
  states: number,
): Pick<DistanceDensities, 'first' | 'bins' | 'counts'> {
  const first = new Uint8Array(slices);
  const bins = new Uint8Array(slices);
  let total = 0;
  for (let slice = 0; slice < slices; slice++) {
    const start = slice * DENSITY_BINS;
    let [from, end] = [0, DENSITY_BINS];
    while (from < end && all[start + from] === 0) from++;
    while (end > from && all[start + end - 1] === 0) end--;
    first[slice] = from;
    bins[slice] = end - from;
    total += end - from;
  }
  const counts = new (states < 0x10000 ? Uint16Array : Uint32Array)(total);
  let at = 0;
  for (let slice = 0; slice < slices; slice++) {
    const start = slice * DENSITY_BINS + first[slice]!;
    counts.set(all.subarray(start, start + bins[slice]!), at);
    at += bins[slice]!;
  }
  return { first, bins, counts };
}
