import { cholesky, halfLogDeterminant } from '../gaussian/cholesky.ts';
import {
  covarianceGradientToFactor,
  type FullFactorKind,
  factorGradientToCovariance,
  precisionOfLower,
} from '../gaussian/factor.ts';
import {
  gram,
  innerProduct,
  multiply,
  squaredNorm,
  symmetrise,
  transposedMultiply,
} from '../gaussian/matrix.ts';
import { pullThroughRoot, rootWithSpectrum } from '../gaussian/root.ts';
import {
  factorGradientInside,
  lowerFactorOf,
  reciprocalDiagonal,
  substituteColumns,
  substituteTransposedColumns,
  substituteTransposedRows,
} from '../gaussian/triangular.ts';
import type { OldCovariance } from '../projection/covarianceStep.ts';
import { FullStep } from '../projection/fullStep.ts';
import type { Tape } from '../projection/tape.ts';

/**
 * The paper's Wasserstein-2 projection of the covariance: symmetric roots are interpolated,
 * S̃ = (S + ηS_o)/(1 + η), in the distance ‖S_o⁻¹(S − S_o)‖² (scaled) or ‖S − S_o‖² (docs/mathematics.md §2.3, §3.4,
 * §4.4; Otto et al. 2021, §4.2). Exact on the boundary whether or not S and S_o commute; the Wasserstein distance itself
 * where they do. See docs/mathematics.md §4.2.
 */
abstract class W2Step extends FullStep {
  private readonly scaled: boolean;
  /** E = S − S_o. */
  private readonly difference: Float64Array;
  protected readonly first: Float64Array;
  protected readonly second: Float64Array;

  /**
   * A tape is L_o⁻¹E where the metric is scaled, with the distance behind it, and then what the subclass needs.
   * @param more lengths of the subclass's slices
   */
  constructor(
    kind: FullFactorKind,
    dimension: number,
    scaled: boolean,
    more: readonly number[],
    extraSize: number,
  ) {
    const size = dimension * dimension;
    super(kind, dimension, [(scaled ? size : 0) + 1, ...more], extraSize);
    this.scaled = scaled;
    this.difference = new Float64Array(size);
    this.first = new Float64Array(size);
    this.second = new Float64Array(size);
  }

  /** S_o. */
  protected abstract oldRoot(): Float64Array;
  /** Finds S, on the tape where it takes time. */
  protected abstract findRoot(tape: Tape): Float64Array;
  /** S, found already. */
  protected abstract root(tape: Tape): Float64Array;
  /** ∂L/∂S̃ from ∂L/∂(projected factor), S̃ at this place on the line from S_o to S. */
  protected abstract pullToRoot(
    position: number,
    projected: Float64Array,
    upstream: Float64Array,
  ): Float64Array;
  /** ∂L/∂factor from ∂L/∂S, which is destroyed. */
  protected abstract pullFromRoot(tape: Tape, rootGradient: Float64Array, gradient: Float64Array): void;

  /** ‖S_o⁻¹E‖ = ‖L_o⁻¹E‖, because S_o and L_o differ by a rotation on the right. */
  distance(tape = this.scratch): number {
    const { dimension: k, size, difference } = this;
    this.findDifference(this.findRoot(tape));
    const numbers = tape[0]!;
    let whitened = difference;
    if (this.scaled) {
      for (let i = 0; i < size; i++) numbers[i] = difference[i]!;
      substituteColumns(this.old.lower, this.old.reciprocals, k, numbers);
      whitened = numbers;
    }
    const distance = squaredNorm(whitened, size);
    numbers[numbers.length - 1] = distance;
    return distance;
  }

  private findDifference(root: Float64Array): void {
    const oldRoot = this.oldRoot();
    for (let i = 0; i < this.size; i++) this.difference[i] = root[i]! - oldRoot[i]!;
  }

  protected interpolateRoot(position: number, out: Float64Array): void {
    const oldRoot = this.oldRoot();
    for (let i = 0; i < this.size; i++) out[i] = oldRoot[i]! + this.difference[i]! * position;
  }

  protected override achieved(from: number, multiplier: number): number {
    const distance = from / ((1 + multiplier) * (1 + multiplier));
    return this.isCertain(distance, this.scaled) ? distance : Number.NaN;
  }

  backward(
    tape: Tape,
    multiplier: number,
    projected: Float64Array,
    upstream: Float64Array,
    gradient: Float64Array,
  ): void {
    const { size, first } = this;
    const position = 1 / (1 + multiplier);
    const numbers = tape[0]!;
    this.findDifference(this.root(tape));
    const rootGradient = this.pullToRoot(position, projected, upstream);
    const along = innerProduct(rootGradient, this.difference, size);
    this.distanceRootGradient(tape, (-0.5 * along) / numbers[numbers.length - 1]!, first);
    for (let i = 0; i < size; i++) first[i] = position * (rootGradient[i]! + first[i]!);
    this.pullFromRoot(tape, first, gradient);
  }

  distanceGradient(weight: number, gradient: Float64Array): void {
    this.distanceRootGradient(this.scratch, weight, this.first);
    this.pullFromRoot(this.scratch, this.first, gradient);
  }

  /** weight · ∂distance/∂S: 2E, or 2 sym(Σ_o⁻¹E) scaled. */
  private distanceRootGradient(tape: Tape, weight: number, out: Float64Array): void {
    const whitened = this.scaled ? tape[0]! : this.difference;
    for (let i = 0; i < this.size; i++) out[i] = 2 * weight * whitened[i]!;
    if (!this.scaled) return;
    substituteTransposedColumns(this.old.lower, this.old.reciprocals, this.dimension, out);
    symmetrise(out, this.dimension);
  }
}

/** Where the factor is the root itself: that it is positive definite, its own Cholesky factor tells. */
class W2OfRoots extends W2Step {
  constructor(dimension: number, scaled: boolean) {
    super('root', dimension, scaled, [], 0);
  }

  override load(old: OldCovariance, factor: Float64Array): boolean {
    this.old = old;
    this.proposed = factor;
    return cholesky(factor, this.dimension, this.lower);
  }

  override halfLogDeterminant(): number {
    return 2 * halfLogDeterminant(this.lower, this.dimension);
  }

  /** ∂ ln|S|/∂S = S⁻¹. */
  override entropyGradient(gradient: Float64Array): void {
    precisionOfLower(this.lower, this.dimension, gradient, this.workspace);
  }

  protected oldRoot(): Float64Array {
    return this.old.factor;
  }

  protected findRoot(): Float64Array {
    return this.proposed;
  }

  protected root(): Float64Array {
    return this.proposed;
  }

  protected interpolate(_tape: Tape, multiplier: number, out: Float64Array): void {
    this.interpolateRoot(1 / (1 + multiplier), out);
  }

  protected pullToRoot(_position: number, _projected: Float64Array, upstream: Float64Array): Float64Array {
    return upstream;
  }

  protected pullFromRoot(_tape: Tape, rootGradient: Float64Array, gradient: Float64Array): void {
    for (let i = 0; i < this.size; i++) gradient[i] = rootGradient[i]!;
  }
}

/** Where roots are found by eigen-decompositions; the tape keeps S and its spectrum. */
class W2OfFactors extends W2Step {
  constructor(kind: 'cholesky' | 'covariance', dimension: number, scaled: boolean) {
    const size = dimension * dimension;
    super(kind, dimension, scaled, [size, size, dimension], size);
  }

  /** Who only whitens means needs no root. */
  protected oldRoot(): Float64Array {
    const { lower, extra } = this.old;
    if (extra[0] === 0) {
      const { first: vectors, values } = this.workspace;
      rootWithSpectrum(lower, this.dimension, extra, vectors, values, this.workspace);
    }
    return extra;
  }

  protected findRoot(tape: Tape): Float64Array {
    const [, root, vectors, values] = tape as readonly [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    rootWithSpectrum(this.lower, this.dimension, root, vectors, values, this.workspace);
    return root;
  }

  protected root(tape: Tape): Float64Array {
    return tape[1]!;
  }

  protected interpolate(_tape: Tape, multiplier: number, out: Float64Array): void {
    const { dimension: k, first } = this;
    this.interpolateRoot(1 / (1 + multiplier), first);
    if (this.kind === 'cholesky') lowerFactorOf(first, k, k, out);
    else gram(first, k, out);
  }

  protected pullToRoot(position: number, projected: Float64Array, upstream: Float64Array): Float64Array {
    const { dimension: k, size, first, second, reciprocals } = this;
    const newRoot = this.workspace.third;
    this.interpolateRoot(position, newRoot);
    if (this.kind === 'cholesky') {
      // With S̃ = L̃Q and Q orthogonal, 2 sym(S̃ L̃⁻ᵀ S L̃⁻¹) = 2 sym(Qᵀ S L̃⁻¹).
      factorGradientInside(projected, upstream, k, first);
      reciprocalDiagonal(projected, k, reciprocals);
      substituteColumns(projected, reciprocals, k, newRoot);
      transposedMultiply(newRoot, first, k, second);
      substituteTransposedRows(projected, reciprocals, k, second);
    } else {
      factorGradientToCovariance(this.kind, projected, k, upstream, first, this.workspace);
      multiply(newRoot, first, k, second);
    }
    symmetrise(second, k);
    for (let i = 0; i < size; i++) second[i]! *= 2;
    return second;
  }

  protected pullFromRoot(tape: Tape, rootGradient: Float64Array, gradient: Float64Array): void {
    const [, root, vectors, values] = tape as readonly [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    pullThroughRoot(root, vectors, values, this.dimension, rootGradient, this.workspace);
    covarianceGradientToFactor(this.kind, this.proposed, this.dimension, rootGradient, gradient);
  }
}

/** The step for one layout. */
export function createFullW2(kind: FullFactorKind, dimension: number, scaled: boolean): FullStep {
  return kind === 'root' ? new W2OfRoots(dimension, scaled) : new W2OfFactors(kind, dimension, scaled);
}
