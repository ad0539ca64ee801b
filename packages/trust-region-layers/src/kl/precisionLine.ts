import {
  inverseNearIdentity,
  reverseCholeskyNearIdentity,
  transposedGramNearIdentity,
} from '../gaussian/nearIdentity.ts';
import { logExcess, solveKlMultiplier } from './multiplier.ts';

/**
 * Largest product of the norms of I + D and of its inverse: up to here the algebra below loses no more than three
 * digits.
 */
const MODERATE = 1e3;
/** The search ends where the divergence is the bound to this share of it, or the position moves no more. */
const CONVERGED = 1e-11;
const SMALLEST_STEP = 4e-16;
const MAX_ITERATIONS = 60;

/**
 * The line of precisions of the KL projection in whitened coordinates, M̃⁻¹ = I + vN with N = M⁻¹ − I and v = 1/(1 + η),
 * and the point on it whose divergence from I is the bound, without an eigen-decomposition: divergence and slope follow
 * from the triangular factor of M̃ at each v, and the traces of N², N³ and N⁴ give a start from which two or three
 * factorisations are enough. For moderate spectra; `set` says whether this one is. See docs/mathematics.md §3.8.
 */
export class PrecisionLine {
  readonly dimension: number;
  /** D̃, lower triangular with M̃ = (I + D̃)(I + D̃)ᵀ, where the last `solve` or `moveTo` ended. */
  readonly difference: Float64Array;
  /** B = (I + D̃)ᵀ(I + D̃) − I at that point. */
  gram: Float64Array;
  private readonly inverse: Float64Array;
  private readonly precision: Float64Array;
  private readonly reverse: Float64Array;
  private readonly lambda = new Float64Array(2);
  private readonly x = new Float64Array(2);
  /** ½(tr M̃ − k − ln|M̃|) at that point. */
  divergence = 0;
  /** |M̃ − I|² there. */
  private squares = 0;
  /** Traces of N², N³ and N⁴. */
  private second = 0;
  private third = 0;
  private fourth = 0;

  /** @param difference where D̃ goes, k² numbers. */
  constructor(dimension: number, difference: Float64Array) {
    this.dimension = dimension;
    const matrix = () => new Float64Array(dimension * dimension);
    this.difference = difference;
    this.gram = matrix();
    this.inverse = matrix();
    this.precision = matrix();
    this.reverse = matrix();
  }

  /** Takes the line through M = (I + D)(I + D)ᵀ. False where M's spectrum is too wide for this algebra. */
  set(d: Float64Array): boolean {
    const { dimension: k, inverse } = this;
    inverseNearIdentity(d, k, inverse);
    let norm = 0;
    let inverseNorm = 0;
    for (let i = 0; i < k; i++) {
      for (let at = i * k; at < i * k + i; at++) {
        norm += d[at]! * d[at]!;
        inverseNorm += inverse[at]! * inverse[at]!;
      }
      const diagonal = 1 + d[i * k + i]!;
      norm += diagonal * diagonal;
      inverseNorm += 1 / (diagonal * diagonal);
    }
    if (!(norm * inverseNorm <= MODERATE * MODERATE)) return false;
    transposedGramNearIdentity(inverse, k, this.precision);
    return true;
  }

  /**
   * η at which the divergence is `bound`, less than `distance` at v = 1. NaN where rounding prevents an answer.
   * @param gram where B goes, k² numbers
   */
  solve(bound: number, distance: number, gram = this.gram): number {
    this.gram = gram;
    return this.dimension <= 2 ? this.solveInEigenvalues(bound, distance) : this.solveInTraces(bound);
  }

  /** For k ≤ 2, where N's eigenvalues are a closed form. */
  private solveInEigenvalues(bound: number, distance: number): number {
    const { dimension: k, precision, lambda, x } = this;
    const half = k === 2 ? 0.5 * (precision[0]! - precision[3]!) : 0;
    const middle = precision[0]! - half;
    const radius = k === 2 ? Math.sqrt(half * half + precision[1]! * precision[1]!) : 0;
    for (let i = 0; i < k; i++) {
      const n = i === 0 ? middle + radius : middle - radius;
      lambda[i] = 1 / (1 + n);
      x[i] = -n / (1 + n);
    }
    const eta = solveKlMultiplier(lambda, x, k, distance, bound);
    return this.moveTo(1 / (1 + eta)) ? eta : Number.NaN;
  }

  private solveInTraces(bound: number): number {
    this.findTraces();
    const { second, third, fourth } = this;
    // Divergence = ½Σ(1/(1 + vn) − 1 + ln(1 + vn)) = ¼v²t₂ − ⅓v³t₃ + ⅜v⁴t₄ − …
    let v = Math.min(1, 2 * Math.sqrt(bound / second));
    const scaled = v * v * second;
    if (scaled < 0.1) {
      const a = (4 / 3) * (third / second);
      const b = 1.5 * (fourth / second);
      const start = v;
      for (let i = 0; i < 3; i++) v = start / Math.sqrt(1 + v * (b * v - a));
    }
    let low = 0;
    let high = 1;
    for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
      if (!this.moveTo(v)) return Number.NaN;
      const residual = bound - this.divergence;
      if (Math.abs(residual) <= CONVERGED * bound) break;
      if (residual < 0) high = v;
      else low = v;
      // With h the divergence: v h' = ½|B|², v² h'' = ½|B|² + tr B³, and tr B³ = −v³t₃ + 3v⁴t₄ − ….
      const half = 0.5 * this.squares;
      const limit = 0.5 * half;
      const cube = v * v * v * (3 * v * fourth - third);
      const curvature = half + Math.max(-limit, Math.min(limit, cube));
      const root = half * half + 2 * curvature * residual;
      const step = root > 0 ? (2 * residual) / (half + Math.sqrt(root)) : -1;
      if (Math.abs(step) <= SMALLEST_STEP) break;
      let next = v * (1 + step);
      if (!(next > low && next < high)) next = 0.5 * (low + high);
      if (!(next > low && next < high)) break;
      v = next;
    }
    return 1 / v - 1;
  }

  /** Goes to the position v, 0 < v ≤ 1. False where rounding has lost positive definiteness. */
  moveTo(v: number): boolean {
    const { dimension: k, difference, gram } = this;
    if (!reverseCholeskyNearIdentity(this.precision, v, k, this.reverse)) return false;
    inverseNearIdentity(this.reverse, k, difference);
    transposedGramNearIdentity(difference, k, gram);
    let logs = 0;
    let squares = 0;
    let gramSquares = 0;
    for (let i = 0; i < k; i++) {
      const end = i * k + i;
      for (let at = i * k; at < end; at++) {
        squares += difference[at]! * difference[at]!;
        gramSquares += gram[at]! * gram[at]!;
      }
      const d = difference[end]!;
      squares += d * d;
      gramSquares += 0.5 * gram[end]! * gram[end]!;
      logs += logExcess(d, 1 + d);
    }
    this.divergence = logs + 0.5 * squares;
    this.squares = 2 * gramSquares;
    return true;
  }

  private findTraces(): void {
    const { dimension: k, precision: n } = this;
    let second = 0;
    let third = 0;
    let fourth = 0;
    for (let i = 0; i < k; i++) {
      const row = i * k;
      for (let j = 0; j <= i; j++) {
        const other = j * k;
        let sum = 0;
        for (let p = 0; p < k; p++) sum += n[row + p]! * n[other + p]!;
        const entry = n[row + j]!;
        const weight = j < i ? 2 : 1;
        second += weight * entry * entry;
        third += weight * entry * sum;
        fourth += weight * sum * sum;
      }
    }
    this.second = second;
    this.third = third;
    this.fourth = fourth;
  }
}
