import {
  covarianceGradientToFactor,
  type FullFactorKind,
  factorGradientToCovariance,
} from '../gaussian/factor.ts';
import { gram, innerProduct, squaredNorm, symmetrise } from '../gaussian/matrix.ts';
import { rootOfLower, solveLyapunov } from '../gaussian/root.ts';
import { lowerFactorOf, solveLowerColumns, solveLowerTransposedColumns } from '../gaussian/triangular.ts';
import type { FactorKind } from '../gaussian/types.ts';
import type { CovarianceStep } from './covarianceStep.ts';
import { DiagonalW2 } from './diagonalW2.ts';
import { FullStep } from './fullStep.ts';
import { radialMultiplier } from './radialMultiplier.ts';

/**
 * The paper's Wasserstein-2 projection of the covariance: symmetric roots are interpolated,
 * S̃ = (S + ηS_o)/(1 + η), in the distance ‖S_o⁻¹(S − S_o)‖² (scaled) or ‖S − S_o‖² (DESIGN §1.1, §1.2). Exact on the
 * boundary whether or not S and S_o commute; the Wasserstein distance itself where they do.
 */
export function createW2Step(kind: FactorKind, dimension: number, scaled: boolean): CovarianceStep {
  return kind === 'diagonal' ? new DiagonalW2(dimension, scaled) : new FullW2(kind, dimension, scaled);
}

class FullW2 extends FullStep {
  private readonly scaled: boolean;
  /** S_o, S and S − S_o. */
  private readonly oldRoot: Float64Array;
  private readonly root: Float64Array;
  private readonly difference: Float64Array;
  private readonly first: Float64Array;
  private readonly second: Float64Array;
  private lastDistance = 0;

  constructor(kind: FullFactorKind, dimension: number, scaled: boolean) {
    super(kind, dimension);
    this.scaled = scaled;
    this.oldRoot = new Float64Array(this.size);
    this.root = new Float64Array(this.size);
    this.difference = new Float64Array(this.size);
    this.first = new Float64Array(this.size);
    this.second = new Float64Array(this.size);
  }

  override setOld(factor: Float64Array): boolean {
    return super.setOld(factor) && this.takeRoot(factor, this.oldLower, this.oldRoot);
  }

  override setProposed(factor: Float64Array): boolean {
    if (!super.setProposed(factor) || !this.takeRoot(factor, this.lower, this.root)) return false;
    for (let i = 0; i < this.size; i++) this.difference[i] = this.root[i]! - this.oldRoot[i]!;
    return true;
  }

  private takeRoot(factor: Float64Array, lower: Float64Array, out: Float64Array): boolean {
    if (this.kind === 'root') for (let i = 0; i < this.size; i++) out[i] = factor[i]!;
    else rootOfLower(lower, this.dimension, out, this.workspace);
    return true;
  }

  /** ‖S_o⁻¹E‖ = ‖L_o⁻¹E‖, because S_o and L_o differ by a rotation on the right. */
  distance(): number {
    const { dimension: k, size, first } = this;
    if (!this.scaled) {
      this.lastDistance = squaredNorm(this.difference, size);
    } else {
      for (let i = 0; i < size; i++) first[i] = this.difference[i]!;
      solveLowerColumns(this.oldLower, k, first);
      this.lastDistance = squaredNorm(first, size);
    }
    return this.lastDistance;
  }

  multiplier(bound: number): number {
    return radialMultiplier(this.lastDistance, bound);
  }

  interpolate(multiplier: number, out: Float64Array): void {
    const { dimension: k, size, first } = this;
    const target = this.kind === 'root' ? out : first;
    for (let i = 0; i < size; i++) target[i] = this.oldRoot[i]! + this.difference[i]! / (1 + multiplier);
    if (this.kind === 'cholesky') lowerFactorOf(first, k, k, out);
    else if (this.kind === 'covariance') gram(first, k, out);
  }

  pullback(
    multiplier: number,
    projected: Float64Array,
    upstream: Float64Array,
    gradient: Float64Array,
  ): void {
    const { dimension: k, size, first, second } = this;
    const position = 1 / (1 + multiplier);
    let rootGradient = upstream;
    if (this.kind !== 'root') {
      factorGradientToCovariance(this.kind, projected, k, upstream, first, this.workspace);
      for (let i = 0; i < size; i++) second[i] = this.oldRoot[i]! + this.difference[i]! * position;
      covarianceGradientToFactor('root', second, k, first, gradient);
      rootGradient = gradient;
    }
    const along = innerProduct(rootGradient, this.difference, size);
    this.distanceRootGradient((-0.5 * along) / this.lastDistance, first);
    for (let i = 0; i < size; i++) first[i] = position * (rootGradient[i]! + first[i]!);
    this.fromRootGradient(first, gradient);
  }

  distanceGradient(weight: number, gradient: Float64Array): void {
    this.distanceRootGradient(weight, this.first);
    this.fromRootGradient(this.first, gradient);
  }

  /** weight · ∂distance/∂S: 2E, or 2 sym(Σ_o⁻¹E) scaled. */
  private distanceRootGradient(weight: number, out: Float64Array): void {
    for (let i = 0; i < this.size; i++) out[i] = 2 * weight * this.difference[i]!;
    if (!this.scaled) return;
    solveLowerColumns(this.oldLower, this.dimension, out);
    solveLowerTransposedColumns(this.oldLower, this.dimension, out);
    symmetrise(out, this.dimension);
  }

  /** ∂L/∂(proposed factor) from ∂L/∂S. Destroys its argument. */
  private fromRootGradient(rootGradient: Float64Array, gradient: Float64Array): void {
    const { dimension: k, size } = this;
    if (this.kind === 'root') {
      for (let i = 0; i < size; i++) gradient[i] = rootGradient[i]!;
      return;
    }
    solveLyapunov(this.root, k, rootGradient, this.workspace);
    covarianceGradientToFactor(this.kind, this.proposed, k, rootGradient, gradient);
  }
}
