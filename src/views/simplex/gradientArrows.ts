import type { SimplexConfiguration } from '../../experiments/simplex.ts';
import { simplexProjector } from './evaluateSimplex.ts';

/** PPO's usual clip. */
export const RATIO_CLIP = 0.2;

/** What a gradient is of: a sampled action, and the region that the layer holds. */
export type Sample = Pick<SimplexConfiguration, 'metric' | 'bound' | 'old' | 'sampled' | 'advantage'>;

/** Three answers to one sample: what the proposal does after a step of each gradient, as changes of probabilities. */
export interface SampleGradients {
  readonly raw: Float64Array;
  readonly clipped: Float64Array;
  readonly layer: Float64Array;
}

/**
 * The policy gradient of one sampled action at a proposal: ascent on A · π(a)/q(a), as the change of probabilities that a
 * small step of the logits makes, p ⊙ (g − ⟨p, g⟩). Raw; through PPO's clip, which is zero where the ratio has left
 * 1 ± c on the side that the advantage pulls to; through the layer, where π is the projection
 * (docs/mathematics.md §15.9).
 */
export function sampleGradients(
  { metric, bound, old: oldLogits, sampled, advantage }: Sample,
  logits: ArrayLike<number>,
): SampleGradients {
  const n = oldLogits.length;
  const projector = simplexProjector(metric, n, false);
  const old = projector.prepare(Float64Array.from(oldLogits), 1);
  const given = Float64Array.from(logits);
  const p = projector.prepare(given, 1).probabilities;
  const q = old.probabilities[sampled]!;

  const ratio = p[sampled]! / q;
  const slope = p.map((one, i) => advantage * ratio * ((i === sampled ? 1 : 0) - one));
  const raw = changeOf(p, slope);
  const stopped = advantage > 0 ? ratio > 1 + RATIO_CLIP : ratio < 1 - RATIO_CLIP;

  const result = projector.createResult(1);
  projector.forward(given, old, { distance: bound }, result, 1);
  const upstream = new Float64Array(n);
  upstream[sampled] = (advantage * Math.exp(result.logProbabilities[sampled]!)) / q;
  const gradient = new Float64Array(n);
  projector.backward(old, result, upstream, gradient, 1);
  return { raw, clipped: stopped ? new Float64Array(n) : raw, layer: changeOf(p, gradient) };
}

function changeOf(p: Float64Array, gradient: Float64Array): Float64Array {
  let mean = 0;
  for (const [i, one] of p.entries()) mean += one * gradient[i]!;
  return p.map((one, i) => one * (gradient[i]! - mean));
}

/** Proposals all over the triangle, as logits. */
function proposalGrid(divisions: number): number[][] {
  const grid: number[][] = [];
  for (let i = 1; i < divisions; i++) {
    for (let j = 1; i + j < divisions; j++) {
      grid.push([i, j, divisions - i - j].map((one) => Math.log(one / divisions)));
    }
  }
  return grid;
}

const GRID = proposalGrid(12);

/** The gradients of a sample at proposals all over the triangle. */
export interface GradientField {
  readonly points: readonly { readonly logits: readonly number[]; readonly gradients: SampleGradients }[];
  /** The largest change of probability that one of the raw gradients is: what the longest arrow stands for. */
  readonly longest: number;
}

/** Does not depend on the proposal: a drag of it leaves the field as it is. */
export function gradientField(sample: Sample): GradientField {
  const points = GRID.map((logits) => ({ logits, gradients: sampleGradients(sample, logits) }));
  return { points, longest: Math.max(...points.map(({ gradients }) => Math.hypot(...gradients.raw))) };
}
