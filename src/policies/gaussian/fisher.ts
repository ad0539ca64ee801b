import type { FloatArray } from 'trust-region-layers/gaussian';
import { cholesky, solveLowerColumns, solveLowerTransposedColumns } from 'trust-region-layers/gaussian';
import type { FisherMetric } from '../fisherMetric.ts';
import { createGaussianHead, type GaussianHeadSpecification } from './head.ts';
import { softplusDerivative } from './softplus.ts';

/**
 * Σ⁻¹ for the mean and ½ tr(Σ⁻¹dΣ Σ⁻¹dΣ) for the covariance, pulled back through the head. See docs/mathematics.md §9.4.
 */
export function createGaussianFisherMetric(specification: GaussianHeadSpecification): FisherMetric {
  const { head: id, actionSize: k } = specification;
  const head = createGaussianHead(specification);
  const { rawSize, factorSize, shift } = head;
  const row = { raw: new Float64Array(rawSize), gradient: new Float64Array(rawSize) };
  const gaussian = { mean: new Float64Array(k), factor: new Float64Array(factorSize) };
  const upstream = { mean: new Float64Array(k), factor: new Float64Array(factorSize) };
  const matrix = () => new Float64Array(k * k);
  const [change, lower, whitened, rotated] = [matrix(), matrix(), matrix(), matrix()];

  /** Lower triangle of the change of C or L along the tangent of a row's raw factor. */
  const triangleChange = (raw: FloatArray, tangent: FloatArray, at: number, out: Float64Array) => {
    let entry = at + k;
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) {
        if (j > i) out[i * k + j] = 0;
        else {
          const slope = i === j ? softplusDerivative(raw[entry]! + shift) : 1;
          out[i * k + j] = slope * tangent[entry]!;
          entry++;
        }
      }
    }
  };

  /** `upstream`, whose mean holds the mean's tangent, for a diagonal head: times 1/s², and 2/s². */
  const diagonal = (raw: FloatArray, tangent: FloatArray, at: number) => {
    for (let i = 0; i < k; i++) {
      const precision = 1 / (gaussian.factor[i]! * gaussian.factor[i]!);
      const ds = softplusDerivative(raw[at + k + i]! + shift) * tangent[at + k + i]!;
      upstream.mean[i]! *= precision;
      upstream.factor[i] = 2 * precision * ds;
    }
  };

  /** x ← (LLᵀ)⁻¹x. */
  const solveVector = (l: Float64Array, x: Float64Array) => {
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < i; j++) x[i]! -= l[i * k + j]! * x[j]!;
      x[i]! /= l[i * k + i]!;
    }
    for (let i = k - 1; i >= 0; i--) {
      for (let j = i + 1; j < k; j++) x[i]! -= l[j * k + i]! * x[j]!;
      x[i]! /= l[i * k + i]!;
    }
  };

  /** ½‖A + Aᵀ‖² has the derivative A + Aᵀ in A. */
  const symmetricSum = (a: Float64Array, out: Float64Array) => {
    for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) out[i * k + j] = a[i * k + j]! + a[j * k + i]!;
  };

  /** Σ = LLᵀ: with A = L⁻¹dL, the metric is ½‖A + Aᵀ‖². */
  const full = (raw: FloatArray, tangent: FloatArray, at: number) => {
    const { factor } = gaussian;
    solveVector(factor, upstream.mean);
    triangleChange(raw, tangent, at, whitened);
    solveLowerColumns(factor, k, whitened);
    symmetricSum(whitened, upstream.factor);
    solveLowerTransposedColumns(factor, k, upstream.factor);
    for (let i = 0; i < k; i++) for (let j = i + 1; j < k; j++) upstream.factor[i * k + j] = 0;
  };

  /** Σ = RR, R = CCᵀ: with B = R⁻¹dR, the metric is ½‖B + Bᵀ‖². */
  const root = (raw: FloatArray, tangent: FloatArray, at: number) => {
    const r = gaussian.factor;
    if (!cholesky(r, k, lower)) throw new RangeError('the symmetric root is not positive definite');
    const solveRoot = (m: Float64Array) => {
      solveLowerColumns(lower, k, m);
      solveLowerTransposedColumns(lower, k, m);
    };
    solveVector(lower, upstream.mean);
    solveVector(lower, upstream.mean);
    // C is the lower Cholesky factor of R; dR = dC Cᵀ + C dCᵀ.
    triangleChange(raw, tangent, at, change);
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) {
        let sum = 0;
        for (let p = 0; p < k; p++) {
          sum += change[i * k + p]! * lower[j * k + p]! + lower[i * k + p]! * change[j * k + p]!;
        }
        whitened[i * k + j] = sum;
      }
    }
    solveRoot(whitened);
    symmetricSum(whitened, rotated);
    solveRoot(rotated);
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) {
        upstream.factor[i * k + j] = 0.5 * (rotated[i * k + j]! + rotated[j * k + i]!);
      }
    }
  };

  const metric = { diagonal, full, root }[id];
  return {
    apply(raw, tangent, out, count) {
      for (let n = 0; n < count; n++) {
        const at = n * rawSize;
        for (let i = 0; i < rawSize; i++) row.raw[i] = raw[at + i]!;
        for (let i = 0; i < k; i++) upstream.mean[i] = tangent[at + i]!;
        head.forward(row.raw, 1, gaussian);
        metric(raw, tangent, at);
        head.backward(row.raw, upstream, row.gradient, 1);
        for (let i = 0; i < rawSize; i++) out[at + i] = row.gradient[i]!;
      }
    },
  };
}
