import * as m from '#words/fields';
import type { Field } from '../../fields/field.ts';
import { labelled } from '../../words/labelled.ts';
import { ACTIVATION_IDS, GAUSSIAN_HEAD_IDS } from '../choices.ts';

/** The policy: what its network is like and how it begins. */
export const POLICY_FIELDS = [
  labelled(m.headLabel, m.headHelp, {
    name: 'head',
    key: 'head',
    kind: 'choice',
    default: 'diagonal',
    choices: GAUSSIAN_HEAD_IDS,
    get names() {
      return { diagonal: m.headDiagonal(), full: m.headFull(), root: m.headRoot() };
    },
    group: 'policy',
  }),
  labelled(m.stateDependentLabel, m.stateDependentHelp, {
    name: 'stateDependent',
    key: 'sd',
    kind: 'switch',
    default: true,
    group: 'policy',
  }),
  labelled(m.hiddenSizesLabel, m.hiddenSizesHelp, {
    name: 'hiddenSizes',
    key: 'hid',
    kind: 'integers',
    default: [64, 64],
    minimum: 1,
    maximum: 512,
    minimumLength: 1,
    maximumLength: 4,
    group: 'policy',
  }),
  labelled(m.activationLabel, m.activationHelp, {
    name: 'activation',
    key: 'act',
    kind: 'choice',
    default: 'tanh',
    choices: ACTIVATION_IDS,
    names: { tanh: 'tanh', relu: 'ReLU', elu: 'ELU' },
    group: 'policy',
  }),
  labelled(m.orthogonalInitialisationLabel, m.orthogonalInitialisationHelp, {
    name: 'orthogonalInitialisation',
    key: 'orth',
    kind: 'switch',
    default: true,
    group: 'policy',
  }),
  labelled(m.pretrainingStepsLabel, m.pretrainingStepsHelp, {
    name: 'pretrainingSteps',
    key: 'pre',
    kind: 'integer',
    default: 400,
    minimum: 0,
    maximum: 5000,
    scale: 'linear',
    group: 'policy',
  }),
  labelled(m.initialStandardDeviationLabel, m.initialStandardDeviationHelp, {
    name: 'initialStandardDeviation',
    key: 'std0',
    kind: 'number',
    default: 1,
    minimum: 0.01,
    maximum: 10,
    scale: 'log',
    group: 'policy',
  }),
] as const satisfies readonly Field[];
