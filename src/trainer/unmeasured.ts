import type { IterationMetrics, MemberReport } from './events.ts';

const METRICS: IterationMetrics = {
  episodic_return: null,
  episodic_length: null,
  episodes: 0,
  policy_loss: Number.NaN,
  trust_region_loss: Number.NaN,
  entropy_loss: Number.NaN,
  value_loss: Number.NaN,
  approx_kl: Number.NaN,
  max_kl: Number.NaN,
  projected_kl: null,
  projected_max_kl: null,
  explained_variance: Number.NaN,
  entropy: Number.NaN,
  entropy_floor: null,
  violations_proposed: Number.NaN,
  violations_projected: null,
  kl_violations_proposed: Number.NaN,
  kl_violations_projected: null,
  policy_epochs: 0,
  step_share: null,
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
    metrics: METRICS,
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
