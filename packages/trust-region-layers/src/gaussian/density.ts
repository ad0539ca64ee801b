import { log } from '../elementary/logarithm.ts';
import { cholesky, halfLogDeterminant } from './cholesky.ts';
import { factorGradientToCovariance, factorToLower, precisionOfLower } from './factor.ts';
import { logProductAt } from './logProduct.ts';
import { reciprocalDiagonal, substitute, substituteTransposed } from './triangular.ts';
import type { FactorKind, FloatArray, GaussianBatch } from './types.ts';
import { createWorkspace } from './workspace.ts';

const HALF_LOG_TWO_PI = 0.5 * log(2 * Math.PI);

/** Log-densities of a batch of Gaussians at one action each. Stateless between calls. See docs/mathematics.md §6.1. */
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
  switch (kind) {
    case 'diagonal':
      return diagonalLogDensity(dimension);
    case 'cholesky':
    case 'covariance':
      return lowerLogDensity(kind, dimension);
    case 'root':
      return rootLogDensity(dimension);
  }
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

function lowerLogDensity(kind: 'cholesky' | 'covariance', k: number): LogDensity {
  const size = k * k;
  const workspace = createWorkspace(k);
  const factor = new Float64Array(size);
  const lower = new Float64Array(size);
  const reciprocals = new Float64Array(k);
  const lowerGradient = new Float64Array(size);
  const covarianceGradient = new Float64Array(size);
  const z = new Float64Array(k);
  const w = new Float64Array(k);

  /** Loads state n: `lower` its Cholesky factor, `z` = L⁻¹(a − μ). */
  const load = (gaussian: GaussianBatch, action: FloatArray, n: number) => {
    for (let i = 0; i < size; i++) factor[i] = gaussian.factor[n * size + i]!;
    if (!factorToLower(kind, factor, k, lower, workspace)) throw notPositiveDefinite(n);
    reciprocalDiagonal(lower, k, reciprocals);
    for (let i = 0; i < k; i++) z[i] = action[n * k + i]! - gaussian.mean[n * k + i]!;
    substitute(lower, reciprocals, k, z);
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
        substituteTransposed(lower, reciprocals, k, w);
        // d ln N = wᵀ dL z − tr(L⁻¹ dL) with w = L⁻ᵀz.
        const weight = upstream[n]!;
        for (let i = 0; i < k; i++) {
          const row = i * k;
          const share = weight * w[i]!;
          gradient.mean[n * k + i] = share;
          for (let j = 0; j < i; j++) lowerGradient[row + j] = share * z[j]!;
          lowerGradient[row + i] = share * z[i]! - weight * reciprocals[i]!;
        }
        let result = lowerGradient;
        if (kind === 'covariance') {
          factorGradientToCovariance('cholesky', lower, k, lowerGradient, covarianceGradient, workspace);
          result = covarianceGradient;
        }
        for (let i = 0; i < size; i++) gradient.factor[n * size + i] = result[i]!;
      }
    },
  };
}

/** ln N = −½|R⁻¹(a − μ)|² − ln|R| − k/2 ln 2π: a root needs no factor of its square. */
function rootLogDensity(k: number): LogDensity {
  const size = k * k;
  const workspace = createWorkspace(k);
  const root = new Float64Array(size);
  const lower = new Float64Array(size);
  const reciprocals = new Float64Array(k);
  const inverse = new Float64Array(size);
  const u = new Float64Array(k);
  const w = new Float64Array(k);

  const applyInverse = (x: Float64Array) => {
    substitute(lower, reciprocals, k, x);
    substituteTransposed(lower, reciprocals, k, x);
  };
  /** Loads state n: `lower` the Cholesky factor of R, `u` = R⁻¹(a − μ). */
  const load = ({ mean, factor }: GaussianBatch, action: FloatArray, n: number) => {
    for (let i = 0; i < size; i++) root[i] = factor[n * size + i]!;
    if (!cholesky(root, k, lower)) throw notPositiveDefinite(n);
    reciprocalDiagonal(lower, k, reciprocals);
    for (let i = 0; i < k; i++) u[i] = action[n * k + i]! - mean[n * k + i]!;
    applyInverse(u);
  };

  return {
    forward(gaussian, action, out, count) {
      for (let n = 0; n < count; n++) {
        load(gaussian, action, n);
        let sum = -k * HALF_LOG_TWO_PI - 2 * halfLogDeterminant(lower, k);
        for (let i = 0; i < k; i++) sum -= 0.5 * u[i]! * u[i]!;
        out[n] = sum;
      }
    },
    backward(gaussian, action, upstream, gradient, count) {
      for (let n = 0; n < count; n++) {
        load(gaussian, action, n);
        for (let i = 0; i < k; i++) w[i] = u[i]!;
        applyInverse(w);
        precisionOfLower(lower, k, inverse, workspace);
        // d ln N = wᵀ dR u − tr(R⁻¹ dR) with w = R⁻¹u.
        const weight = upstream[n]!;
        for (let i = 0; i < k; i++) {
          const row = n * size + i * k;
          gradient.mean[n * k + i] = weight * w[i]!;
          for (let j = 0; j < k; j++) {
            const symmetric = 0.5 * (w[i]! * u[j]! + w[j]! * u[i]!);
            gradient.factor[row + j] = weight * (symmetric - inverse[i * k + j]!);
          }
        }
      }
    },
  };
}

function notPositiveDefinite(state: number): RangeError {
  return new RangeError(`covariance of state ${state} is not positive definite`);
}
