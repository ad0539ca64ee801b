import { radialMultiplier } from './radialMultiplier.ts';

/**
 * The formulas of one metric for diagonal covariances, or of the mean part: for one state, whose numbers begin at given
 * offsets of larger arrays, so that batches run through them without copying. They keep nothing between calls.
 *
 * Throughout, s are the proposed deviations (or means) from `at`, o the old ones and v the inverses of the old
 * deviations from `oldAt`.
 */
export abstract class DiagonalMetric {
  readonly dimension: number;

  constructor(dimension: number) {
    this.dimension = dimension;
  }

  abstract distanceAt(s: Float64Array, at: number, o: Float64Array, v: Float64Array, oldAt: number): number;

  /** η that puts the interpolation on the boundary `bound` < `distance` (docs/mathematics.md §3.2 if not overridden). */
  multiplierAt(
    _s: Float64Array,
    _at: number,
    _o: Float64Array,
    _v: Float64Array,
    _oldAt: number,
    distance: number,
    bound: number,
  ): number {
    return radialMultiplier(distance, bound);
  }

  /** Writes the interpolated numbers to `out` from `to`. */
  abstract interpolateAt(
    multiplier: number,
    s: Float64Array,
    at: number,
    o: Float64Array,
    v: Float64Array,
    oldAt: number,
    out: Float64Array,
    to: number,
  ): void;

  /** ∂L/∂s from ∂L/∂s̃ on the boundary; `projected`, `upstream` and `gradient` are read and written from `at`. */
  abstract pullbackAt(
    multiplier: number,
    distance: number,
    s: Float64Array,
    at: number,
    o: Float64Array,
    v: Float64Array,
    oldAt: number,
    projected: Float64Array,
    upstream: Float64Array,
    gradient: Float64Array,
  ): void;

  /** weight · ∂distance/∂s, to `gradient` from `at`. */
  abstract distanceGradientAt(
    weight: number,
    s: Float64Array,
    at: number,
    o: Float64Array,
    v: Float64Array,
    oldAt: number,
    gradient: Float64Array,
  ): void;
}
