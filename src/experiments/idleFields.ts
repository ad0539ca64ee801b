import type { RunConfiguration, RunFieldName } from './fields.ts';

/** Why a setting changes nothing in a run of this configuration, as a sentence; `null` if it counts. */
export function whyIdle(
  name: RunFieldName,
  { algorithm, entropySchedule }: Pick<RunConfiguration, 'algorithm' | 'entropySchedule'>,
): string | null {
  switch (name) {
    case 'trustRegionCoefficient':
    case 'entropySchedule':
      return algorithm === 'trpl' ? null : 'No effect without a projection layer (TRPL).';
    case 'targetEntropy':
    case 'entropyEquality':
    case 'entropyFirst':
      return algorithm === 'trpl' && entropySchedule !== 'none'
        ? null
        : 'No effect without an entropy floor.';
    case 'entropyTemperature':
      return algorithm === 'trpl' && entropySchedule === 'exponential'
        ? null
        : 'Only an exponential entropy floor has one.';
    case 'clipRatio':
      return algorithm === 'ppo' ? null : 'Only PPO clips.';
    default:
      return null;
  }
}
