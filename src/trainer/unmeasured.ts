import type { MemberReport } from './events.ts';
import { type Drift, type IterationFacts, metricsOf } from './metrics.ts';

const NOWHERE: Drift = {
  meanKl: Number.NaN,
  largestKl: Number.NaN,
  beyond: Number.NaN,
  beyondInKl: Number.NaN,
};

/** Of an iteration that never was. */
const NOTHING: IterationFacts = {
  episodes: { episodes: 0, meanReturn: null, meanLength: null },
  policyLosses: { surrogate: Number.NaN, trustRegion: Number.NaN, entropy: Number.NaN },
  valueLoss: Number.NaN,
  explainedVariance: Number.NaN,
  entropyFloor: null,
  update: { epochs: 0, stepShare: null },
  proposed: NOWHERE,
  projected: null,
  entropy: Number.NaN,
};

/** The measured part of a report where nothing has been measured: arrays of no states, numbers that are none. */
export function unmeasured(layer: boolean): Omit<MemberReport, 'seed' | 'iteration' | 'policy'> {
  const distances = () => ({
    mean: new Float32Array(),
    covariance: new Float32Array(),
    klMean: new Float32Array(),
    klCovariance: new Float32Array(),
  });
  const gaussians = () => ({ mean: new Float64Array(), covariance: new Float64Array() });
  return {
    metrics: metricsOf(NOTHING),
    proposed: distances(),
    projected: layer ? distances() : null,
    probes: {
      observation: new Float32Array(),
      state: new Float64Array(),
      old: gaussians(),
      proposed: gaussians(),
      projected: layer ? gaussians() : null,
    },
  };
}
