import type { LabGaussian } from '../../../experiments/lab.ts';
import { type Covariance, covarianceOf, type Point } from '../labGeometry.ts';
import { relativeShape } from '../shape/relativeShape.ts';
import { whitened } from '../whitened.ts';

/** A Gaussian of two actions. */
export interface PlanarGaussian {
  readonly mean: Point;
  readonly covariance: Covariance;
}

/** A Gaussian of the Lab by its covariance. */
export function planarGaussian(gaussian: LabGaussian): PlanarGaussian {
  return { mean: gaussian.mean, covariance: covarianceOf(gaussian) };
}

/**
 * The logarithm of the ratio of two densities, ln p(a) − ln q(a), as a function of an action: prepared once for many
 * actions. See docs/mathematics.md §6.1.
 */
export function logRatio(p: PlanarGaussian, q: PlanarGaussian): (x: number, y: number) => number {
  const [top, bottom] = [exponent(p), exponent(q)];
  return (x, y) => top(x, y) - bottom(x, y);
}

/**
 * The logarithms of the ratios at many actions, [n].
 * @param samples [2n] actions in pairs
 */
export function logRatios(ratio: (x: number, y: number) => number, samples: Float64Array): Float64Array {
  const ratios = new Float64Array(samples.length / 2);
  for (let i = 0; i < ratios.length; i++) ratios[i] = ratio(samples[2 * i]!, samples[2 * i + 1]!);
  return ratios;
}

/** ln N(a; μ, Σ) + ln 2π. */
function exponent({ mean: [mx, my], covariance: { xx, xy, yy } }: PlanarGaussian) {
  const determinant = xx * yy - xy * xy;
  const [a, b, d] = [yy / determinant, -xy / determinant, xx / determinant];
  const constant = -0.5 * Math.log(determinant);
  return (x: number, y: number): number => {
    const [u, v] = [x - mx, y - my];
    return constant - 0.5 * (a * u * u + 2 * b * u * v + d * v * v);
  };
}

/** What n weighted samples are worth. */
export interface BatchWorth {
  /** (Σw)²/Σw²: how many samples of equal weight say as much, 1 … n. */
  readonly effective: number;
  /** The share of all weight that the heaviest sample has. */
  readonly heaviest: number;
}

/** The worth of a batch by the logarithms of its weights; weights that all vanish count as one sample. */
export function batchWorth(logWeights: Float64Array): BatchWorth {
  let most = Number.NEGATIVE_INFINITY;
  for (const weight of logWeights) if (weight > most) most = weight;
  if (logWeights.length === 0) return { effective: 0, heaviest: 0 };
  let [sum, squares] = [0, 0];
  // Relative to the largest, so that nothing overflows and the sum is at least 1.
  for (const weight of logWeights) {
    const relative = Math.exp(weight - most);
    sum += relative;
    squares += relative * relative;
  }
  return { effective: (sum * sum) / squares, heaviest: 1 / sum };
}

/**
 * What share of an endless batch of q's samples is worth for p: 1/E_q[(p/q)²] = Π √(λ(2 − λ)) e^{−m²/(2 − λ)}, with λ the
 * eigenvalues of Σ_q⁻¹Σ_p and m the shift along their axes where q is the unit circle. 0 where some λ ≥ 2: the
 * weights have no variance. See docs/mathematics.md §8.13.
 */
export function exactWorth(p: PlanarGaussian, q: PlanarGaussian): number {
  const { lambda, angle } = relativeShape(q.covariance, p.covariance);
  const [u, v] = whitened(q.covariance, [p.mean[0] - q.mean[0], p.mean[1] - q.mean[1]]);
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  const shift = [c * u + s * v, c * v - s * u] as const;
  let worth = 1;
  for (const axis of [0, 1] as const) {
    const rest = 2 - lambda[axis];
    if (rest <= 0) return 0;
    worth *= Math.sqrt(lambda[axis] * rest) * Math.exp(-(shift[axis] ** 2) / rest);
  }
  return worth;
}
