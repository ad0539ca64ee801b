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
import { SymmetricRoot } from '../gaussian/root.ts';
import {
  factorGradientInside,
  lowerFactorOf,
  reciprocalDiagonal,
  substituteColumns,
  substituteTransposedColumns,
  substituteTransposedRows,
} from '../gaussian/triangular.ts';
import { FullStep } from '../projection/fullStep.ts';
import { radialMultiplier } from '../projection/radialMultiplier.ts';
import { createSlot, type Slot } from '../projection/slot.ts';

/**
 * The paper's Wasserstein-2 projection of the covariance: symmetric roots are interpolated,
 * S̃ = (S + ηS_o)/(1 + η), in the distance ‖S_o⁻¹(S − S_o)‖² (scaled) or ‖S − S_o‖² (DESIGN §1.1, §1.2). Exact on the
 * boundary whether or not S and S_o commute; the Wasserstein distance itself where they do.
 */
export class FullW2 extends FullStep {
  /** L_o⁻¹E where the metric is scaled, the distance, and S with its spectrum where it is not the proposal itself. */
  readonly memory: readonly number[];
  private readonly scaled: boolean;
  /** S_o, S and E = S − S_o. */
  private oldRoot: Float64Array;
  private readonly root: SymmetricRoot;
  private readonly difference: Float64Array;
  /** L_o⁻¹E, or E itself where the metric is not scaled. */
  private whitened: Float64Array;
  private norm: Float64Array;
  private readonly own: Slot;
  private readonly first: Float64Array;
  private readonly second: Float64Array;
  private oldRootKnown = false;
  private lastDistance = 0;

  constructor(kind: FullFactorKind, dimension: number, scaled: boolean) {
    const size = dimension * dimension;
    super(kind, dimension, kind === 'root' ? 0 : size);
    this.oldRoot = kind === 'root' ? this.old : this.oldExtra;
    this.scaled = scaled;
    this.root = new SymmetricRoot(dimension);
    this.memory = [scaled ? size : 0, 1, ...(kind === 'root' ? [] : this.root.lengths)];
    this.own = createSlot(this.memory);
    this.difference = new Float64Array(size);
    this.whitened = scaled ? this.own[0]! : this.difference;
    this.norm = this.own[1]!;
    this.first = new Float64Array(size);
    this.second = new Float64Array(size);
    this.attach(null);
  }

  override setOld(factor: Float64Array): boolean {
    const valid = super.setOld(factor);
    this.oldRootKnown = this.kind === 'root';
    return valid;
  }

  override completeOld(): void {
    super.completeOld();
    this.findOldRoot();
  }

  override loadOld(slot: Slot): void {
    super.loadOld(slot);
    this.oldRoot = this.kind === 'root' ? this.old : this.oldExtra;
    this.oldRootKnown = true;
  }

  /** Who only whitens means needs no root. */
  private findOldRoot(): void {
    if (this.oldRootKnown) return;
    this.root.setLower(this.oldLower);
    for (let i = 0; i < this.size; i++) this.oldRoot[i] = this.root.root[i]!;
    this.oldRootKnown = true;
  }

  /** A root needs no factorisation of its square: that it is positive definite, its own Cholesky factor tells. */
  override setProposed(factor: Float64Array): boolean {
    if (this.kind !== 'root') return super.setProposed(factor);
    this.proposed = factor;
    return cholesky(factor, this.dimension, this.lower);
  }

  override halfLogDeterminant(): number {
    const half = halfLogDeterminant(this.lower, this.dimension);
    return this.kind === 'root' ? 2 * half : half;
  }

  /** ∂ ln|S|/∂S = S⁻¹ for a root. */
  override entropyGradient(gradient: Float64Array): void {
    if (this.kind === 'root') precisionOfLower(this.lower, this.dimension, gradient, this.workspace);
    else super.entropyGradient(gradient);
  }

  /** ‖S_o⁻¹E‖ = ‖L_o⁻¹E‖, because S_o and L_o differ by a rotation on the right. */
  distance(): number {
    const { dimension: k, size, whitened } = this;
    this.findOldRoot();
    if (this.kind !== 'root') this.root.setLower(this.lower);
    this.findDifference();
    if (this.scaled) {
      for (let i = 0; i < size; i++) whitened[i] = this.difference[i]!;
      substituteColumns(this.oldLower, this.oldReciprocals, k, whitened);
    }
    this.lastDistance = squaredNorm(whitened, size);
    return this.lastDistance;
  }

  private findDifference(): void {
    const root = this.kind === 'root' ? this.proposed : this.root.root;
    for (let i = 0; i < this.size; i++) this.difference[i] = root[i]! - this.oldRoot[i]!;
  }

  multiplier(bound: number): number {
    return radialMultiplier(this.lastDistance, bound);
  }

  interpolate(multiplier: number, out: Float64Array): void {
    const { dimension: k, first } = this;
    const target = this.kind === 'root' ? out : first;
    this.interpolateRoot(1 / (1 + multiplier), target);
    if (this.kind === 'cholesky') lowerFactorOf(first, k, k, out);
    else if (this.kind === 'covariance') gram(first, k, out);
  }

  private interpolateRoot(position: number, out: Float64Array): void {
    for (let i = 0; i < this.size; i++) out[i] = this.oldRoot[i]! + this.difference[i]! * position;
  }

  override achieved(multiplier: number): number {
    const distance = this.lastDistance / ((1 + multiplier) * (1 + multiplier));
    return this.isCertain(distance, this.scaled) ? distance : Number.NaN;
  }

  attach(slot: Slot | null): void {
    const arrays = slot ?? this.own;
    if (this.scaled) this.whitened = arrays[0]!;
    this.norm = arrays[1]!;
    if (this.kind !== 'root') this.root.attach(arrays[2]!, arrays[3]!, arrays[4]!);
  }

  remembers(): boolean {
    this.norm[0] = this.lastDistance;
    return true;
  }

  recall(): void {
    this.lastDistance = this.norm[0]!;
    this.findDifference();
  }

  pullback(
    multiplier: number,
    projected: Float64Array,
    upstream: Float64Array,
    gradient: Float64Array,
  ): void {
    const { size, first, second } = this;
    const position = 1 / (1 + multiplier);
    let rootGradient = upstream;
    if (this.kind !== 'root') {
      this.pullToRoot(position, projected, upstream);
      rootGradient = second;
    }
    const along = innerProduct(rootGradient, this.difference, size);
    this.distanceRootGradient((-0.5 * along) / this.lastDistance, first);
    for (let i = 0; i < size; i++) first[i] = position * (rootGradient[i]! + first[i]!);
    this.fromRootGradient(first, gradient);
  }

  /** `second` = ∂L/∂S̃ from ∂L/∂(projected factor). */
  private pullToRoot(position: number, projected: Float64Array, upstream: Float64Array): void {
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
  }

  distanceGradient(weight: number, gradient: Float64Array): void {
    this.distanceRootGradient(weight, this.first);
    this.fromRootGradient(this.first, gradient);
  }

  /** weight · ∂distance/∂S: 2E, or 2 sym(Σ_o⁻¹E) scaled. */
  private distanceRootGradient(weight: number, out: Float64Array): void {
    for (let i = 0; i < this.size; i++) out[i] = 2 * weight * this.whitened[i]!;
    if (!this.scaled) return;
    substituteTransposedColumns(this.oldLower, this.oldReciprocals, this.dimension, out);
    symmetrise(out, this.dimension);
  }

  /** ∂L/∂(proposed factor) from ∂L/∂S. Destroys its argument. */
  private fromRootGradient(rootGradient: Float64Array, gradient: Float64Array): void {
    const { dimension: k, size } = this;
    if (this.kind === 'root') {
      for (let i = 0; i < size; i++) gradient[i] = rootGradient[i]!;
      return;
    }
    this.root.pullback(rootGradient);
    covarianceGradientToFactor(this.kind, this.proposed, k, rootGradient, gradient);
  }
}
