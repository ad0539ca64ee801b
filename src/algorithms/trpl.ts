import type { Field } from '../fields/field.ts';
import { defineAlgorithm } from './algorithm.ts';
import { takeEpochs } from './epochs.ts';

/** How the floor under the entropy moves over a run (docs/mathematics.md §5.3). */
export const ENTROPY_SCHEDULE_IDS = ['none', 'linear', 'exponential'] as const;

const FIELDS = [
  {
    name: 'trustRegionCoefficient',
    key: 'alpha',
    kind: 'number',
    default: 8,
    minimum: 0,
    maximum: 1000,
    scale: 'linear',
    label: 'Trust-region loss α',
    help: 'Weight of the loss that pulls the network’s own output towards its projection.',
    group: 'bounds',
  },
  {
    name: 'entropySchedule',
    key: 'ents',
    kind: 'choice',
    default: 'none',
    choices: ENTROPY_SCHEDULE_IDS,
    names: { none: 'None', linear: 'Linear', exponential: 'Exponential' },
    label: 'Entropy floor',
    help: 'How the lower bound on the policy’s entropy moves over the run.',
    group: 'entropy',
  },
  {
    name: 'targetEntropy',
    key: 'entt',
    kind: 'number',
    default: 0,
    minimum: -50,
    maximum: 50,
    scale: 'linear',
    unit: 'nats',
    label: 'Target entropy H*',
    help: 'Where a linear floor ends; the exponential floor tends to k·H*.',
    group: 'entropy',
  },
  {
    name: 'entropyTemperature',
    key: 'enttau',
    kind: 'number',
    default: 0.5,
    minimum: 0.01,
    maximum: 0.99,
    scale: 'linear',
    label: 'Entropy temperature τ',
    help: 'Speed of the exponential floor; smaller falls faster.',
    group: 'entropy',
  },
  {
    name: 'entropyEquality',
    key: 'enteq',
    kind: 'switch',
    default: false,
    label: 'Hold the entropy at the floor',
    help: 'Scale to the floor always (equality), not only from below (inequality).',
    group: 'entropy',
  },
  {
    name: 'entropyFirst',
    key: 'entfirst',
    kind: 'switch',
    default: false,
    label: 'Entropy before the trust region',
    help: 'Apply the floor before the projection, so that the bound has the last word.',
    group: 'entropy',
  },
] as const satisfies readonly Field[];

const NO_FLOOR = 'No effect without an entropy floor.';

/** A differentiable projection layer in every state (Otto et al. 2021; docs/mathematics.md §9.1). */
export const trpl = defineAlgorithm({
  id: 'trpl',
  label: 'TRPL',
  name: 'TRPL',
  summary: 'A projection layer holds the policy of every state within its bounds.',
  objective: ({ trustRegionCoefficient }) => ({ trustRegionCoefficient }),
  look: null,
  fields: FIELDS,
  idle: ({ entropySchedule }) => ({
    ...(entropySchedule === 'none' && {
      targetEntropy: NO_FLOOR,
      entropyEquality: NO_FLOOR,
      entropyFirst: NO_FLOOR,
    }),
    ...(entropySchedule !== 'exponential' && {
      entropyTemperature: 'Only an exponential entropy floor has one.',
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
