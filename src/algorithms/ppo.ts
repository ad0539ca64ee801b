import * as words from '#words/algorithms';
import * as m from '#words/fields';
import type { Field } from '../fields/field.ts';
import { labelled } from '../words/labelled.ts';
import { defineAlgorithm } from './algorithm.ts';
import { takeEpochs } from './epochs.ts';

/** Settings of the clipped objective and of its epochs. */
export const PPO_FIELDS = [
  labelled(m.clipRatioLabel, m.clipRatioHelp, {
    name: 'clipRatio',
    key: 'clip',
    kind: 'number',
    default: 0.2,
    minimum: 0.01,
    maximum: 1,
    scale: 'linear',
    group: 'update',
  }),
  labelled(m.klStopLabel, m.klStopHelp, {
    name: 'klStop',
    key: 'klstop',
    kind: 'number',
    default: 0,
    minimum: 0,
    maximum: 10,
    scale: 'linear',
    group: 'update',
  }),
] as const satisfies readonly Field[];

/** Proximal policy optimisation: a clipped probability ratio (Schulman et al. 2017; docs/mathematics.md §9.2). */
export const ppo = defineAlgorithm({
  id: 'ppo',
  label: 'PPO',
  name: 'PPO',
  get summary() {
    return words.ppoSummary();
  },
  objective: ({ clipRatio }) => ({ clipRatio }),
  look: { colour: '--ppo', ink: '--ppo-ink', dash: [6, 3] },
  fields: PPO_FIELDS,
  needs: { curvature: false },
  takesMinibatches: true,
  trainsAlone: ({ klStop }) => klStop > 0,
  layer: null,
  async update(given) {
    return { epochs: await takeEpochs(given, given.settings.klStop), stepShare: null };
  },
});
