import { isMeanScaled, METRICS, type ProjectionId } from 'trust-region-layers';
import { planarRoot } from './ellipse.ts';

/** Two action dimensions of a Gaussian: mean and symmetric root of the covariance, S = [[xx, xy], [xy, yy]]. */
export interface Outline {
  readonly x: number;
  readonly y: number;
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
}

/**
 * The marginal over one pair of actions as an outline. The 1σ contour is (x, y) + S·(unit circle).
 * @param mean [m, k] row-major, `covariance` [m, k, k]
 * @param pair two different action indices
 */
export function outlineOf(
  mean: ArrayLike<number>,
  covariance: ArrayLike<number>,
  dimension: number,
  row: number,
  pair: readonly [number, number],
): Outline {
  const [i, j] = pair;
  const at = row * dimension * dimension;
  const a = covariance[at + i * dimension + i]!;
  const b = covariance[at + i * dimension + j]!;
  const d = covariance[at + j * dimension + j]!;
  const [xx, xy, yy] = planarRoot(a, b, d);
  return { x: mean[row * dimension + i]!, y: mean[row * dimension + j]!, xx, xy, yy };
}

/** One action dimension: mean and standard deviation. */
export interface Bell {
  readonly mean: number;
  readonly deviation: number;
}

export function bellOf(
  mean: ArrayLike<number>,
  covariance: ArrayLike<number>,
  dimension: number,
  row: number,
  index: number,
): Bell {
  return {
    mean: mean[row * dimension + index]!,
    deviation: Math.sqrt(covariance[row * dimension * dimension + index * dimension + index]!),
  };
}

/**
 * The outline with its difference from the old policy drawn `factor` times as large: each point of the contour
 * moves `factor` times as far from the old contour's point as it really does.
 */
export function magnifyOutline(outline: Outline, old: Outline, factor: number): Outline {
  const grow = (value: number, from: number) => from + factor * (value - from);
  return {
    x: grow(outline.x, old.x),
    y: grow(outline.y, old.y),
    xx: grow(outline.xx, old.xx),
    xy: grow(outline.xy, old.xy),
    yy: grow(outline.yy, old.yy),
  };
}

/** Likewise for a bell curve; the deviation stays at least a tenth of the old one, so that a curve remains. */
export function magnifyBell(bell: Bell, old: Bell, factor: number): Bell {
  return {
    mean: old.mean + factor * (bell.mean - old.mean),
    deviation: Math.max(old.deviation / 10, old.deviation + factor * (bell.deviation - old.deviation)),
  };
}

/**
 * How far the mean may move: in units of the old standard deviation for a scaled metric (`sigmas`), else in units of the action.
 * KL carries the ½, so its radius is √(2ε); the others' is √ε.
 */
export function meanRadius(
  projection: ProjectionId,
  scaled: boolean,
  meanBound: number,
): { readonly radius: number; readonly sigmas: boolean } {
  const metric = METRICS[projection];
  return { radius: Math.sqrt(meanBound / metric.meanWeight), sigmas: isMeanScaled(metric, scaled) };
}

const LADDER = [1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 8];

/** A step of a ladder (1, 1.25, 1.5, 2, 2.5 … × 10ⁿ) that is at least `needed`. */
function snapUp(needed: number): number {
  const decade = 10 ** Math.floor(Math.log10(needed));
  for (const step of LADDER) if (step * decade >= needed) return step * decade;
  return 10 * decade;
}

/** What a picture shows of each axis: its middle, and as far as `half` to either side of it. */
export interface Frame {
  readonly centre: readonly number[];
  readonly half: number;
}

/** Share of a frame that its content may leave empty before a smaller one is taken. */
const EMPTIEST = 0.55;

/**
 * A frame around one interval for each axis. It has few sizes and few places, and `previous` is kept while it still fits
 * well, so that pictures move rarely. Intervals that are not finite give a frame of ±1.
 */
export function fitFrame(
  intervals: readonly (readonly [low: number, high: number])[],
  previous: Frame | null,
): Frame {
  if (!intervals.flat().every(Number.isFinite)) return { centre: intervals.map(() => 0), half: 1 };
  const needed = Math.max(1e-6, ...intervals.map(([low, high]) => (high - low) / 2));
  if (previous !== null && needed > EMPTIEST * previous.half) {
    const { centre, half } = previous;
    const holds = intervals.every(
      ([low, high], axis) => low >= centre[axis]! - half && high <= centre[axis]! + half,
    );
    if (holds) return previous;
  }
  // The place is rounded by at most a tenth of the size, for which this leaves room.
  const half = snapUp(needed * 1.12);
  const place = half / 5;
  return { centre: intervals.map(([low, high]) => Math.round((low + high) / 2 / place) * place), half };
}
