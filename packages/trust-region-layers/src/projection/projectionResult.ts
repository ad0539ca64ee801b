import type { BatchTape } from './tape.ts';
import type { ProjectionResult } from './types.ts';

/** Arrays for the projections of up to `count` states. */
export function createResult(
  dimension: number,
  factorSize: number,
  count: number,
  precision: 'float64' | 'float32',
  tape?: BatchTape,
): ProjectionResult {
  const array = (length: number) =>
    precision === 'float64' ? new Float64Array(length) : new Float32Array(length);
  const distances = () => ({ mean: array(count), covariance: array(count), entropy: array(count) });
  return {
    mean: array(count * dimension),
    factor: array(count * factorSize),
    meanMultiplier: array(count),
    covarianceMultiplier: array(count),
    before: distances(),
    after: distances(),
    ...(tape && { tape }),
  };
}

/** Copies all numbers of a result. */
export function copyResult(from: ProjectionResult, to: ProjectionResult): void {
  to.mean.set(from.mean);
  to.factor.set(from.factor);
  to.meanMultiplier.set(from.meanMultiplier);
  to.covarianceMultiplier.set(from.covarianceMultiplier);
  for (const side of ['before', 'after'] as const) {
    for (const part of ['mean', 'covariance', 'entropy'] as const) to[side][part].set(from[side][part]);
  }
}
