import type { FullFactorKind } from '../gaussian/factor.ts';
import type { CovarianceDistance, CovarianceStep } from './covarianceStep.ts';
import type { DiagonalMetric } from './diagonalMetric.ts';
import { DiagonalStep } from './diagonalStep.ts';
import type { DistanceLayout } from './types.ts';

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
  /** The covariance part for factors that are k×k matrices. */
  createFull(kind: FullFactorKind, dimension: number, scaled: boolean): CovarianceStep;
  /** The covariance part for standard deviations. */
  createDiagonal(dimension: number, scaled: boolean): DiagonalMetric;
  /** The covariance part of the trust-region loss where it is not the projection's own (docs/mathematics.md §7.3). */
  readonly loss?: {
    createFull(kind: FullFactorKind, dimension: number): CovarianceDistance;
    createDiagonal(dimension: number): DiagonalMetric;
  };
}

/** The covariance part of a metric for one layout. */
export function createStep(metric: Metric, { scaled, factor, dimension }: DistanceLayout): CovarianceStep {
  return factor === 'diagonal'
    ? new DiagonalStep(metric.createDiagonal(dimension, scaled))
    : metric.createFull(factor, dimension, scaled);
}

/** The covariance part of its trust-region loss. */
export function createLossDistance(metric: Metric, layout: DistanceLayout): CovarianceDistance {
  const { factor, dimension } = layout;
  if (!metric.loss) return createStep(metric, layout);
  return factor === 'diagonal'
    ? new DiagonalStep(metric.loss.createDiagonal(dimension))
    : metric.loss.createFull(factor, dimension);
}

/** Whether the mean part is measured by the old precision. */
export function isMeanScaled(metric: Pick<Metric, 'alwaysScaled'>, scaled: boolean): boolean {
  return scaled || metric.alwaysScaled;
}
