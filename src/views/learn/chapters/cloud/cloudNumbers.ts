import type { LabConfiguration, LabGaussian } from '../../../../experiments/lab.ts';
import { evaluate } from '../../../lab/evaluate.ts';
import { planarGaussian } from '../../../lab/samples/importanceWeights.ts';
import { noiseOf, samplesOf } from '../../../lab/samples/noise.ts';

/** Actions that the figure draws. */
export const DRAWS = 400;
const SEED = 7;

/** The actions on show, [2n] in pairs: always the same dice, so that a dot moves with the cloud. */
export function drawnActions(policy: LabGaussian): Float64Array {
  return samplesOf(planarGaussian(policy), noiseOf(SEED), DRAWS);
}

/** How many of the drawn actions lie within so many standard deviations, whatever the policy: its dice are the same. */
export function drawnWithin(deviations: number): number {
  const noise = noiseOf(SEED);
  let within = 0;
  for (let i = 0; i < DRAWS; i++) {
    if (Math.hypot(noise[2 * i]!, noise[2 * i + 1]!) <= deviations) within += 1;
  }
  return within;
}

/** The share of two-dimensional actions within r standard deviations, 1 − e^(−r²/2): the law of a squared radius with two degrees of freedom. */
export function shareWithin(deviations: number): number {
  return 1 - Math.exp(-(deviations * deviations) / 2);
}

/** The density of the likeliest action, the mean (docs/mathematics.md §6.1). */
export function peakDensity({ sigma1, sigma2 }: LabGaussian): number {
  return 1 / (2 * Math.PI * sigma1 * sigma2);
}

/** In nats, by the projection's own code (docs/mathematics.md §5.1). */
export function entropyOf(lab: LabConfiguration): number {
  return evaluate('kl', { ...lab, entropyFloor: null, proposed: lab.old }).entropyBefore;
}

/** How many times as long as wide the cloud is, at least 1. */
export function stretchOf({ sigma1, sigma2 }: LabGaussian): number {
  return Math.max(sigma1, sigma2) / Math.min(sigma1, sigma2);
}
