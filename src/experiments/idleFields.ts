import type { RunConfiguration, RunFieldName } from './fields.ts';

/** Why a setting changes nothing in a run of this configuration, as a sentence; `null` if it counts. */
export function whyIdle(
  name: RunFieldName,
  { algorithm, entropySchedule }: Pick<RunConfiguration, 'algorithm' | 'entropySchedule'>,
): string | null {
  const layer = algorithm === 'trpl';
  switch (name) {
    case 'trustRegionCoefficient':
    case 'entropySchedule':
      return layer ? null : 'No effect without a projection layer (TRPL).';
    case 'targetEntropy':
    case 'entropyEquality':
    case 'entropyFirst':
      return layer && entropySchedule !== 'none' ? null : 'No effect without an entropy floor.';
    case 'entropyTemperature':
      return layer && entropySchedule === 'exponential' ? null : 'Only an exponential entropy floor has one.';
    case 'clipRatio':
    case 'klStop':
      return clips(algorithm) ? null : 'Only PPO and PAPI read it.';
    case 'averageKlBound':
      return algorithm === 'trpo' || algorithm === 'papi' ? null : 'Only TRPO and PAPI bound the average KL.';
    case 'conjugateGradientIterations':
    case 'conjugateGradientDamping':
    case 'lineSearchSteps':
      return algorithm === 'trpo' ? null : 'Only TRPO takes natural gradient steps.';
    case 'policyEpochs':
    case 'learningRate':
      return algorithm === 'trpo' ? 'TRPO takes one natural gradient step an iteration.' : null;
    default:
      return null;
  }
}

function clips(algorithm: RunConfiguration['algorithm']): boolean {
  return algorithm === 'ppo' || algorithm === 'papi';
}
