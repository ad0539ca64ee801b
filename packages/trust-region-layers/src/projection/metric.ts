import type { FullFactorKind } from '../gaussian/factor.ts';
import type { CovarianceDistance, CovarianceStep } from './covarianceStep.ts';
import type { DiagonalMetric } from './diagonalMetric.ts';
import type { DistanceLayout, ProjectionLayout, Projector } from './types.ts';

/**
 * One metric and the projection in it: all that the rest of the core knows of it. A row of the registry in
 * `metrics.ts`; who takes the row itself instead of its id leaves the other metrics out of a bundle.
 */
export interface Metric {
  /** Its name in configurations, links and files. */
  readonly id: string;
  /** The factor before the squared distance of the means: the ½ belongs to KL only (docs/mathematics.md §2.1). */
  readonly meanWeight: number;
  /** Whether the old precision scales the mean part whatever `scaled` says. */
  readonly alwaysScaled: boolean;
  /** The covariance part for standard deviations. */
  createDiagonal(dimension: number, scaled: boolean): DiagonalMetric;
  /** The same of the trust-region loss where it is not the projection's own (docs/mathematics.md §7.3). */
  createDiagonalLoss?(dimension: number): DiagonalMetric;
  /**
   * What is there for factors that are k×k matrices. Rows for standard deviations alone (`diagonalKl` and its like) have
   * none, so that a bundle with such a row holds no linear algebra.
   */
  readonly full?: FullMetric;
}

/** A metric for factors that are k×k matrices. */
export interface FullMetric {
  /** The covariance part. */
  createStep(kind: FullFactorKind, dimension: number, scaled: boolean): CovarianceStep;
  /** That of the trust-region loss. */
  createLoss(kind: FullFactorKind, dimension: number, scaled: boolean): CovarianceDistance;
  /** The projection by that step, on batches whose lengths have been checked. */
  project(metric: Metric, layout: ProjectionLayout, reports: boolean): Projector;
}

/**
 * What a metric has for matrices.
 * @throws {RangeError} where the row is one for standard deviations alone
 */
export function fullOf({ id, full }: Metric, { factor }: Pick<DistanceLayout, 'factor'>): FullMetric {
  if (full) return full;
  throw new RangeError(
    `this row of ${id} is for standard deviations alone, not for factors that are ${factor}`,
  );
}

/** Whether the mean part is measured by the old precision. */
export function isMeanScaled(metric: Pick<Metric, 'alwaysScaled'>, scaled: boolean): boolean {
  return scaled || metric.alwaysScaled;
}
