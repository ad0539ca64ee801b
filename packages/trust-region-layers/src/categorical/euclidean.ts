import { exp, expm1 } from '../elementary/exponential.ts';
import { log, log1p } from '../elementary/logarithm.ts';
import type { FloatArray } from '../gaussian/types.ts';
import type { CategoricalMetric, CategoricalStep } from './types.ts';

/**
 * min ‖π̃ − p‖² subject to ‖π̃ − q‖² ≤ ε: π̃ = (p + η q)/(1 + η), the straight line of probabilities.
 * See docs/mathematics.md §15.5, §15.7.
 */
export const categoricalEuclideanMetric: CategoricalMetric = {
  name: 'Euclidean',
  formula: 'Σ (π − q)²',
  createStep: createEuclideanStep,
};

/** p − q from their logarithms, without cancellation where they are near one another. */
function difference(logP: number, logQ: number): number {
  if (logP === -Infinity && logQ === -Infinity) return 0;
  return logP > logQ ? -exp(logP) * expm1(logQ - logP) : exp(logQ) * expm1(logP - logQ);
}

function createEuclideanStep(actions: number): CategoricalStep {
  const deltas = new Float64Array(actions);
  /** p, and p/π̃. */
  const probabilities = new Float64Array(actions);
  const shares = new Float64Array(actions);
  return {
    distance: (p, at, old, oldAt) => squaredDistance(p, at, old.logProbabilities, oldAt, actions),

    project(p, at, old, oldAt, bound, distance, out, outAt) {
      const t = Math.sqrt(bound / distance);
      for (let i = 0; i < actions; i++) {
        out[outAt + i] = mixed(p[at + i]!, old.logProbabilities[oldAt + i]!, t);
      }
      return t;
    },

    pullback(p, at, { logProbabilities }, oldAt, position, gradient) {
      // With G = ∂L/∂π̃ = g/π̃: ∂L/∂p = t[G − (G·Δ)Δ/d], Δ = p − q, and p∘∂L/∂p is what the softmax passes on.
      let along = 0;
      let squares = 0;
      for (let i = 0; i < actions; i++) {
        const logP = p[at + i]!;
        const logQ = logProbabilities[oldAt + i]!;
        const delta = difference(logP, logQ);
        deltas[i] = delta;
        squares += delta * delta;
        if (logP === -Infinity) continue;
        const projected = mixed(logP, logQ, position);
        shares[i] = exp(logP - projected);
        along += gradient[i]! * (shares[i]! - exp(logQ - projected));
      }
      const slope = squares > 0 ? along / squares : 0;
      let total = 0;
      for (let i = 0; i < actions; i++) {
        const logP = p[at + i]!;
        probabilities[i] = exp(logP);
        if (logP === -Infinity) {
          gradient[i] = 0;
          continue;
        }
        const value = position * (gradient[i]! * shares[i]! - slope * probabilities[i]! * deltas[i]!);
        gradient[i] = value;
        total += value;
      }
      for (let i = 0; i < actions; i++) gradient[i] = gradient[i]! - probabilities[i]! * total;
    },

    lossGradient(p, at, constant, constantAt, weight, gradient, gradientAt) {
      let distance = 0;
      let mean = 0;
      for (let i = 0; i < actions; i++) {
        const delta = difference(p[at + i]!, constant[constantAt + i]!);
        deltas[i] = delta;
        distance += delta * delta;
        mean += exp(p[at + i]!) * delta;
      }
      for (let i = 0; i < actions; i++) {
        const slope = 2 * exp(p[at + i]!) * (deltas[i]! - mean);
        gradient[gradientAt + i] = gradient[gradientAt + i]! + weight * slope;
      }
      return distance;
    },
  };
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
