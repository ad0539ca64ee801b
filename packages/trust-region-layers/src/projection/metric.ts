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
  /**
   * The covariance part for factors that are k×k matrices. Rows for standard deviations alone (`diagonalKl` and its like) have
   * none, so that a bundle with such a row holds no linear algebra.
   */
  createFull?(kind: FullFactorKind, dimension: number, scaled: boolean): CovarianceStep;
  /** The covariance part for standard deviations. */
  createDiagonal(dimension: number, scaled: boolean): DiagonalMetric;
  /** The covariance part of the trust-region loss where it is not the projection's own (docs/mathematics.md §7.3). */
  readonly loss?: {
    createFull?(kind: FullFactorKind, dimension: number): CovarianceDistance;
    createDiagonal(dimension: number): DiagonalMetric;
  };
}

/**
 * The covariance part of a metric for one layout.
 * @throws {RangeError} for matrices where the row is one for standard deviations alone
 */
export function createStep(metric: Metric, { scaled, factor, dimension }: DistanceLayout): CovarianceStep {
  if (factor === 'diagonal') return new DiagonalStep(metric.createDiagonal(dimension, scaled));
  return metric.createFull?.(factor, dimension, scaled) ?? refuse(metric, factor);
}

function refuse({ id }: Metric, factor: FullFactorKind): never {
  throw new RangeError(
    `this row of ${id} is for standard deviations alone, not for factors that are ${factor}`,
  );
}

/** The covariance part of its trust-region loss. */
export function createLossDistance(metric: Metric, layout: DistanceLayout): CovarianceDistance {
  const { factor, dimension } = layout;
  if (!metric.loss) return createStep(metric, layout);
  if (factor === 'diagonal') return new DiagonalStep(metric.loss.createDiagonal(dimension));
  return metric.loss.createFull?.(factor, dimension) ?? refuse(metric, factor);
}

/** Whether the mean part is measured by the old precision. */
export function isMeanScaled(metric: Pick<Metric, 'alwaysScaled'>, scaled: boolean): boolean {
  return scaled || metric.alwaysScaled;
}
