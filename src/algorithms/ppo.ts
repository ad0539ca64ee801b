import type { Field } from '../fields/field.ts';
import { defineAlgorithm } from './algorithm.ts';
import { takeEpochs } from './epochs.ts';

/** Settings of the clipped objective and of its epochs. */
export const PPO_FIELDS = [
  {
    name: 'clipRatio',
    key: 'clip',
    kind: 'number',
    default: 0.2,
    minimum: 0.01,
    maximum: 1,
    scale: 'linear',
    label: 'PPO ratio clip',
    help: 'PPO ignores gains from a probability ratio further than this from 1.',
    group: 'update',
  },
  {
    name: 'klStop',
    key: 'klstop',
    kind: 'number',
    default: 0,
    minimum: 0,
    maximum: 10,
    scale: 'linear',
    label: 'Stop epochs at KL',
    help: 'PPO and PAPI end the policy epochs when the mean KL from the old policy exceeds this; 0 never does.',
    group: 'update',
  },
] as const satisfies readonly Field[];

/** Proximal policy optimisation: a clipped probability ratio (Schulman et al. 2017; docs/mathematics.md §9.2). */
export const ppo = defineAlgorithm({
  id: 'ppo',
  label: 'PPO',
  name: 'PPO',
  summary: 'A clipped probability ratio; the policies themselves have no bound.',
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
