import { exp, expm1 } from '../elementary/exponential.ts';
import { log, log1p } from '../elementary/logarithm.ts';
import type { FloatArray } from '../gaussian/types.ts';
import type { CategoricalMetric, CategoricalStep, PreparedCategoricals } from './types.ts';

/**
 * min ‖π̃ − p‖² subject to ‖π̃ − q‖² ≤ ε: π̃ = (p + η q)/(1 + η), the straight line of probabilities.
 * See docs/mathematics.md §15.5, §15.7.
 */
export const categoricalEuclideanMetric: CategoricalMetric = {
  name: 'Euclidean',
  formula: 'Σ (π − q)²',
  createStep: (actions) => new EuclideanStep(actions),
};

/** p − q from their logarithms, without cancellation where they are near one another. */
function difference(logP: number, logQ: number): number {
  if (logP === -Infinity && logQ === -Infinity) return 0;
  return logP > logQ ? -exp(logP) * expm1(logQ - logP) : exp(logQ) * expm1(logP - logQ);
}

class EuclideanStep implements CategoricalStep {
  readonly #actions: number;
  readonly #scratch: Float64Array;

  constructor(actions: number) {
    this.#actions = actions;
    this.#scratch = new Float64Array(actions);
  }

  distance(p: FloatArray, at: number, old: PreparedCategoricals, oldAt: number): number {
    return squaredDistance(p, at, old.logProbabilities, oldAt, this.#actions);
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
    const t = Math.sqrt(bound / distance);
    for (let i = 0; i < this.#actions; i++) {
      out[outAt + i] = mixed(p[at + i]!, old.logProbabilities[oldAt + i]!, t);
    }
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
    const n = this.#actions;
    const { logProbabilities } = old;
    const deltas = this.#scratch;
    // With G = ∂L/∂π̃ = g/π̃: ∂L/∂p = t[G − (G·Δ)Δ/d], Δ = p − q, and p∘∂L/∂p is what the softmax passes on.
    let along = 0;
    let squares = 0;
    for (let i = 0; i < n; i++) {
      const logP = p[at + i]!;
      const logQ = logProbabilities[oldAt + i]!;
      const delta = difference(logP, logQ);
      deltas[i] = delta;
      squares += delta * delta;
      if (logP === -Infinity) continue;
      const projected = mixed(logP, logQ, position);
      along += gradient[i]! * (exp(logP - projected) - exp(logQ - projected));
    }
    const slope = squares > 0 ? along / squares : 0;
    let total = 0;
    for (let i = 0; i < n; i++) {
      const logP = p[at + i]!;
      if (logP === -Infinity) {
        gradient[i] = 0;
        continue;
      }
      const projected = mixed(logP, logProbabilities[oldAt + i]!, position);
      const value = position * (gradient[i]! * exp(logP - projected) - slope * exp(logP) * deltas[i]!);
      gradient[i] = value;
      total += value;
    }
    for (let i = 0; i < n; i++) gradient[i] = gradient[i]! - exp(p[at + i]!) * total;
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
    const n = this.#actions;
    let distance = 0;
    let mean = 0;
    for (let i = 0; i < n; i++) {
      const delta = difference(p[at + i]!, constant[constantAt + i]!);
      this.#scratch[i] = delta;
      distance += delta * delta;
      mean += exp(p[at + i]!) * delta;
    }
    for (let i = 0; i < n; i++) {
      const slope = 2 * exp(p[at + i]!) * (this.#scratch[i]! - mean);
      gradient[gradientAt + i] = gradient[gradientAt + i]! + weight * slope;
    }
    return distance;
  }
}

/** ln((1 − t)q + t p). */
function mixed(logP: number, logQ: number, t: number): number {
  if (logP === -Infinity && logQ === -Infinity) return -Infinity;
  if (t === 1) return logP;
  if (t === 0) return logQ;
  const ratio = logP - logQ;
  return ratio > 0 ? logP + log(t + (1 - t) * exp(-ratio)) : logQ + log1p(t * expm1(ratio));
}

/** ‖p − c‖² (docs/mathematics.md §15.5). */
function squaredDistance(p: FloatArray, at: number, c: FloatArray, cAt: number, actions: number): number {
  let sum = 0;
  for (let i = 0; i < actions; i++) {
    const delta = difference(p[at + i]!, c[cAt + i]!);
    sum += delta * delta;
  }
  return sum;
}
