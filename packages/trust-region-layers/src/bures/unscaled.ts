import {
  covarianceGradientToFactor,
  type FullFactorKind,
  factorGradientToCovariance,
  lowerToFactor,
} from '../gaussian/factor.ts';
import { gram, multiply, squaredNorm, symmetrise, transposedMultiply } from '../gaussian/matrix.ts';
import { solveLyapunovInBasis } from '../gaussian/root.ts';
import { singularDecomposition } from '../gaussian/singular.ts';
import { lowerFactorOf, multiplyByLower, solveLowerColumns } from '../gaussian/triangular.ts';
import { FullStep } from '../projection/fullStep.ts';
import type { Tape } from '../projection/tape.ts';

type BuresTape = readonly [Float64Array, Float64Array, Float64Array];

/**
 * Projection in the exact Wasserstein-2 (Bures) distance of the covariances, along its geodesic, the optimal transport
 * from Σ_o to Σ: position t = 1/(1 + η) = √(ε/d) (docs/mathematics.md §3.6, §4.5). Worked in aligned factors: with L_oᵀL = P diag(σ) Qᵀ, the factor Y = L QPᵀ of Σ is the closest to L_o
 * (orthogonal Procrustes), the distance is ‖Y − L_o‖², the transport map is T = YL_o⁻¹, and the geodesic is the
 * straight line from L_o to Y. See docs/mathematics.md §2.5.
 */
export class UnscaledBures extends FullStep {
  private readonly right: Float64Array;
  private readonly first: Float64Array;
  private readonly second: Float64Array;
  private readonly third: Float64Array;
  private readonly fourth: Float64Array;

  constructor(kind: FullFactorKind, dimension: number) {
    const size = dimension * dimension;
    // Y − L_o, and the distance; σ; rows pᵢ.
    super(kind, dimension, [size + 1, dimension, size]);
    const matrix = () => new Float64Array(size);
    this.right = matrix();
    this.first = matrix();
    this.second = matrix();
    this.third = matrix();
    this.fourth = matrix();
  }

  distance(tape = this.scratch): number {
    const { dimension: k, size, first, second, lower, right } = this;
    const [difference, sigma, left] = tape as BuresTape;
    const oldLower = this.old.lower;
    transposedMultiply(oldLower, lower, k, first);
    singularDecomposition(first, k, sigma, left, right);
    transposedMultiply(right, left, k, first);
    multiplyByLower(lower, first, k, second);
    for (let i = 0; i < size; i++) difference[i] = second[i]! - oldLower[i]!;
    const distance = squaredNorm(difference, size);
    difference[size] = distance;
    return distance;
  }

  protected interpolate(tape: Tape, multiplier: number, out: Float64Array): void {
    const { dimension: k, size, first, second } = this;
    const [difference] = tape as BuresTape;
    const oldLower = this.old.lower;
    for (let i = 0; i < size; i++) first[i] = oldLower[i]! + difference[i]! / (1 + multiplier);
    if (this.kind === 'covariance') {
      gram(first, k, out);
      return;
    }
    lowerFactorOf(first, k, k, second);
    lowerToFactor(this.kind, second, k, out, this.workspace);
  }

  backward(
    tape: Tape,
    multiplier: number,
    projected: Float64Array,
    upstream: Float64Array,
    gradient: Float64Array,
  ): void {
    const { dimension: k, size, first, second, third, fourth } = this;
    const [difference, sigma, left] = tape as BuresTape;
    const oldLower = this.old.lower;
    const t = 1 / (1 + multiplier);
    factorGradientToCovariance(this.kind, projected, k, upstream, first, this.workspace);
    // dL/dt = 2⟨G B̃, Y − L_o⟩ with B̃ = L_o + t(Y − L_o).
    for (let i = 0; i < size; i++) second[i] = oldLower[i]! + t * difference[i]!;
    multiply(first, second, k, third);
    let along = 0;
    for (let i = 0; i < size; i++) along += 2 * third[i]! * difference[i]!;
    // Σ̃ = (1−t)²Σ_o + t(1−t)(TΣ_o + Σ_oT) + t²Σ, and TΣ_o = L_o⁻ᵀNL_oᵀ with N = (L_oᵀΣL_o)^½ = P diag(σ) Pᵀ:
    // ∂/∂N = t(1−t)(Z + Zᵀ), Z = L_o⁻¹GL_o; through the root by a Lyapunov equation; Σ by congruence with L_o.
    multiply(first, oldLower, k, second);
    solveLowerColumns(oldLower, k, second);
    symmetrise(second, k);
    for (let i = 0; i < size; i++) second[i]! *= 2 * t * (1 - t);
    solveLyapunovInBasis(left, sigma, k, second, third, this.workspace.first);
    multiplyByLower(oldLower, second, k, third);
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) {
        let sum = 0;
        for (let p = 0; p <= j; p++) sum += third[i * k + p]! * oldLower[j * k + p]!;
        second[i * k + j] = sum;
      }
    }
    this.distanceCovarianceGradient(tape, (-0.5 * t * along) / difference[size]!, fourth);
    for (let i = 0; i < size; i++) fourth[i]! += t * t * first[i]! + second[i]!;
    symmetrise(fourth, k);
    covarianceGradientToFactor(this.kind, this.proposed, k, fourth, gradient);
  }

  distanceGradient(weight: number, gradient: Float64Array): void {
    this.distanceCovarianceGradient(this.scratch, weight, this.fourth);
    covarianceGradientToFactor(this.kind, this.proposed, this.dimension, this.fourth, gradient);
  }

  /** weight · (I − T⁻¹), T⁻¹ = L_oP diag(1/σ) PᵀL_oᵀ. */
  private distanceCovarianceGradient(tape: Tape, weight: number, out: Float64Array): void {
    const { dimension: k, third } = this;
    const [, sigma, left] = tape as BuresTape;
    const oldLower = this.old.lower;
    // Rows of `third` are (L_opᵢ)ᵀ/√σᵢ.
    for (let i = 0; i < k; i++) {
      for (let r = 0; r < k; r++) {
        let sum = 0;
        for (let p = 0; p <= r; p++) sum += oldLower[r * k + p]! * left[i * k + p]!;
        third[i * k + r] = sum / Math.sqrt(sigma[i]!);
      }
    }
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) {
        let sum = 0;
        for (let p = 0; p < k; p++) sum += third[p * k + i]! * third[p * k + j]!;
        out[i * k + j] = weight * ((i === j ? 1 : 0) - sum);
      }
    }
  }
}
