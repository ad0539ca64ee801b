import * as words from '#words/algorithms';
import { defineAlgorithm } from './algorithm.ts';
import { AVERAGE_KL_BOUND } from './averageKlBound.ts';
import { takeEpochs } from './epochs.ts';
import { PPO_FIELDS } from './ppo.ts';

/** PPO's epochs, then a projection of the whole policy (Akrour et al. 2019; docs/mathematics.md §9.5). */
export const papi = defineAlgorithm({
  id: 'papi',
  label: 'PAPI',
  name: 'PAPI',
  get summary() {
    return words.papiSummary();
  },
  objective: ({ clipRatio }) => ({ clipRatio }),
  look: { colour: '--papi', ink: '--papi-ink', dash: [5, 2, 2, 2, 2, 2] },
  fields: [AVERAGE_KL_BOUND, ...PPO_FIELDS],
  needs: { curvature: false },
  takesMinibatches: true,
  trainsAlone: () => true,
  layer: null,
  search: {
    get words() {
      return words.papiSearch();
    },
    tex: ['\\theta_\\tau &= \\theta_o+\\tau\\,(\\theta-\\theta_o)'],
    section: '§9.5',
  },
  async update(given) {
    const old = await given.engine.policyParameters();
    const epochs = await takeEpochs(given, given.settings.klStop);
    // Fetched by whoever trains, not by a page that only lists the algorithms.
    const { projectOntoAverageKl } = await import('./averageKlProjection.ts');
    return { epochs, stepShare: await projectOntoAverageKl(given, old) };
  },
});
