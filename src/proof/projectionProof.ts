import type { Bounds, ProjectionResult, ProjectionSpecification } from 'trust-region-layers';
import { createDistance, createProjector } from 'trust-region-layers';
import {
  createLogDensity,
  createWorkspace,
  factorSize,
  factorToCovariance,
  factorToLower,
  type GaussianBatch,
  halfLogDeterminant,
  multiply,
  multiplyTransposed,
  symmetricEigen,
  symmetrise,
} from 'trust-region-layers/gaussian';
import { createRandom, type Random } from '../random/random.ts';

/** What can be checked about one projection without trusting the code that made it. */
export interface Proof {
  /** ε_μ minus the mean part of the projected policy: not negative beyond rounding, 0 where the bound binds. */
  readonly meanResidual: number;
  /** ε_Σ minus the covariance part; negative where an entropy floor has the last word. */
  readonly covarianceResidual: number;
  /** Largest |Σ̃ᵢⱼ − Σ̃ⱼᵢ|. */
  readonly symmetryError: number;
  /** Smallest eigenvalue of Σ̃, above 0. */
  readonly smallestEigenvalue: number;
  /** KL(p̃‖q) in nats, in closed form. */
  readonly divergence: number;
  /** The same as the mean of ln p̃(a) − ln q(a) over actions drawn from p̃, and the standard error of that mean. */
  readonly divergenceEstimate: number;
  readonly divergenceStandardError: number;
  /**
   * Largest difference between `backward` and central differences of `forward`, over the directions of mean and
   * factor, relative to the largest derivative; for a loss with random weights on every output.
   */
  readonly gradientError: number;
}

export interface ProofOptions {
  /** Seed of the actions and of the loss. */
  readonly seed: number;
  /** Actions drawn for the estimate. 20,000 if left out. */
  readonly samples?: number;
}

/**
 * Checks one projection (batches of one): the residuals, the matrix, the divergence against a Monte-Carlo estimate,
 * the gradient against differences. See docs/mathematics.md §13.
 * @throws {RangeError} as `Projector.forward` does.
 */
export function proveProjection(
  specification: ProjectionSpecification,
  proposed: GaussianBatch,
  old: GaussianBatch,
  bounds: Bounds,
  { seed, samples = 20_000 }: ProofOptions,
): Proof {
  const projector = createProjector(specification);
  const result = projector.createResult(1);
  projector.forward(proposed, old, bounds, result, 1);
  const random = createRandom(seed);
  return {
    meanResidual: first(bounds.mean) - result.after.mean[0]!,
    covarianceResidual: first(bounds.covariance) - result.after.covariance[0]!,
    ...inspectCovariance(specification, result),
    ...estimateDivergence(specification, result, old, random.fork('actions'), samples),
    gradientError: compareGradient(specification, proposed, old, bounds, random.fork('loss')),
  };
}

function first(value: number | ArrayLike<number>): number {
  return typeof value === 'number' ? value : value[0]!;
}

function inspectCovariance(
  { factor: kind, dimension: k }: ProjectionSpecification,
  result: ProjectionResult,
): Pick<Proof, 'symmetryError' | 'smallestEigenvalue'> {
  const covariance = new Float64Array(k * k);
  factorToCovariance(kind, Float64Array.from(result.factor), k, covariance);
  let symmetryError = 0;
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < i; j++) {
      symmetryError = Math.max(symmetryError, Math.abs(covariance[i * k + j]! - covariance[j * k + i]!));
    }
  }
  const values = new Float64Array(k);
  symmetricEigen(covariance, k, values, new Float64Array(k * k));
  return { symmetryError, smallestEigenvalue: Math.min(...values) };
}

function estimateDivergence(
  { factor: kind, dimension: k }: ProjectionSpecification,
  projected: GaussianBatch,
  old: GaussianBatch,
  random: Random,
  samples: number,
): Pick<Proof, 'divergence' | 'divergenceEstimate' | 'divergenceStandardError'> {
  const meanPart = new Float64Array(1);
  const covariancePart = new Float64Array(1);
  createDistance({ projection: 'kl', scaled: true, factor: kind, dimension: k }).evaluate(
    projected,
    old,
    meanPart,
    covariancePart,
    1,
  );
  const lower = new Float64Array(k * k);
  factorToLower(kind, Float64Array.from(projected.factor), k, lower, createWorkspace(k));
  const density = createLogDensity(kind, k);
  const normal = new Float64Array(k);
  const action = new Float64Array(k);
  const oldLogDensity = new Float64Array(1);
  // ln p̃(L̃z + μ̃) needs no solve: −½|z|² − ln|L̃| − k/2 ln 2π.
  const constant = halfLogDeterminant(lower, k) + 0.5 * k * Math.log(2 * Math.PI);
  let mean = 0;
  let squares = 0;
  for (let sample = 1; sample <= samples; sample++) {
    let squaredNorm = 0;
    for (let i = 0; i < k; i++) {
      normal[i] = random.normal();
      squaredNorm += normal[i]! ** 2;
    }
    for (let i = 0; i < k; i++) {
      let sum = projected.mean[i]!;
      for (let j = 0; j <= i; j++) sum += lower[i * k + j]! * normal[j]!;
      action[i] = sum;
    }
    density.forward(old, action, oldLogDensity, 1);
    const value = -0.5 * squaredNorm - constant - oldLogDensity[0]!;
    const deviation = value - mean;
    mean += deviation / sample;
    squares += deviation * (value - mean);
  }
  return {
    divergence: meanPart[0]! + covariancePart[0]!,
    divergenceEstimate: mean,
    divergenceStandardError: Math.sqrt(squares / (samples - 1) / samples),
  };
}

/** Step of the differences, in standard deviations of the proposal. */
const STEP = 1e-3;

function compareGradient(
  specification: ProjectionSpecification,
  proposed: GaussianBatch,
  old: GaussianBatch,
  bounds: Bounds,
  random: Random,
): number {
  const { factor: kind, dimension: k } = specification;
  const size = factorSize(kind, k);
  const projector = createProjector(specification);
  const result = projector.createResult(1);
  const weights = {
    mean: Float64Array.from({ length: k }, () => random.normal()),
    factor: Float64Array.from({ length: size }, () => random.normal()),
  };
  if (kind === 'root' || kind === 'covariance') symmetrise(weights.factor, k);
  if (kind === 'cholesky') {
    for (let i = 0; i < k; i++) for (let j = i + 1; j < k; j++) weights.factor[i * k + j] = 0;
  }
  const gradient = { mean: new Float64Array(k), factor: new Float64Array(size) };
  projector.forward(proposed, old, bounds, result, 1);
  projector.backward(proposed, old, bounds, result, weights, gradient, 1);

  const moved = { mean: new Float64Array(k), factor: new Float64Array(size) };
  const lossAt = (direction: GaussianBatch, step: number): number => {
    for (let i = 0; i < k; i++) moved.mean[i] = proposed.mean[i]! + step * direction.mean[i]!;
    for (let i = 0; i < size; i++) moved.factor[i] = proposed.factor[i]! + step * direction.factor[i]!;
    projector.forward(moved, old, bounds, result, 1);
    let loss = 0;
    for (let i = 0; i < k; i++) loss += weights.mean[i]! * result.mean[i]!;
    for (let i = 0; i < size; i++) loss += weights.factor[i]! * result.factor[i]!;
    return loss;
  };

  let largestError = 0;
  let largestDerivative = 0;
  for (const direction of directions(specification, proposed)) {
    let analytic = 0;
    for (let i = 0; i < k; i++) analytic += gradient.mean[i]! * direction.mean[i]!;
    for (let i = 0; i < size; i++) analytic += gradient.factor[i]! * direction.factor[i]!;
    // Fourth-order central difference.
    const numeric =
      (8 * (lossAt(direction, STEP) - lossAt(direction, -STEP)) -
        (lossAt(direction, 2 * STEP) - lossAt(direction, -2 * STEP))) /
      (12 * STEP);
    largestError = Math.max(largestError, Math.abs(analytic - numeric));
    largestDerivative = Math.max(largestDerivative, Math.abs(analytic), Math.abs(numeric));
  }
  return largestDerivative > 0 ? largestError / largestDerivative : 0;
}

/**
 * Directions in which the proposal can move without leaving the positive definite matrices: each whitened mean axis,
 * and for each pair of axes the change dΣ = L(E + Eᵀ)Lᵀ in the coordinates of the factor.
 */
function* directions(
  { factor: kind, dimension: k }: ProjectionSpecification,
  proposed: GaussianBatch,
): Generator<GaussianBatch> {
  const size = factorSize(kind, k);
  const factor = Float64Array.from(proposed.factor);
  const lower = new Float64Array(k * k);
  factorToLower(kind, factor, k, lower, createWorkspace(k));
  for (let j = 0; j < k; j++) {
    const mean = Float64Array.from({ length: k }, (_, i) => lower[i * k + j]!);
    yield { mean, factor: new Float64Array(size) };
  }
  const mean = new Float64Array(k);
  for (let i = 0; i < k; i++) {
    if (kind === 'diagonal') {
      const change = new Float64Array(size);
      change[i] = factor[i]!;
      yield { mean, factor: change };
      continue;
    }
    for (let j = 0; j <= i; j++) {
      const unit = new Float64Array(size);
      unit[i * k + j] = 1;
      const change = new Float64Array(size);
      if (kind === 'covariance') {
        unit[j * k + i] = 1;
        const half = new Float64Array(size);
        multiply(lower, unit, k, half);
        multiplyTransposed(half, lower, k, change);
        symmetrise(change, k);
      } else {
        multiply(factor, unit, k, change);
        if (kind === 'root') symmetrise(change, k);
      }
      yield { mean, factor: change };
    }
  }
}
