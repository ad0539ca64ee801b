import { logProduct } from '../gaussian/logProduct.ts';
import type { CovarianceStep } from './covarianceStep.ts';

/** What all diagonal steps share: factors are k standard deviations. */
export abstract class DiagonalStep implements CovarianceStep {
  readonly kind = 'diagonal' as const;
  readonly dimension: number;
  protected old: Float64Array;
  protected proposed: Float64Array;

  constructor(dimension: number) {
    this.dimension = dimension;
    this.old = new Float64Array(dimension);
    this.proposed = new Float64Array(dimension);
  }

  setOld(factor: Float64Array): boolean {
    this.old = factor;
    return allPositive(factor, this.dimension);
  }

  setProposed(factor: Float64Array): boolean {
    this.proposed = factor;
    return allPositive(factor, this.dimension);
  }

  halfLogDeterminant(): number {
    return logProduct(this.proposed, this.dimension, 1);
  }

  whiten(x: Float64Array): void {
    for (let i = 0; i < this.dimension; i++) x[i]! /= this.old[i]!;
  }

  whitenTransposed(x: Float64Array): void {
    this.whiten(x);
  }

  entropyGradient(gradient: Float64Array): void {
    for (let i = 0; i < this.dimension; i++) gradient[i] = 1 / this.proposed[i]!;
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

function allPositive(values: Float64Array, count: number): boolean {
  for (let i = 0; i < count; i++) if (!(values[i]! > 0)) return false;
  return true;
}
