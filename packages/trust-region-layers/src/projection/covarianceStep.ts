import type { FactorKind } from '../gaussian/types.ts';
import { limitOf, retreat } from './boundary.ts';
import { radialMultiplier } from './radialMultiplier.ts';
import { createSlices, slicesOf, totalOf } from './slices.ts';
import { erase, type Tape } from './tape.ts';

/** One old policy's covariance with what follows from it alone. */
export interface OldCovariance {
  /** In its layout; the same array as `lower` where that is `cholesky`. */
  readonly factor: Float64Array;
  /** L_o; empty for standard deviations. */
  readonly lower: Float64Array;
  /** The reciprocals of L_o's diagonal, or of the standard deviations. */
  readonly reciprocals: Float64Array;
  /** |L_o| and |L_o⁻¹| (Frobenius); 0 until somebody needs them. */
  readonly norms: Float64Array;
  /** What else a metric derives; its first number is 0 until somebody needs it. */
  readonly extra: Float64Array;
}

/** The covariance part of a distance for one layout, worked on one state at a time. */
export interface CovarianceDistance {
  readonly kind: FactorKind;
  readonly dimension: number;
  /** Memory for {@link deriveOld}. */
  createOld(): OldCovariance;
  /** Derives what follows from an old factor. False where the factor does not describe a positive definite covariance. */
  deriveOld(factor: Float64Array, old: OldCovariance): boolean;
  /** x ← L_o⁻¹x, so that |x|² is the Mahalanobis distance under the old covariance. */
  whiten(old: OldCovariance, x: Float64Array): void;
  /** x ← L_o⁻ᵀx. */
  whitenTransposed(old: OldCovariance, x: Float64Array): void;
  /**
   * Takes a pair, of which all else is asked until the next pair; keeps references to both. False where the factor does
   * not describe a positive definite covariance.
   */
  load(old: OldCovariance, factor: Float64Array): boolean;
  /** Covariance part of the distance of the pair. Ask before what follows from it. */
  distance(tape?: Tape): number;
  /** weight · ∂distance/∂factor. */
  distanceGradient(weight: number, gradient: Float64Array): void;
}

/**
 * The covariance part of one projection for one layout: `load` a pair, measure its `distance`, and where that is beyond
 * the bound go `forward` to the boundary and `backward` from it.
 */
export abstract class CovarianceStep implements CovarianceDistance {
  readonly dimension: number;
  /** Numbers in a factor. */
  readonly size: number;
  /** Lengths of the slices of a tape; none: there is nothing worth to be kept. */
  readonly tapeLengths: readonly number[];
  /** For passes that nobody goes back from. */
  protected readonly scratch: Tape;
  protected abstract readonly oldLengths: readonly number[];
  /** The pair. */
  protected old!: OldCovariance;
  protected proposed!: Float64Array;

  constructor(dimension: number, size: number, tapeLengths: readonly number[]) {
    this.dimension = dimension;
    this.size = size;
    this.tapeLengths = tapeLengths;
    this.scratch = createSlices(tapeLengths);
  }

  abstract readonly kind: FactorKind;
  abstract deriveOld(factor: Float64Array, old: OldCovariance): boolean;
  abstract whiten(old: OldCovariance, x: Float64Array): void;
  abstract whitenTransposed(old: OldCovariance, x: Float64Array): void;
  abstract load(old: OldCovariance, factor: Float64Array): boolean;
  abstract distance(tape?: Tape): number;
  abstract distanceGradient(weight: number, gradient: Float64Array): void;
  /** ½ ln|Σ| of the factor loaded. */
  abstract halfLogDeterminant(): number;
  /** ∂(½ ln|Σ|)/∂factor. */
  abstract entropyGradient(gradient: Float64Array): void;

  /** Interpolates the pair at η, as a factor, and writes to the tape what `backward` needs. */
  protected abstract interpolate(tape: Tape, multiplier: number, out: Float64Array): void;
  /** ∂L/∂factor from ∂L/∂projected on the boundary, η following the factor of the pair, with a tape of it. */
  abstract backward(
    tape: Tape,
    multiplier: number,
    projected: Float64Array,
    upstream: Float64Array,
    gradient: Float64Array,
  ): void;

  /** Numbers that {@link oldIn} takes of a buffer. */
  get oldSize(): number {
    return totalOf(this.oldLengths);
  }

  createOld(): OldCovariance {
    return this.oldIn(new Float64Array(this.oldSize), 0);
  }

  /** Memory for one old policy in a buffer for many. */
  oldIn(buffer: Float64Array, at: number): OldCovariance {
    const [lower, reciprocals, norms, extra, factor] = slicesOf(buffer, at, this.oldLengths) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    return { lower, reciprocals, norms, extra, factor: this.kind === 'cholesky' ? lower : factor };
  }

  /** η that puts the interpolation of the pair, at `distance`, on the boundary `bound` < distance. */
  multiplier(_tape: Tape | null, distance: number, bound: number): number {
    return radialMultiplier(distance, bound);
  }

  /**
   * Distance of the factor that `interpolate` has just given, where its rounding to float64 cannot matter; NaN where the
   * distance must be measured.
   */
  protected achieved(_distance: number, _multiplier: number): number {
    return Number.NaN;
  }

  /**
   * Projects the pair, at `distance` beyond `bound`, to the multiplier's place on the boundary and writes the tape.
   * Returns the distance there, taken from the rounded output unless rounding cannot matter. Where rounding has put that
   * outside (ill-conditioned covariances, float32) the projection retreats. Another pair may be loaded afterwards.
   * See docs/mathematics.md §3.9.
   * @param kept gets the place on the boundary itself; without it the tape is erased where `out` is not that place
   * @param single whether `out` will be stored in float32
   */
  forward(
    tape: Tape | null,
    distance: number,
    multiplier: number,
    bound: number,
    out: Float64Array,
    kept: Float64Array | null,
    single: boolean,
  ): number {
    const { old, proposed, scratch } = this;
    if (multiplier === Infinity) {
      if (tape) erase(tape);
      for (let i = 0; i < this.size; i++) out[i] = old.factor[i]!;
      return this.measure(out, bound, single);
    }
    this.interpolate(tape ?? scratch, multiplier, out);
    if (kept) for (let i = 0; i < this.size; i++) kept[i] = out[i]!;
    const limit = limitOf(bound, single);
    if (!single) {
      const achieved = this.achieved(distance, multiplier);
      if (achieved <= limit) return achieved;
    }
    const reached = this.measure(out, bound, single);
    if (reached <= limit) return reached;
    if (tape && !kept) erase(tape);
    const aim = (target: number) => {
      if (target > 0) {
        this.load(old, proposed);
        const far = this.distance(scratch);
        this.interpolate(scratch, this.multiplier(scratch, far, target), out);
      } else for (let i = 0; i < this.size; i++) out[i] = old.factor[i]!;
      return this.measure(out, bound, single);
    };
    return retreat(aim, reached, bound, limit);
  }

  /** The forward pass once more, where no tape holds it: the projected factor and the tape to go back with. */
  replay(multiplier: number, out: Float64Array): Tape {
    if (multiplier === Infinity) {
      for (let i = 0; i < this.size; i++) out[i] = this.old.factor[i]!;
      return this.scratch;
    }
    this.distance(this.scratch);
    this.interpolate(this.scratch, multiplier, out);
    return this.scratch;
  }

  /** Distance of a projected factor as it will be stored; one that is no covariance any more is outside. */
  private measure(projected: Float64Array, bound: number, single: boolean): number {
    if (single) for (let i = 0; i < this.size; i++) projected[i] = Math.fround(projected[i]!);
    return this.load(this.old, projected) ? this.distance(this.scratch) : 1.5 * bound;
  }
}
