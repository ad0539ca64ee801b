import type { Field } from '../fields/field.ts';

/** The bound δ of those that bound the KL as an average over states. */
export const AVERAGE_KL_BOUND = {
  name: 'averageKlBound',
  key: 'dkl',
  kind: 'number',
  default: 0.01,
  minimum: 1e-6,
  maximum: 10,
  scale: 'log',
  label: 'Average KL bound δ',
  help: 'Largest allowed KL from the old policy, averaged over the states of the batch (TRPO and PAPI).',
  group: 'bounds',
} as const satisfies Field;
