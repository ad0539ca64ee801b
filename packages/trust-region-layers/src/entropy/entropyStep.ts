import { exp } from '../elementary/exponential.ts';
import { entropyOf } from '../gaussian/entropy.ts';
import { innerProduct } from '../gaussian/matrix.ts';
import { factorSize } from '../gaussian/types.ts';
import type { CovarianceStep } from '../projection/covarianceStep.ts';
import type { EntropyMode } from '../projection/types.ts';

/**
 * Entropy floor β (docs/mathematics.md §5.2): where H < β (inequality) or always (equality) the standard deviation is multiplied
 * by exp((β − H)/k), which puts the entropy on β. Works on the factor loaded in the covariance step.
 */
export class EntropyStep {
  private readonly covariance: CovarianceStep;
  private readonly mode: EntropyMode;
  private readonly size: number;
  /** A factor scales with this power of the standard deviation. */
  private readonly power: number;
  private readonly slope: Float64Array;

  constructor(covariance: CovarianceStep, mode: EntropyMode) {
    this.covariance = covariance;
    this.mode = mode;
    this.size = factorSize(covariance.kind, covariance.dimension);
    this.power = covariance.kind === 'covariance' ? 2 : 1;
    this.slope = new Float64Array(this.size);
  }

  /** Whether the factor with entropy `entropy` is scaled; a floor of −∞ never scales. */
  applies(entropy: number, floor: number): boolean {
    return floor !== -Infinity && (this.mode === 'equality' || entropy < floor);
  }

  /** Entropy of the factor loaded in the covariance step. */
  entropy(): number {
    return entropyOf(this.covariance.dimension, this.covariance.halfLogDeterminant());
  }

  scale(factor: Float64Array, entropy: number, floor: number, out: Float64Array): void {
    const scale = this.scaleOf(entropy, floor);
    for (let i = 0; i < this.size; i++) out[i] = scale * factor[i]!;
  }

  /** ∂L/∂factor from ∂L/∂(scaled factor), in place; the entropy follows the factor. */
  pullback(factor: Float64Array, entropy: number, floor: number, gradient: Float64Array): void {
    const k = this.covariance.dimension;
    const scale = this.scaleOf(entropy, floor);
    const along = (this.power / k) * innerProduct(gradient, factor, this.size);
    this.covariance.entropyGradient(this.slope);
    for (let i = 0; i < this.size; i++) gradient[i] = scale * (gradient[i]! - along * this.slope[i]!);
  }

  private scaleOf(entropy: number, floor: number): number {
    return exp((this.power * (floor - entropy)) / this.covariance.dimension);
  }
}
