import { createProjector, PROJECTION_IDS } from 'trust-region-layers';
import { factorSize, MAX_DIMENSION } from 'trust-region-layers/gaussian';
import * as v from 'valibot';
import { bound, choice, entropyStep, identifier, matrix, objectComplaint, vector } from './caseSchema.ts';

/** A case of `cli project` with Gaussian policies. */
export const GAUSSIAN_CASE = v.object(
  {
    id: identifier,
    projection: choice('projection', PROJECTION_IDS),
    scaled: v.optional(v.boolean('scaled must be true or false'), true),
    mean: vector('mean'),
    covariance: matrix('covariance'),
    oldMean: vector('oldMean'),
    oldCovariance: matrix('oldCovariance'),
    meanBound: bound('meanBound'),
    covarianceBound: bound('covarianceBound'),
    ...entropyStep,
    gradient: v.optional(
      v.nullable(
        v.object(
          { mean: vector('gradient.mean'), covariance: matrix('gradient.covariance') },
          'gradient must be an object with "mean" and "covariance"',
        ),
      ),
      null,
    ),
  },
  objectComplaint,
);
export type GaussianCase = v.InferOutput<typeof GAUSSIAN_CASE>;

/** Its answer. */
interface GaussianAnswer {
  readonly id: string | number;
  readonly mean: number[];
  readonly covariance: number[][];
  readonly meanMultiplier: number;
  readonly covarianceMultiplier: number;
  readonly before: { mean: number; covariance: number; entropy: number };
  readonly after: { mean: number; covariance: number; entropy: number };
  readonly gradient?: { mean: number[]; covariance: number[][] };
}

/**
 * Projects one case.
 * @param index its place in the list, which stands for an id that is left out
 * @throws {RangeError} with a sentence about what cannot be projected
 */
export function answerGaussian(problem: GaussianCase, index: number): GaussianAnswer {
  const dimension = problem.mean.length;
  if (dimension < 1 || dimension > MAX_DIMENSION) {
    throw new RangeError(`mean has length ${dimension}, expected 1 to ${MAX_DIMENSION} numbers`);
  }
  const projector = createProjector({
    projection: problem.projection,
    scaled: problem.scaled,
    factor: 'covariance',
    dimension,
    entropy:
      problem.entropyFloor === null ? null : { mode: problem.entropyMode, order: problem.entropyOrder },
  });
  const proposed = gaussian(problem.mean, problem.covariance, dimension, 'mean', 'covariance');
  const old = gaussian(problem.oldMean, problem.oldCovariance, dimension, 'oldMean', 'oldCovariance');
  const bounds = {
    mean: problem.meanBound,
    covariance: problem.covarianceBound,
    entropyFloor: problem.entropyFloor ?? undefined,
  };
  const result = projector.createResult(1);
  projector.forward(proposed, old, bounds, result, 1);
  refuseOverflow('mean', result.before.mean[0]!, result.meanMultiplier[0]!);
  refuseOverflow('covariance', result.before.covariance[0]!, result.covarianceMultiplier[0]!);
  const side = (distances: typeof result.before) => ({
    mean: distances.mean[0]!,
    covariance: distances.covariance[0]!,
    entropy: distances.entropy[0]!,
  });
  const projected = {
    id: problem.id ?? index,
    mean: [...result.mean],
    covariance: rows(result.factor, dimension),
    meanMultiplier: result.meanMultiplier[0]!,
    covarianceMultiplier: result.covarianceMultiplier[0]!,
    before: side(result.before),
    after: side(result.after),
  };
  if (problem.gradient === null) return projected;
  const upstream = gaussian(
    problem.gradient.mean,
    problem.gradient.covariance,
    dimension,
    'gradient.mean',
    'gradient.covariance',
  );
  const gradient = {
    mean: new Float64Array(dimension),
    factor: new Float64Array(factorSize('covariance', dimension)),
  };
  projector.backward(proposed, old, bounds, result, upstream, gradient, 1);
  return {
    ...projected,
    gradient: { mean: [...gradient.mean], covariance: rows(gradient.factor, dimension) },
  };
}

/** JSON has no infinity. @throws {RangeError} where a part is so far away that its numbers overflow */
function refuseOverflow(part: string, distance: number, multiplier: number): void {
  if (Number.isFinite(distance) && Number.isFinite(multiplier)) return;
  throw new RangeError(`the ${part} part of the distance from the old policy is too large for a number`);
}

function gaussian(
  mean: readonly number[],
  covariance: readonly (readonly number[])[],
  dimension: number,
  meanName: string,
  covarianceName: string,
): { mean: Float64Array; factor: Float64Array } {
  if (mean.length !== dimension) {
    throw new RangeError(`${meanName} has length ${mean.length}, expected ${dimension} as mean has`);
  }
  if (covariance.length !== dimension) {
    throw new RangeError(`${covarianceName} has ${covariance.length} rows, expected ${dimension}`);
  }
  const short = covariance.findIndex((row) => row.length !== dimension);
  if (short >= 0) {
    throw new RangeError(
      `row ${short} of ${covarianceName} has ${covariance[short]!.length} numbers, expected ${dimension}`,
    );
  }
  return { mean: Float64Array.from(mean), factor: Float64Array.from(covariance.flat()) };
}

function rows(values: ArrayLike<number>, dimension: number): number[][] {
  return Array.from({ length: dimension }, (_, i) =>
    Array.from({ length: dimension }, (_, j) => values[i * dimension + j]!),
  );
}
