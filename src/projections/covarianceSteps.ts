import type { FactorKind } from '../gaussian/types.ts';
import { createBuresStep } from './bures.ts';
import type { CovarianceStep } from './covarianceStep.ts';
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

/** Whether the mean part is measured by the old precision: KL always is. */
export function isMeanScaled(projection: ProjectionId, scaled: boolean): boolean {
  return scaled || projection === 'kl';
}

/** The factor before the squared mean distance; the ½ belongs to KL only. */
export function meanWeight(projection: ProjectionId): number {
  return projection === 'kl' ? 0.5 : 1;
}
