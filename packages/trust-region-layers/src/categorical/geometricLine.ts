import { exp } from '../elementary/exponential.ts';
import { log } from '../elementary/logarithm.ts';
import type { FloatArray } from '../gaussian/types.ts';
import { divergenceTerm } from './divergence.ts';
import type { PreparedCategoricals } from './types.ts';

const MAX_ITERATIONS = 120;
/** A Newton step of this share of t is the last: the next would be below rounding. */
const LAST_STEP = 1e-8;

/**
 * The geometric line π_t ∝ q e^{t r} through an old policy q, r = ln p − ln q: at t = 0 the old policy, at t = 1 the
 * proposal. Along it d KL(π_t‖q)/dt = t Var_{π_t}[r] ≥ 0. See docs/mathematics.md §15.3.
 */
export class GeometricLine {
  readonly #actions: number;
  /** r, centred on its mean under q. */
  readonly #ratio: Float64Array;
  readonly #weight: Float64Array;
  #logSum = 0;
  /** KL(π_t‖q) and Var_{π_t}[r] of the last look. */
  divergence = 0;
  variance = 0;

  constructor(actions: number) {
    this.#actions = actions;
    this.#ratio = new Float64Array(actions);
    this.#weight = new Float64Array(actions);
  }

  /** Takes the line between an old policy and a proposal. */
  load(p: Float64Array, at: number, old: PreparedCategoricals, oldAt: number): void {
    const n = this.#actions;
    const { logProbabilities, probabilities } = old;
    let mean = 0;
    for (let i = 0; i < n; i++) {
      const before = logProbabilities[oldAt + i]!;
      const ratio = before === -Infinity ? 0 : p[at + i]! - before;
      this.#ratio[i] = ratio;
      mean += probabilities[oldAt + i]! * ratio;
    }
    for (let i = 0; i < n; i++) this.#ratio[i] = this.#ratio[i]! - mean;
  }

  /**
   * The t at which KL(π_t‖q) = bound: Newton's method on the root of the divergence, which is nearly a straight line near
   * the old policy, kept inside a bracket.
   * @param distance KL(π₁‖q) where the solution lies before t = 1, else 0
   */
  solve(old: PreparedCategoricals, oldAt: number, bound: number, distance: number): number {
    let low = 0;
    let high = distance > bound ? 1 : Infinity;
    const wanted = Math.sqrt(bound);
    let t = this.#start(old, oldAt, bound, distance);
    for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
      this.look(old, oldAt, t);
      const { divergence, variance } = this;
      if (divergence === bound) break;
      if (divergence > bound) high = t;
      else low = t;
      const root = Math.sqrt(divergence);
      const step = (2 * root * (wanted - root)) / (t * variance);
      let next = t + step;
      if (!(next > low && next < high)) {
        next = between(low, high);
        if (!(next > low && next < high)) break;
        t = next;
        continue;
      }
      t = next;
      if (Math.abs(step) <= LAST_STEP * t) break;
    }
    return t;
  }

  /** √(2ε/Var_q[r]) is the first term of the series in √ε; far away a straight line of the root. */
  #start(old: PreparedCategoricals, oldAt: number, bound: number, distance: number): number {
    let variance = 0;
    for (let i = 0; i < this.#actions; i++) {
      const ratio = this.#ratio[i]!;
      variance += old.probabilities[oldAt + i]! * ratio * ratio;
    }
    const near = Math.sqrt((2 * bound) / variance);
    if (near > 0 && (distance === 0 ? near < Infinity : near < 1)) return near;
    return distance === 0 ? 1 : Math.sqrt(bound / distance);
  }

  /** π_t up to its sum, which is returned, and the logarithm of that sum. */
  #weigh(old: PreparedCategoricals, oldAt: number, t: number): number {
    const n = this.#actions;
    const weight = this.#weight;
    const ratio = this.#ratio;
    const { logProbabilities } = old;
    let largest = -Infinity;
    for (let i = 0; i < n; i++) {
      const value = logProbabilities[oldAt + i]! + t * ratio[i]!;
      if (value > largest) largest = value;
    }
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const value = exp(logProbabilities[oldAt + i]! + t * ratio[i]! - largest);
      weight[i] = value;
      sum += value;
    }
    this.#logSum = largest + log(sum);
    return sum;
  }

  /** E_{π_t}[r], from what was weighed. */
  #mean(scale: number): number {
    let mean = 0;
    for (let i = 0; i < this.#actions; i++) mean += this.#weight[i]! * this.#ratio[i]!;
    return mean * scale;
  }

  /** Divergence and variance at t. */
  look(old: PreparedCategoricals, oldAt: number, t: number): void {
    const n = this.#actions;
    const weight = this.#weight;
    const ratio = this.#ratio;
    const { probabilities } = old;
    const scale = 1 / this.#weigh(old, oldAt, t);
    const mean = this.#mean(scale);
    let divergence = 0;
    let variance = 0;
    for (let i = 0; i < n; i++) {
      const probability = weight[i]! * scale;
      const before = probabilities[oldAt + i]!;
      const deviation = ratio[i]! - mean;
      divergence += divergenceTerm(t * ratio[i]! - this.#logSum, probability, before);
      variance += probability * deviation * deviation;
    }
    this.divergence = divergence;
    this.variance = variance;
  }

  /** ln π_t. */
  write(old: PreparedCategoricals, oldAt: number, t: number, out: FloatArray, outAt: number): void {
    this.#weigh(old, oldAt, t);
    for (let i = 0; i < this.#actions; i++) {
      out[outAt + i] = old.logProbabilities[oldAt + i]! + (t * this.#ratio[i]! - this.#logSum);
    }
  }

  /**
   * From ∂L/∂ ln π_t to ∂L/∂ logits of p, in place, with t held by the bound (docs/mathematics.md §15.4):
   * ∂L/∂r = t h − t (h·r) π ⊙ (r − E[r])/Var[r], h = g − π Σ g; it sums to zero, so that it is the logits' as well.
   */
  pullback(old: PreparedCategoricals, oldAt: number, t: number, gradient: Float64Array): void {
    const n = this.#actions;
    const scale = 1 / this.#weigh(old, oldAt, t);
    const mean = this.#mean(scale);
    let total = 0;
    for (let i = 0; i < n; i++) total += gradient[i]!;
    let along = 0;
    let variance = 0;
    for (let i = 0; i < n; i++) {
      const probability = this.#weight[i]! * scale;
      const deviation = this.#ratio[i]! - mean;
      const h = gradient[i]! - probability * total;
      gradient[i] = h;
      along += h * deviation;
      variance += probability * deviation * deviation;
    }
    const slope = variance > 0 ? along / variance : 0;
    for (let i = 0; i < n; i++) {
      const probability = this.#weight[i]! * scale;
      gradient[i] = t * (gradient[i]! - slope * probability * (this.#ratio[i]! - mean));
    }
  }
}

/** Within a bracket: near its ends by factors, else its middle. */
function between(low: number, high: number): number {
  if (high === Infinity) return Math.max(1, low * 4);
  if (low === 0) return high / 16;
  return high > 4 * low ? Math.sqrt(low) * Math.sqrt(high) : low + (high - low) / 2;
}
