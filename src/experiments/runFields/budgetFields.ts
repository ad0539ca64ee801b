import * as m from '#words/fields';
import type { Field } from '../../fields/field.ts';
import { labelled } from '../../words/labelled.ts';
import { ENGINE_CHOICES } from '../choices.ts';

/** A return that no episode reaches. */
const NO_RETURN = 1e6;

/** How long a run goes on, how often it is repeated, and on what. */
export const BUDGET_FIELDS = [
  labelled(m.stepsLabel, m.stepsHelp, {
    name: 'steps',
    key: 'steps',
    kind: 'integer',
    default: 131072,
    minimum: 1,
    maximum: 100_000_000,
    scale: 'log',
    get unit() {
      return m.environmentSteps();
    },
    group: 'run',
  }),
  labelled(m.stopAtReturnLabel, m.stopAtReturnHelp, {
    name: 'stopAtReturn',
    key: 'goal',
    kind: 'number',
    default: NO_RETURN,
    minimum: -NO_RETURN,
    maximum: NO_RETURN,
    never: NO_RETURN,
    scale: 'linear',
    group: 'run',
  }),
  labelled(m.seedsLabel, m.seedsHelp, {
    name: 'seeds',
    key: 'seeds',
    kind: 'integers',
    default: [1],
    minimum: 0,
    maximum: 2_147_483_647,
    minimumLength: 1,
    maximumLength: 16,
    group: 'run',
  }),
  labelled(m.engineLabel, m.engineHelp, {
    name: 'engine',
    key: 'engine',
    kind: 'choice',
    default: 'auto',
    choices: ENGINE_CHOICES,
    get names() {
      return { auto: m.engineAuto(), webgpu: 'WebGPU', simd: 'SIMD' };
    },
    formerly: { cpu: 'simd' },
    group: 'run',
  }),
] as const satisfies readonly Field[];
