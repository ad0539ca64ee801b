import { log } from '../elementary/logarithm.ts';
import type { FloatArray } from '../gaussian/types.ts';
import type { EntropyMode } from '../projection/types.ts';
import { GeometricLine } from './geometricLine.ts';
import type { PreparedCategoricals } from './types.ts';

/**
 * Entropy floor β along the temperature: π ∝ p^s with the s at which the entropy is β. As H(π) = ln m − KL(π‖uniform) over
 * the m actions that are allowed, it is the geometric line from the uniform policy at KL = ln m − β
 * (docs/mathematics.md §15.6).
 */
export class TemperatureStep {
  readonly #actions: number;
  readonly #mode: EntropyMode;
  readonly #line: GeometricLine;
  readonly #uniform: PreparedCategoricals;
  #allowed = 0;

  constructor(actions: number, mode: EntropyMode) {
    this.#actions = actions;
    this.#mode = mode;
    this.#line = new GeometricLine(actions);
    this.#uniform = {
      count: 1,
      logProbabilities: new Float64Array(actions),
      probabilities: new Float64Array(actions),
    };
  }

  /** Whether a policy of this entropy is changed; a floor of −∞ never changes any. */
  applies(entropy: number, floor: number): boolean {
    return floor !== -Infinity && (this.#mode === 'equality' ? entropy !== floor : entropy < floor);
  }

  /**
   * Writes ln π and returns s.
   * @throws {RangeError} where no temperature has this entropy
   */
  apply(
    p: Float64Array,
    at: number,
    entropy: number,
    floor: number,
    out: FloatArray,
    outAt: number,
    state: number,
  ): number {
    this.#load(p, at);
    const most = log(this.#allowed);
    const least = this.#leastEntropy(p, at);
    if (!(floor < most)) {
      throw new RangeError(
        `entropy floor of state ${state} is ${floor} nats; ${this.#allowed} actions have less than ${most}`,
      );
    }
    if (entropy > floor && !(floor > least)) {
      throw new RangeError(
        `entropy floor of state ${state} is ${floor} nats; lowering the temperature ends at ${least}`,
      );
    }
    const exponent = this.#line.solve(this.#uniform, 0, most - floor, entropy < floor ? most - entropy : 0);
    this.#line.write(this.#uniform, 0, exponent, out, outAt);
    return exponent;
  }

  /** From ∂L/∂ ln π to ∂L/∂ logits of p, in place. */
  pullback(p: Float64Array, at: number, exponent: number, gradient: Float64Array): void {
    this.#load(p, at);
    this.#line.pullback(this.#uniform, 0, exponent, gradient);
  }

  #load(p: Float64Array, at: number): void {
    const { logProbabilities, probabilities } = this.#uniform;
    this.#allowed = 0;
    for (let i = 0; i < this.#actions; i++) if (p[at + i]! !== -Infinity) this.#allowed++;
    for (let i = 0; i < this.#actions; i++) {
      const allowed = p[at + i]! !== -Infinity;
      logProbabilities[i] = allowed ? -log(this.#allowed) : -Infinity;
      probabilities[i] = allowed ? 1 / this.#allowed : 0;
    }
    this.#line.load(p, at, this.#uniform, 0);
  }

  /** At temperature zero the likeliest actions share everything. */
  #leastEntropy(p: Float64Array, at: number): number {
    let largest = -Infinity;
    let ties = 0;
    for (let i = 0; i < this.#actions; i++) {
      const value = p[at + i]!;
      if (value > largest) {
        largest = value;
        ties = 1;
      } else if (value === largest) ties++;
    }
    return log(ties);
  }
}
