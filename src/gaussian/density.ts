import { log } from '../elementary/logarithm.ts';
import { halfLogDeterminant } from './cholesky.ts';
import { covarianceGradientToFactor, factorGradientToCovariance, factorToLower } from './factor.ts';
import { logProductAt } from './logProduct.ts';
import { solveLower, solveLowerTransposed } from './triangular.ts';
import type { FactorKind, FloatArray, GaussianBatch } from './types.ts';
import { factorSize } from './types.ts';
import { createWorkspace } from './workspace.ts';

const HALF_LOG_TWO_PI = 0.5 * log(2 * Math.PI);

/** Log-densities of a batch of Gaussians at one action each. Stateless between calls. */
export interface LogDensity {
  /**
   * out[i] = ln N(action_i; mean_i, Σ_i) for `count` states; `action` is [n, k].
   * @throws {RangeError} naming the state whose covariance is not positive definite.
   */
  forward(gaussian: GaussianBatch, action: FloatArray, out: FloatArray, count: number): void;
  /**
   * gradient = upstream[i] · ∂ln N/∂(mean, factor), in the factor's own coordinates (see `Projector.backward`).
   * The action is a constant.
   */
  backward(
    gaussian: GaussianBatch,
    action: FloatArray,
    upstream: FloatArray,
    gradient: GaussianBatch,
    count: number,
  ): void;
}

/** Log-density for one factor layout and k action dimensions. */
export function createLogDensity(kind: FactorKind, dimension: number): LogDensity {
  return kind === 'diagonal' ? diagonalLogDensity(dimension) : fullLogDensity(kind, dimension);
}

function diagonalLogDensity(k: number): LogDensity {
  return {
    forward({ mean, factor }, action, out, count) {
      let halfLogDeterminant = 0;
      for (let n = 0; n < count; n++) {
        const at = n * k;
        let squares = 0;
        let repeated = n > 0;
        for (let i = at; i < at + k; i++) {
          const s = factor[i]!;
          if (!(s > 0)) throw notPositiveDefinite(n);
          if (repeated && s !== factor[i - k]!) repeated = false;
          const z = (action[i]! - mean[i]!) / s;
          squares += z * z;
        }
        // A covariance that serves all states is the same in every row.
        if (!repeated) halfLogDeterminant = logProductAt(factor, at, k);
        out[n] = -k * HALF_LOG_TWO_PI - halfLogDeterminant - 0.5 * squares;
      }
    },
    backward({ mean, factor }, action, upstream, gradient, count) {
      for (let n = 0; n < count; n++) {
        const weight = upstream[n]!;
        for (let i = n * k; i < (n + 1) * k; i++) {
          const inverse = 1 / factor[i]!;
          const z = (action[i]! - mean[i]!) * inverse;
          const share = weight * inverse;
          gradient.mean[i] = share * z;
          gradient.factor[i] = share * (z * z - 1);
        }
      }
    },
  };
}

function fullLogDensity(kind: Exclude<FactorKind, 'diagonal'>, k: number): LogDensity {
  const size = factorSize(kind, k);
  const workspace = createWorkspace(k);
  const factor = new Float64Array(size);
  const lower = new Float64Array(size);
  const lowerGradient = new Float64Array(size);
  const covarianceGradient = new Float64Array(size);
  const z = new Float64Array(k);
  const w = new Float64Array(k);

  /** Loads state n: `lower` its Cholesky factor, `z` = L⁻¹(a − μ). */
  const load = (gaussian: GaussianBatch, action: FloatArray, n: number) => {
    for (let i = 0; i < size; i++) factor[i] = gaussian.factor[n * size + i]!;
    if (!factorToLower(kind, factor, k, lower, workspace)) throw notPositiveDefinite(n);
    for (let i = 0; i < k; i++) z[i] = action[n * k + i]! - gaussian.mean[n * k + i]!;
    solveLower(lower, k, z);
  };

  return {
    forward(gaussian, action, out, count) {
      for (let n = 0; n < count; n++) {
        load(gaussian, action, n);
        let sum = -k * HALF_LOG_TWO_PI - halfLogDeterminant(lower, k);
        for (let i = 0; i < k; i++) sum -= 0.5 * z[i]! * z[i]!;
        out[n] = sum;
      }
    },
    backward(gaussian, action, upstream, gradient, count) {
      for (let n = 0; n < count; n++) {
        load(gaussian, action, n);
        for (let i = 0; i < k; i++) w[i] = z[i]!;
        solveLowerTransposed(lower, k, w);
        const weight = upstream[n]!;
        for (let i = 0; i < k; i++) gradient.mean[n * k + i] = weight * w[i]!;
        // d ln N = wᵀ dL z − tr(L⁻¹ dL) with w = L⁻ᵀz.
        for (let i = 0; i < k; i++) {
          for (let j = 0; j < k; j++) lowerGradient[i * k + j] = j <= i ? weight * w[i]! * z[j]! : 0;
          lowerGradient[i * k + i]! -= weight / lower[i * k + i]!;
        }
        if (kind !== 'cholesky') {
          factorGradientToCovariance('cholesky', lower, k, lowerGradient, covarianceGradient, workspace);
          covarianceGradientToFactor(kind, factor, k, covarianceGradient, lowerGradient);
        }
        for (let i = 0; i < size; i++) gradient.factor[n * size + i] = lowerGradient[i]!;
      }
    },
  };
}

function notPositiveDefinite(state: number): RangeError {
  return new RangeError(`covariance of state ${state} is not positive definite`);
}
