import type { FloatArray, GaussianBatch } from '../gaussian/types.ts';

/** Where gradients go, and what they are multiplied by, one number a state. */
export interface MeasureGradient extends GaussianBatch {
  readonly weights: FloatArray;
}

/**
 * Measures p from q for `count` states: writes the mean part to `outMean` and the covariance part to `outCovariance`, or
 * their sum where those are one array; where it is given, `gradient` becomes weights[i] times that of both parts in p.
 * See docs/mathematics.md §2.1.
 */
export type Measure = (
  p: GaussianBatch,
  q: GaussianBatch,
  outMean: FloatArray,
  outCovariance: FloatArray,
  count: number,
  gradient?: MeasureGradient,
) => void;

/** What p and q are called in messages. */
export type Names = readonly [string, string];
