import * as words from '#words/algorithms';
import * as m from '#words/fields';
import type { Field } from '../fields/field.ts';
import { labelled } from '../words/labelled.ts';
import { defineAlgorithm } from './algorithm.ts';
import { takeEpochs } from './epochs.ts';

/** How the floor under the entropy moves over a run (docs/mathematics.md §5.3). */
export const ENTROPY_SCHEDULE_IDS = ['none', 'linear', 'exponential'] as const;

const FIELDS = [
  labelled(m.trustRegionCoefficientLabel, m.trustRegionCoefficientHelp, {
    name: 'trustRegionCoefficient',
    key: 'alpha',
    kind: 'number',
    default: 8,
    minimum: 0,
    maximum: 1000,
    scale: 'linear',
    group: 'bounds',
  }),
  labelled(m.entropyScheduleLabel, m.entropyScheduleHelp, {
    name: 'entropySchedule',
    key: 'ents',
    kind: 'choice',
    default: 'none',
    choices: ENTROPY_SCHEDULE_IDS,
    get names() {
      return { none: m.floorNone(), linear: m.floorLinear(), exponential: m.floorExponential() };
    },
    group: 'entropy',
  }),
  labelled(m.targetEntropyLabel, m.targetEntropyHelp, {
    name: 'targetEntropy',
    key: 'entt',
    kind: 'number',
    default: 0,
    minimum: -50,
    maximum: 50,
    scale: 'linear',
    unit: 'nats',
    group: 'entropy',
  }),
  labelled(m.entropyTemperatureLabel, m.entropyTemperatureHelp, {
    name: 'entropyTemperature',
    key: 'enttau',
    kind: 'number',
    default: 0.5,
    minimum: 0.01,
    maximum: 0.99,
    scale: 'linear',
    group: 'entropy',
  }),
  labelled(m.entropyEqualityLabel, m.entropyEqualityHelp, {
    name: 'entropyEquality',
    key: 'enteq',
    kind: 'switch',
    default: false,
    group: 'entropy',
  }),
  labelled(m.entropyFirstLabel, m.entropyFirstHelp, {
    name: 'entropyFirst',
    key: 'entfirst',
    kind: 'switch',
    default: false,
    group: 'entropy',
  }),
] as const satisfies readonly Field[];

/** A differentiable projection layer in every state (Otto et al. 2021; docs/mathematics.md §9.1). */
export const trpl = defineAlgorithm({
  id: 'trpl',
  label: 'TRPL',
  name: 'TRPL',
  get summary() {
    return words.trplSummary();
  },
  objective: ({ trustRegionCoefficient }) => ({ trustRegionCoefficient }),
  look: null,
  fields: FIELDS,
  idle: ({ entropySchedule }) => ({
    ...(entropySchedule === 'none' && {
      targetEntropy: words.noFloor(),
      entropyEquality: words.noFloor(),
      entropyFirst: words.noFloor(),
    }),
    ...(entropySchedule !== 'exponential' && {
      entropyTemperature: words.onlyExponential(),
    }),
  }),
  needs: { curvature: false },
  takesMinibatches: true,
  trainsAlone: () => false,
  layer: {
    entropyFloor: ({ entropySchedule, targetEntropy, entropyTemperature, entropyEquality, entropyFirst }) =>
      entropySchedule === 'none'
        ? null
        : {
            schedule: entropySchedule,
            targetEntropy,
            temperature: entropyTemperature,
            mode: entropyEquality ? 'equality' : 'inequality',
            order: entropyFirst ? 'before' : 'after',
          },
  },
  async update(given) {
    return { epochs: await takeEpochs(given), stepShare: null };
  },
});
