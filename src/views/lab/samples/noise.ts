import { planarRoot } from '../../../components/ellipse.ts';
import { createRandom } from '../../../random/random.ts';
import type { PlanarGaussian } from './importanceWeights.ts';

/** The most samples that are ever asked for. */
export const MOST_SAMPLES = 4000;

let drawn: { readonly seed: number; readonly noise: Float64Array } | null = null;

/**
 * Standard normal pairs [2·MOST_SAMPLES] of a seed: the same ones for every policy and however many are shown, so that a
 * sample moves with its policy instead of jumping.
 */
export function noiseOf(seed: number): Float64Array {
  if (drawn?.seed !== seed) {
    const random = createRandom(seed);
    drawn = { seed, noise: Float64Array.from({ length: 2 * MOST_SAMPLES }, () => random.normal()) };
  }
  return drawn.noise;
}

/** The first n actions a = μ + Sξ of a policy, [2n] in pairs, S the symmetric root. See docs/mathematics.md §6.2. */
export function samplesOf(
  { mean: [mx, my], covariance: { xx, xy, yy } }: PlanarGaussian,
  noise: Float64Array,
  n: number,
): Float64Array {
  const [a, b, d] = planarRoot(xx, xy, yy);
  const samples = new Float64Array(2 * n);
  for (let i = 0; i < n; i++) {
    const [u, v] = [noise[2 * i]!, noise[2 * i + 1]!];
    samples[2 * i] = mx + a * u + b * v;
    samples[2 * i + 1] = my + b * u + d * v;
  }
  return samples;
}
