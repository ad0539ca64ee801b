import { halfLogDeterminant } from '../gaussian/cholesky.ts';
import {
  covarianceGradientToFactor,
  type FullFactorKind,
  factorToLower,
  precisionOfLower,
} from '../gaussian/factor.ts';
import { solveLower, solveLowerTransposed } from '../gaussian/triangular.ts';
import { createWorkspace, type Workspace } from '../gaussian/workspace.ts';
import type { CovarianceStep } from './covarianceStep.ts';

/** What all steps for full covariances share: the lower Cholesky factors of both sides, whatever the layout. */
export abstract class FullStep implements CovarianceStep {
  readonly kind: FullFactorKind;
  readonly dimension: number;
  protected readonly size: number;
  protected readonly workspace: Workspace;
  protected old: Float64Array;
  protected proposed: Float64Array;
  /** L_o and L. */
  protected readonly oldLower: Float64Array;
  protected readonly lower: Float64Array;
  private readonly precision: Float64Array;

  constructor(kind: FullFactorKind, dimension: number) {
    this.kind = kind;
    this.dimension = dimension;
    this.size = dimension * dimension;
    this.workspace = createWorkspace(dimension);
    this.old = new Float64Array(this.size);
    this.proposed = new Float64Array(this.size);
    this.oldLower = new Float64Array(this.size);
    this.lower = new Float64Array(this.size);
    this.precision = new Float64Array(this.size);
  }

  setOld(factor: Float64Array): boolean {
    this.old = factor;
    return factorToLower(this.kind, factor, this.dimension, this.oldLower, this.workspace);
  }

  setProposed(factor: Float64Array): boolean {
    this.proposed = factor;
    return factorToLower(this.kind, factor, this.dimension, this.lower, this.workspace);
  }

  halfLogDeterminant(): number {
    return halfLogDeterminant(this.lower, this.dimension);
  }

  whiten(x: Float64Array): void {
    solveLower(this.oldLower, this.dimension, x);
  }

  whitenTransposed(x: Float64Array): void {
    solveLowerTransposed(this.oldLower, this.dimension, x);
  }

  entropyGradient(gradient: Float64Array): void {
    const k = this.dimension;
    if (this.kind === 'cholesky') {
      gradient.fill(0, 0, this.size);
      for (let i = 0; i < k; i++) gradient[i * k + i] = 1 / this.lower[i * k + i]!;
      return;
    }
    precisionOfLower(this.lower, k, this.precision, this.workspace);
    for (let i = 0; i < this.size; i++) this.precision[i]! *= 0.5;
    covarianceGradientToFactor(this.kind, this.proposed, k, this.precision, gradient);
  }

  abstract distance(): number;
  abstract multiplier(bound: number): number;
  abstract interpolate(multiplier: number, out: Float64Array): void;
  abstract pullback(
    multiplier: number,
    projected: Float64Array,
    upstream: Float64Array,
    gradient: Float64Array,
  ): void;
  abstract distanceGradient(weight: number, gradient: Float64Array): void;
}
