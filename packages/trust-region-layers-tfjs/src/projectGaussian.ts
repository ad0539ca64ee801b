import { cast, reshape, split, type Tensor, type Tensor2D, tidy } from '@tensorflow/tfjs-core';
import {
  type EntropyMode,
  type EntropyOrder,
  isMeanScaled,
  METRICS,
  PROJECTION_IDS,
  type ProjectionId,
  type ProjectionSpecification,
} from 'trust-region-layers';
import { type FactorKind, factorSize, MAX_DIMENSION } from 'trust-region-layers/gaussian';
import { runProjection } from './kernels.ts';
import { packColumns, requireOneOf, requireShape } from './options.ts';

/** A batch of Gaussian policies as tensors. */
export interface GaussianTensors {
  /** Means, [..., k]. */
  readonly mean: Tensor;
  /** Factors of the covariances: standard deviations [..., k], or matrices [..., k, k] (see `FactorKind`). */
  readonly factor: Tensor;
}

/** The old policy, the one that collected the data; same shapes as the proposed one. */
export interface OldGaussianTensors {
  readonly oldMean: Tensor;
  readonly oldFactor: Tensor;
}

export interface ProjectGaussianOptions {
  /** ε_μ > 0: one number (or scalar tensor) for all states, or a tensor of the batch's shape [...]. */
  readonly meanBound: number | Tensor;
  /** ε_Σ > 0, as `meanBound`. */
  readonly covarianceBound: number | Tensor;
  /** Distances in units of the old policy. Default true; `kl` always is. */
  readonly scaled?: boolean;
  /** Layout of both factors. Default: `diagonal` for [..., k], `cholesky` for [..., k, k]. */
  readonly factorKind?: FactorKind;
  /** β in nats, as `meanBound`; −Infinity is no floor. Left out: no entropy step. */
  readonly entropyFloor?: number | Tensor;
  /** `inequality` (default) raises the entropy to the floor, `equality` always scales to it. */
  readonly entropyMode?: EntropyMode;
  /** The entropy step comes `after` (default) or `before` the trust region. */
  readonly entropyOrder?: EntropyOrder;
}

/**
 * Projects every proposed Gaussian onto the trust region around its old one (Otto et al. 2021, §4), as a
 * differentiable TensorFlow.js operation: mean part within `meanBound`, covariance part within `covarianceBound`, each in the
 * metric of the projection. Inside its bound a part is returned unchanged, to the bit.
 *
 * The gradient flows to `mean` and `factor`; the old policy and the bounds are constants (their gradient is zero).
 * The gradient with respect to a Cholesky factor is lower triangular, with respect to a root or a
 * covariance symmetric (off-diagonals not doubled).
 *
 * On the `webgpu` backend one WGSL kernel does the forward and one the backward pass, for diagonal factors up to
 * k = 32 and full ones up to k = 8. All else runs on the processor in float64; on `webgpu` that
 * means a synchronous read from the device, slow but correct (an error where the browser cannot). A GPU cannot throw: on `webgpu` a covariance
 * that is not positive definite gives NaN, elsewhere an error. See docs/mathematics.md §3.10.
 *
 * @example
 * const { mean, factor } = projectGaussian('kl', { mean: mu, factor: std }, { oldMean, oldFactor },
 *   { meanBound: 0.03, covarianceBound: 1e-3 });
 *
 * @throws {RangeError} if a shape, a bound given as a number or an option is wrong; on other backends than `webgpu` also
 *   for NaN, bounds that are not positive and covariances that are not positive definite, naming the state
 */
export function projectGaussian(
  kind: ProjectionId,
  { mean, factor }: GaussianTensors,
  { oldMean, oldFactor }: OldGaussianTensors,
  options: ProjectGaussianOptions,
): GaussianTensors {
  const specification = specificationFor(kind, mean, factor, options);
  requireShape('oldMean', oldMean, mean.shape);
  requireShape('oldFactor', oldFactor, factor.shape);
  const k = specification.dimension;
  const f = factorSize(specification.factor, k);
  const count = mean.size / k;
  const batch = mean.shape.slice(0, -1);
  if (count === 0) return { mean: mean.clone(), factor: factor.clone() };

  const [newMean, newFactor] = tidy(() => {
    const rows = (tensor: Tensor, columns: number) =>
      reshape(cast(tensor, 'float32'), [count, columns]) as Tensor2D;
    const packed = runProjection(
      {
        mean: rows(mean, k),
        factor: rows(factor, f),
        oldMean: rows(oldMean, k),
        oldFactor: rows(oldFactor, f),
        bounds: packBounds(options, batch),
      },
      specification,
    );
    const [projectedMean, projectedFactor] = split(packed, [k, f], 1);
    return [reshape(projectedMean!, mean.shape), reshape(projectedFactor!, factor.shape)];
  });
  return { mean: newMean!, factor: newFactor! };
}

const FACTOR_KINDS: readonly FactorKind[] = ['diagonal', 'cholesky', 'root', 'covariance'];

function specificationFor(
  kind: ProjectionId,
  mean: Tensor,
  factor: Tensor,
  options: ProjectGaussianOptions,
): ProjectionSpecification {
  requireOneOf('projection', kind, PROJECTION_IDS);
  const dimension = mean.shape.at(-1) ?? 0;
  if (dimension < 1 || dimension > MAX_DIMENSION) {
    throw new RangeError(
      `mean must have the shape [..., k] with k from 1 to ${MAX_DIMENSION}, not [${mean.shape}].`,
    );
  }
  const factorKind = options.factorKind ?? (factor.rank > mean.rank ? 'cholesky' : 'diagonal');
  requireOneOf('factorKind', factorKind, FACTOR_KINDS);
  requireShape('factor', factor, factorKind === 'diagonal' ? mean.shape : [...mean.shape, dimension]);
  const { entropyFloor, entropyMode = 'inequality', entropyOrder = 'after' } = options;
  requireOneOf('entropyMode', entropyMode, ['inequality', 'equality']);
  requireOneOf('entropyOrder', entropyOrder, ['after', 'before']);
  return {
    projection: kind,
    scaled: isMeanScaled(METRICS[kind], options.scaled ?? true),
    factor: factorKind,
    dimension,
    entropy: entropyFloor === undefined ? null : { mode: entropyMode, order: entropyOrder },
  };
}

/** [1, 3] or [n, 3]: mean bound, covariance bound, entropy floor. */
function packBounds(options: ProjectGaussianOptions, batch: readonly number[]): Tensor2D {
  return packColumns(
    [
      { name: 'meanBound', value: options.meanBound, floor: false },
      { name: 'covarianceBound', value: options.covarianceBound, floor: false },
      { name: 'entropyFloor', value: options.entropyFloor ?? -Infinity, floor: true },
    ],
    batch,
  );
}
