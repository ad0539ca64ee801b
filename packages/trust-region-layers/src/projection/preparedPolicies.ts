import { factorSize, type GaussianBatch } from '../gaussian/types.ts';
import { checkBatch } from './batchInput.ts';
import type { OldCovariance } from './covarianceStep.ts';
import { checkDeviations, checkMeans } from './diagonalBatch.ts';
import type { Metric } from './metric.ts';
import type { DistanceLayout, PreparedPolicies } from './types.ts';

const NONE = new Float64Array(0);

/**
 * Copies of `count` old policies in float64; for diagonal covariances the inverse deviations with them.
 * @throws {RangeError} where an array is too short, or for diagonal covariances a mean is not finite or a deviation not positive
 */
export function preparePolicies(
  old: GaussianBatch,
  { factor: kind, dimension }: Pick<DistanceLayout, 'factor' | 'dimension'>,
  count: number,
  name = 'old',
): PreparedPolicies {
  checkBatch(old, kind, dimension, count, name);
  const size = factorSize(kind, dimension);
  const mean = Float64Array.from(old.mean.subarray(0, count * dimension));
  const factor = Float64Array.from(old.factor.subarray(0, count * size));
  if (kind !== 'diagonal') return { count, mean, factor, inverse: NONE };
  checkMeans(mean, dimension, count, name);
  checkDeviations(factor, dimension, count, name);
  const inverse = new Float64Array(factor.length);
  for (let i = 0; i < factor.length; i++) inverse[i] = 1 / factor[i]!;
  return { count, mean, factor, inverse };
}

/** Prepared policies with what the covariance step of one projection derives from each. */
export interface DerivedPolicies extends PreparedPolicies {
  /** What they were derived for. */
  readonly metric: Metric;
  readonly layout: DistanceLayout;
  readonly derived: readonly OldCovariance[];
}

/** What was derived for this very projection; null for other policies, which serve as any batch does. */
export function derivedFor(
  old: GaussianBatch,
  metric: Metric,
  { scaled, factor, dimension }: DistanceLayout,
): readonly OldCovariance[] | null {
  if (!('derived' in old)) return null;
  const { metric: other, layout, derived } = old as DerivedPolicies;
  return other === metric &&
    layout.scaled === scaled &&
    layout.factor === factor &&
    layout.dimension === dimension
    ? derived
    : null;
}
