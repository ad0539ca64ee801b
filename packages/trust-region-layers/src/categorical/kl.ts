import { exp } from '../elementary/exponential.ts';
import { categoricalKl, divergenceTerm } from './divergence.ts';
import { GeometricLine } from './geometricLine.ts';
import type { CategoricalMetric, CategoricalStep } from './types.ts';

/**
 * min KL(π̃‖p) subject to KL(π̃‖q) ≤ ε: π̃ ∝ exp((η ln q + ln p)/(1 + η)), a point of the geometric line between old
 * policy and proposal. See docs/mathematics.md §15.3, §15.7.
 */
export const categoricalKlMetric: CategoricalMetric = {
  name: 'KL',
  formula: 'Σ π ln(π/q)',
  createStep: createKlStep,
};

function createKlStep(actions: number): CategoricalStep {
  const line = new GeometricLine(actions);
  return {
    distance: (p, at, old, oldAt) => categoricalKl(p, at, old, oldAt, actions),

    project(p, at, old, oldAt, bound, distance, out, outAt) {
      line.load(p, at, old, oldAt);
      const t = bound > 0 ? line.solve(old, oldAt, bound, distance) : 0;
      line.write(old, oldAt, t, out, outAt);
      return t;
    },

    pullback(p, at, old, oldAt, position, gradient) {
      line.load(p, at, old, oldAt);
      line.pullback(old, oldAt, position, gradient);
    },

    lossGradient(p, at, constant, constantAt, weight, gradient, gradientAt) {
      let divergence = 0;
      for (let i = 0; i < actions; i++) {
        const value = p[at + i]!;
        if (value === -Infinity) continue;
        const other = constant[constantAt + i]!;
        divergence += divergenceTerm(value - other, exp(value), exp(other));
      }
      for (let i = 0; i < actions; i++) {
        const value = p[at + i]!;
        if (value === -Infinity) continue;
        const slope = exp(value) * (value - constant[constantAt + i]! - divergence);
        gradient[gradientAt + i] = gradient[gradientAt + i]! + weight * slope;
      }
      return divergence;
    },
  };
}
