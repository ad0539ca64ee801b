import * as m from '#words/fields';
import type { Field } from '../fields/field.ts';
import { labelled } from '../words/labelled.ts';

/** The bound δ of those that bound the KL as an average over states. */
export const AVERAGE_KL_BOUND = labelled(m.averageKlBoundLabel, m.averageKlBoundHelp, {
  name: 'averageKlBound',
  key: 'dkl',
  kind: 'number',
  default: 0.01,
  minimum: 1e-6,
  maximum: 10,
  scale: 'log',
  group: 'bounds',
}) satisfies Field;
