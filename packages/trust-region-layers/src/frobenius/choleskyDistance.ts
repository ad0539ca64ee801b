import {
  covarianceGradientToFactor,
  type FullFactorKind,
  factorGradientToCovariance,
  factorToLower,
} from '../gaussian/factor.ts';
import { solveLower, solveLowerTransposed } from '../gaussian/triangular.ts';
import { createWorkspace, type Workspace } from '../gaussian/workspace.ts';
import type { CovarianceDistance, OldCovariance } from '../projection/covarianceStep.ts';

/**
 * ‖L − L_o‖² of the Cholesky factors, whatever the layout: the covariance part of the trust-region loss of the
 * Frobenius layer (docs/mathematics.md §7.3). For diagonal covariances the squared distance of the standard deviations.
 * See docs/mathematics.md §2.4.
 */
export class CholeskyDistance implements CovarianceDistance {
  readonly kind: FullFactorKind;
  readonly dimension: number;
  private readonly size: number;
  private readonly workspace: Workspace;
  private proposed: Float64Array;
  private readonly lower: Float64Array;
  private oldLower: Float64Array;
  private readonly lowerGradient: Float64Array;
  private readonly covarianceGradient: Float64Array;

  constructor(kind: FullFactorKind, dimension: number) {
    this.kind = kind;
    this.dimension = dimension;
    this.size = dimension * dimension;
    this.workspace = createWorkspace(dimension);
    this.proposed = new Float64Array(this.size);
    this.lower = new Float64Array(this.size);
    this.oldLower = new Float64Array(this.size);
    this.lowerGradient = new Float64Array(this.size);
    this.covarianceGradient = new Float64Array(this.size);
  }

  createOld(): OldCovariance {
    const none = new Float64Array(0);
    const lower = new Float64Array(this.size);
    return { lower, factor: none, reciprocals: none, norms: none, extra: none };
  }

  deriveOld(factor: Float64Array, { lower }: OldCovariance): boolean {
    return factorToLower(this.kind, factor, this.dimension, lower, this.workspace);
  }

  load(old: OldCovariance, factor: Float64Array): boolean {
    this.oldLower = old.lower;
    this.proposed = factor;
    return factorToLower(this.kind, factor, this.dimension, this.lower, this.workspace);
  }

  whiten(old: OldCovariance, x: Float64Array): void {
    solveLower(old.lower, this.dimension, x);
  }

  whitenTransposed(old: OldCovariance, x: Float64Array): void {
    solveLowerTransposed(old.lower, this.dimension, x);
  }

  distance(): number {
    let sum = 0;
    for (let i = 0; i < this.size; i++) {
      const difference = this.lower[i]! - this.oldLower[i]!;
      sum += difference * difference;
    }
    return sum;
  }

  distanceGradient(weight: number, gradient: Float64Array): void {
    const { kind, dimension: k, size, lower, lowerGradient, covarianceGradient } = this;
    const target = kind === 'cholesky' ? gradient : lowerGradient;
    for (let i = 0; i < size; i++) target[i] = 2 * weight * (lower[i]! - this.oldLower[i]!);
    if (kind === 'cholesky') return;
    factorGradientToCovariance('cholesky', lower, k, lowerGradient, covarianceGradient, this.workspace);
    covarianceGradientToFactor(kind, this.proposed, k, covarianceGradient, gradient);
  }
}
