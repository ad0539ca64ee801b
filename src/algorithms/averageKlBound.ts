import * as m from '#words/fields';
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
  get label() {
    return m.averageKlBoundLabel();
  },
  get help() {
    return m.averageKlBoundHelp();
  },
  group: 'bounds',
} as const satisfies Field;
