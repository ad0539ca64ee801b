import { exp } from '../elementary/exponential.ts';
import type { FloatArray } from '../gaussian/types.ts';
import { categoricalKl, divergenceTerm } from './divergence.ts';
import { GeometricLine } from './geometricLine.ts';
import type { CategoricalMetric, CategoricalStep, PreparedCategoricals } from './types.ts';

/**
 * min KL(π̃‖p) subject to KL(π̃‖q) ≤ ε: π̃ ∝ exp((η ln q + ln p)/(1 + η)), a point of the geometric line between old
 * policy and proposal. See docs/mathematics.md §15.3, §15.7.
 */
export const categoricalKlMetric: CategoricalMetric = {
  name: 'KL',
  formula: 'Σ π ln(π/q)',
  createStep: (actions) => new KlStep(actions),
};

class KlStep implements CategoricalStep {
  readonly #actions: number;
  readonly #line: GeometricLine;

  constructor(actions: number) {
    this.#actions = actions;
    this.#line = new GeometricLine(actions);
  }

  distance(p: FloatArray, at: number, old: PreparedCategoricals, oldAt: number): number {
    return categoricalKl(p, at, old, oldAt, this.#actions);
  }

  project(
    p: Float64Array,
    at: number,
    old: PreparedCategoricals,
    oldAt: number,
    bound: number,
    distance: number,
    out: FloatArray,
    outAt: number,
  ): number {
    this.#line.load(p, at, old, oldAt);
    const t = bound > 0 ? this.#line.solve(old, oldAt, bound, distance) : 0;
    this.#line.write(old, oldAt, t, out, outAt);
    return t;
  }

  pullback(
    p: Float64Array,
    at: number,
    old: PreparedCategoricals,
    oldAt: number,
    position: number,
    gradient: Float64Array,
  ): void {
    this.#line.load(p, at, old, oldAt);
    this.#line.pullback(old, oldAt, position, gradient);
  }

  lossGradient(
    p: FloatArray,
    at: number,
    constant: FloatArray,
    constantAt: number,
    weight: number,
    gradient: FloatArray,
    gradientAt: number,
  ): number {
    let divergence = 0;
    for (let i = 0; i < this.#actions; i++) {
      const value = p[at + i]!;
      if (value === -Infinity) continue;
      const other = constant[constantAt + i]!;
      divergence += divergenceTerm(value - other, exp(value), exp(other));
    }
    for (let i = 0; i < this.#actions; i++) {
      const value = p[at + i]!;
      if (value === -Infinity) continue;
      const slope = exp(value) * (value - constant[constantAt + i]! - divergence);
      gradient[gradientAt + i] = gradient[gradientAt + i]! + weight * slope;
    }
    return divergence;
  }
}
