import { createBuresStep } from './bures/full.ts';
import { DiagonalFrobenius } from './frobenius/diagonal.ts';
import { createFrobeniusStep } from './frobenius/full.ts';
import type { FactorKind } from './gaussian/types.ts';
import { DiagonalKl } from './kl/diagonal.ts';
import { createKlStep } from './kl/full.ts';
import type { CovarianceStep } from './projection/covarianceStep.ts';
import type { DiagonalStep } from './projection/diagonalStep.ts';
import type { ProjectionId } from './projection/types.ts';
import { DiagonalW2 } from './w2/diagonal.ts';
import { createW2Step } from './w2/full.ts';

/** The covariance step of each projection. */
export function createCovarianceStep(
  projection: ProjectionId,
  scaled: boolean,
  kind: FactorKind,
  dimension: number,
): CovarianceStep {
  switch (projection) {
    case 'kl':
      return createKlStep(kind, dimension);
    case 'w2':
      return createW2Step(kind, dimension, scaled);
    case 'frobenius':
      return createFrobeniusStep(kind, dimension);
    case 'bures':
      return createBuresStep(kind, dimension, scaled);
  }
}

/** The step for diagonal covariances; `bures` is `w2` there. */
export function createDiagonalStep(
  projection: ProjectionId,
  scaled: boolean,
  dimension: number,
): DiagonalStep {
  switch (projection) {
    case 'kl':
      return new DiagonalKl(dimension);
    case 'frobenius':
      return new DiagonalFrobenius(dimension);
    case 'w2':
    case 'bures':
      return new DiagonalW2(dimension, scaled);
  }
}

/** Whether the mean part is measured by the old precision: KL always is. */
export function isMeanScaled(projection: ProjectionId, scaled: boolean): boolean {
  return scaled || projection === 'kl';
}

/** The factor before the squared mean distance; the ½ belongs to KL only. */
export function meanWeight(projection: ProjectionId): number {
  return projection === 'kl' ? 0.5 : 1;
}
