import type { FactorKind } from '../gaussian/types.ts';
import { createBuresStep } from './bures.ts';
import type { CovarianceStep } from './covarianceStep.ts';
import { DiagonalFrobenius } from './diagonalFrobenius.ts';
import { DiagonalKl } from './diagonalKl.ts';
import type { DiagonalStep } from './diagonalStep.ts';
import { DiagonalW2 } from './diagonalW2.ts';
import { createFrobeniusStep } from './frobenius.ts';
import { createKlStep } from './kl.ts';
import type { ProjectionId } from './types.ts';
import { createW2Step } from './w2.ts';

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
