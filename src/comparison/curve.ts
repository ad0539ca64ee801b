/** Returns of the episodes that ended since the point before. */
export interface CurvePoint {
  /** Environment steps of the run so far. */
  readonly steps: number;
  /** Seconds of training so far. */
  readonly seconds: number;
  readonly episodes: number;
  /** Mean undiscounted return of these episodes. */
  readonly mean: number;
}

/** Points of one run; more than that no chart tells apart. */
const MOST_POINTS = 256;

/** The learning curve of one run while it is told: neighbours are merged where there are too many points. */
export class CurveRecorder {
  #points: CurvePoint[] = [];

  get points(): readonly CurvePoint[] {
    return this.#points;
  }

  add(point: CurvePoint): void {
    if (point.episodes === 0) return;
    this.#points.push(point);
    if (this.#points.length <= MOST_POINTS) return;
    const merged: CurvePoint[] = [];
    for (let i = 0; i < this.#points.length; i += 2) {
      const [first, second] = [this.#points[i]!, this.#points[i + 1]];
      merged.push(second === undefined ? first : both(first, second));
    }
    this.#points = merged;
  }
}

function both(first: CurvePoint, second: CurvePoint): CurvePoint {
  const episodes = first.episodes + second.episodes;
  return {
    ...second,
    episodes,
    mean: (first.episodes * first.mean + second.episodes * second.mean) / episodes,
  };
}

/** What a curve is read against. */
export type CurveAxis = 'steps' | 'seconds';

/** So many equal steps from 0, which is left out, to `end`. */
export function evenGrid(end: number, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => ((i + 1) * end) / count);
}

/**
 * A curve on a common grid: at each point the mean of the episodes that ended since the grid point before; where none did, the
 * last known value, which also a run that ended early keeps. NaN before the first episode.
 * @param grid ascending
 */
export function onGrid(points: readonly CurvePoint[], grid: Float64Array, axis: CurveAxis): Float64Array {
  let next = 0;
  let last = Number.NaN;
  return grid.map((end, index) => {
    let episodes = 0;
    let sum = 0;
    // A run may overshoot its budget by a part of an iteration: the last grid point takes that in.
    const limit = index === grid.length - 1 ? Number.POSITIVE_INFINITY : end;
    while (next < points.length && points[next]![axis] <= limit) {
      episodes += points[next]!.episodes;
      sum += points[next]!.episodes * points[next]!.mean;
      next++;
    }
    if (episodes > 0) last = sum / episodes;
    return last;
  });
}
