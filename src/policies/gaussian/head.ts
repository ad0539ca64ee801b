import { exp } from 'trust-region-layers/elementary';
import { cholesky, type FloatArray, factorSize } from 'trust-region-layers/gaussian';
import type { Head, HeadSpecification } from '../headTypes.ts';
import { rawFactorSize } from '../policyShape.ts';
import { factorKindOf, type GaussianHeadId } from '../types.ts';
import {
  inverseSoftplus,
  softplus,
  softplusDerivative,
  softplusDerivativeFrom,
  softplusFrom,
} from './softplus.ts';

/**
 * From raw rows [n, k + r] to Gaussians. With t = softplus(z + shift) + minimal on the diagonal and the other
 * entries of the lower triangle (row by row) as they are:
 * - `diagonal`: s = t, Σ = diag(s²);
 * - `full`: L, Σ = L Lᵀ;
 * - `root`: C, R = C Cᵀ, Σ = R R.
 * The shift makes z = 0 the initial standard deviation (for `root` nearly: C's diagonal is
 * √initial − √minimal + minimal there, as in the published policies). What goes backwards through `root` is the
 * symmetric matrix Γ with dL = Σᵢⱼ Γᵢⱼ dRᵢⱼ for symmetric dR, as projections give it.
 *
 * See docs/mathematics.md §10.3.
 */
export interface GaussianHead extends Head {
  readonly specification: GaussianHeadSpecification;
  /** Added to a raw diagonal entry before the softplus. */
  readonly shift: number;
  /**
   * Inverse: writes the raw factor (r numbers) that gives the factor [f]. Diagonal entries at or below the minimal
   * standard deviation, which the head cannot produce, become the nearest it can and still train from.
   *
   * @throws {RangeError} if a diagonal entry is not positive (for `root`: R is not positive definite)
   */
  rawFromFactor(factor: FloatArray, raw: FloatArray): void;
}

export interface GaussianHeadSpecification extends HeadSpecification {
  readonly head: GaussianHeadId;
}

/** Distance from the minimum, relative to it, that {@link GaussianHead.rawFromFactor} keeps: below, softplus hardly trains. */
const MINIMUM_MARGIN = 1e-3;

/** @throws {RangeError} if the initial standard deviation does not exceed the minimal one */
export function createGaussianHead(specification: GaussianHeadSpecification): GaussianHead {
  const { head, actionSize: k, initialStandardDeviation, minimalStandardDeviation } = specification;
  if (!(minimalStandardDeviation >= 0 && initialStandardDeviation > minimalStandardDeviation)) {
    throw new RangeError(
      `initialStandardDeviation must exceed minimalStandardDeviation ≥ 0, got ${initialStandardDeviation} and ${minimalStandardDeviation}`,
    );
  }
  const stride = k + rawFactorSize(head, k);
  const size = factorSize(factorKindOf(head), k);
  const shift =
    head === 'root'
      ? inverseSoftplus(Math.sqrt(initialStandardDeviation) - Math.sqrt(minimalStandardDeviation))
      : inverseSoftplus(initialStandardDeviation - minimalStandardDeviation);
  const margin = Math.max(MINIMUM_MARGIN * minimalStandardDeviation, Number.EPSILON);

  const fromRaw = (z: number) => softplus(z + shift) + minimalStandardDeviation;
  const slopes = (raw: FloatArray, count: number, slope: Float64Array) => {
    for (let row = 0; row < count; row++) {
      let entry = row * stride + k;
      for (let j = 0; j < k; j++) {
        if (head !== 'diagonal') entry += j;
        slope[row * k + j] = softplusDerivative(raw[entry++]! + shift);
      }
    }
  };
  const toRaw = (t: number) => {
    if (!(t > 0)) throw new RangeError(`the factor's diagonal must be positive, got ${t}`);
    return inverseSoftplus(Math.max(t - minimalStandardDeviation, margin)) - shift;
  };

  /** Lower triangle of one row of raw numbers into a k×k matrix, zeros above. */
  const fillTriangle = (raw: FloatArray, from: number, matrix: FloatArray, to: number) => {
    let entry = from;
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < i; j++) matrix[to + i * k + j] = raw[entry++]!;
      matrix[to + i * k + i] = fromRaw(raw[entry++]!);
      for (let j = i + 1; j < k; j++) matrix[to + i * k + j] = 0;
    }
  };
  /** ∂L/∂(lower triangle of a matrix) into ∂L/∂raw. */
  const drainTriangle = (
    slope: Float64Array,
    row: number,
    matrix: FloatArray,
    at: number,
    gradient: FloatArray,
  ) => {
    let entry = row * stride + k;
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < i; j++) gradient[entry++] = matrix[at + i * k + j]!;
      gradient[entry++] = matrix[at + i * k + i]! * slope[row * k + i]!;
    }
  };
  const triangleToRaw = (matrix: FloatArray, raw: FloatArray) => {
    let entry = 0;
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < i; j++) raw[entry++] = matrix[i * k + j]!;
      raw[entry++] = toRaw(matrix[i * k + i]!);
    }
  };

  /** C of one row, and a second matrix: ∂L/∂C in backward, R in the inverse. */
  const triangle = new Float64Array(k * k);
  const scratch = new Float64Array(k * k);

  /** R = C Cᵀ. */
  const square = (factor: FloatArray, to: number) => {
    for (let i = 0; i < k; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = 0;
        for (let l = 0; l <= j; l++) sum += triangle[i * k + l]! * triangle[j * k + l]!;
        factor[to + i * k + j] = sum;
        factor[to + j * k + i] = sum;
      }
    }
  };
  /** ∂L/∂C = 2 Γ C, lower triangle. */
  const squareBackward = (upstream: FloatArray, at: number) => {
    for (let i = 0; i < k; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = 0;
        for (let l = j; l < k; l++) sum += upstream[at + i * k + l]! * triangle[l * k + j]!;
        scratch[i * k + j] = 2 * sum;
      }
    }
  };

  return {
    specification,
    rawSize: stride,
    factorSize: size,
    actionWidth: k,
    shift,
    forward(raw, count, { mean, factor }, slope) {
      if (head === 'diagonal') {
        diagonalForward(raw, count, k, shift, minimalStandardDeviation, mean, factor, slope);
        return;
      }
      for (let row = 0; row < count; row++) {
        const from = row * stride;
        for (let j = 0; j < k; j++) mean[row * k + j] = raw[from + j]!;
        if (head === 'full') {
          fillTriangle(raw, from + k, factor, row * size);
        } else {
          fillTriangle(raw, from + k, triangle, 0);
          square(factor, row * size);
        }
      }
      if (slope) slopes(raw, count, slope);
    },
    backward(raw, upstream, gradient, count, slope) {
      let derivatives = slope;
      if (!derivatives) {
        derivatives = new Float64Array(count * k);
        slopes(raw, count, derivatives);
      }
      if (head === 'diagonal') {
        diagonalBackward(count, k, derivatives, upstream.mean, upstream.factor, gradient);
        return;
      }
      for (let row = 0; row < count; row++) {
        const from = row * stride;
        for (let j = 0; j < k; j++) gradient[from + j] = upstream.mean[row * k + j]!;
        if (head === 'full') {
          drainTriangle(derivatives, row, upstream.factor, row * size, gradient);
        } else {
          fillTriangle(raw, from + k, triangle, 0);
          squareBackward(upstream.factor, row * size);
          drainTriangle(derivatives, row, scratch, 0, gradient);
        }
      }
    },
    rawFromFactor(factor, raw) {
      if (head === 'diagonal') {
        for (let j = 0; j < k; j++) raw[j] = toRaw(factor[j]!);
      } else if (head === 'full') {
        triangleToRaw(factor, raw);
      } else {
        for (let i = 0; i < size; i++) scratch[i] = factor[i]!;
        if (!cholesky(scratch, k, triangle)) {
          throw new RangeError(`the root must be positive definite, got [${Array.from(factor).join(', ')}]`);
        }
        triangleToRaw(triangle, raw);
      }
    },
  };
}

/** The head `diagonal`, apart so that its loop is compiled for one thing. */
function diagonalForward(
  raw: FloatArray,
  count: number,
  k: number,
  shift: number,
  minimal: number,
  mean: FloatArray,
  factor: FloatArray,
  slope: Float64Array | undefined,
): void {
  for (let row = 0; row < count; row++) {
    const from = 2 * row * k;
    for (let j = 0; j < k; j++) {
      const to = row * k + j;
      mean[to] = raw[from + j]!;
      const z = raw[from + k + j]!;
      // A covariance that serves all states is the same in every row.
      if (row > 0 && z === raw[from - k + j]!) {
        factor[to] = factor[to - k]!;
        if (slope) slope[to] = slope[to - k]!;
        continue;
      }
      const x = z + shift;
      const decay = exp(-Math.abs(x));
      factor[to] = softplusFrom(x, decay) + minimal;
      if (slope) slope[to] = softplusDerivativeFrom(x, decay);
    }
  }
}

function diagonalBackward(
  count: number,
  k: number,
  slope: Float64Array,
  meanGradient: FloatArray,
  factorGradient: FloatArray,
  gradient: FloatArray,
): void {
  for (let row = 0; row < count; row++) {
    const to = 2 * row * k;
    for (let j = 0; j < k; j++) {
      gradient[to + j] = meanGradient[row * k + j]!;
      gradient[to + k + j] = factorGradient[row * k + j]! * slope[row * k + j]!;
    }
  }
}
