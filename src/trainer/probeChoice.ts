import type { Batch } from './batch.ts';

/** States whose whole policies are reported. */
const PROBES = 6;
/** More states than this are not looked at: every so-manyth of a larger batch is. */
const MOST_CANDIDATES = 4096;

/**
 * A handful of states of one member's batch that differ as much as they can: the one nearest to the batch's mean, then
 * again and again the one farthest from those taken, in observations standardised over the batch
 * (docs/mathematics.md §8.10). The same batch gives the same states.
 *
 * @param member which of the P members of the batch, 0-based
 * @returns environment states [m, stateSize], copies; m is 6, or fewer where the batch has no more different states
 */
export function chooseProbes(batch: Batch, member: number, stateSize: number): number[] {
  const { size, observation, members } = batch;
  const width = observation.length / (members * size);
  const stride = Math.ceil(size / MOST_CANDIDATES);
  const candidates = Array.from(
    { length: Math.ceil(size / stride) },
    (_, index) => member * size + index * stride,
  );
  const standardised = standardise(observation, candidates, width);
  const rows = farthestPoints(standardised, candidates.length, width);
  return rows.flatMap((row) => {
    const from = candidates[row]! * stateSize;
    return [...batch.state.subarray(from, from + stateSize)];
  });
}

/** Rows [n, width] of observations with mean 0 and variance 1 in every component; one that never changes becomes 0. */
function standardise(observation: Float32Array, rows: readonly number[], width: number): Float64Array {
  const result = new Float64Array(rows.length * width);
  for (let j = 0; j < width; j++) {
    let mean = 0;
    for (const row of rows) mean += observation[row * width + j]! / rows.length;
    let variance = 0;
    for (const row of rows) {
      const deviation = observation[row * width + j]! - mean;
      variance += (deviation * deviation) / rows.length;
    }
    if (variance === 0) continue;
    const deviation = Math.sqrt(variance);
    for (const [i, row] of rows.entries()) {
      result[i * width + j] = (observation[row * width + j]! - mean) / deviation;
    }
  }
  return result;
}

/** Indices of points: the one nearest to the origin, then those farthest from all before; no two at one place. */
function farthestPoints(points: Float64Array, count: number, width: number): number[] {
  const squaredDistance = (i: number, to: ArrayLike<number>, at: number) => {
    let sum = 0;
    for (let j = 0; j < width; j++) {
      const difference = points[i * width + j]! - to[at + j]!;
      sum += difference * difference;
    }
    return sum;
  };
  const origin = new Float64Array(width);
  let next = 0;
  let least = Infinity;
  for (let i = 0; i < count; i++) {
    const distance = squaredDistance(i, origin, 0);
    if (distance < least) [next, least] = [i, distance];
  }
  const chosen: number[] = [];
  const nearest = new Float64Array(count).fill(Infinity);
  for (let farthest = Infinity; chosen.length < PROBES && farthest > 0; ) {
    chosen.push(next);
    const last = next;
    farthest = 0;
    for (let i = 0; i < count; i++) {
      const distance = squaredDistance(i, points, last * width);
      if (distance < nearest[i]!) nearest[i] = distance;
      if (nearest[i]! > farthest) [next, farthest] = [i, nearest[i]!];
    }
  }
  return chosen;
}
