import * as words from '#words/algorithms';
import { defineAlgorithm } from './algorithm.ts';
import { takeEpochs } from './epochs.ts';

/** The plain policy gradient: what a trust region is for (docs/mathematics.md §9.3). */
export const pg = defineAlgorithm({
  id: 'pg',
  label: 'PG',
  get name() {
    return words.pgName();
  },
  get summary() {
    return words.pgSummary();
  },
  look: { colour: '--pg', ink: '--pg-ink', dash: [2, 4] },
  fields: [],
  needs: { curvature: false },
  takesMinibatches: true,
  trainsAlone: () => false,
  layer: null,
  async update(given) {
    return { epochs: await takeEpochs(given), stepShare: null };
  },
});
