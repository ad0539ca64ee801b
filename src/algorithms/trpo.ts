import * as words from '#words/algorithms';
import * as m from '#words/fields';
import type { Field } from '../fields/field.ts';
import { labelled } from '../words/labelled.ts';
import { defineAlgorithm } from './algorithm.ts';
import { AVERAGE_KL_BOUND } from './averageKlBound.ts';

const FIELDS = [
  AVERAGE_KL_BOUND,
  labelled(m.conjugateGradientIterationsLabel, m.conjugateGradientIterationsHelp, {
    name: 'conjugateGradientIterations',
    key: 'cgi',
    kind: 'integer',
    default: 15,
    minimum: 1,
    maximum: 100,
    scale: 'linear',
    group: 'update',
  }),
  labelled(m.conjugateGradientDampingLabel, m.conjugateGradientDampingHelp, {
    name: 'conjugateGradientDamping',
    key: 'cgd',
    kind: 'number',
    default: 0.1,
    minimum: 0,
    maximum: 10,
    scale: 'linear',
    group: 'update',
  }),
  labelled(m.lineSearchStepsLabel, m.lineSearchStepsHelp, {
    name: 'lineSearchSteps',
    key: 'ls',
    kind: 'integer',
    default: 10,
    minimum: 1,
    maximum: 50,
    scale: 'linear',
    group: 'update',
  }),
] as const satisfies readonly Field[];

/** Trust region policy optimisation (Schulman et al. 2015; docs/mathematics.md §9.4). */
export const trpo = defineAlgorithm({
  id: 'trpo',
  label: 'TRPO',
  name: 'TRPO',
  get summary() {
    return words.trpoSummary();
  },
  look: { colour: '--trpo', ink: '--trpo-ink', dash: [12, 3, 3, 3] },
  fields: FIELDS,
  idle: () => ({ policyEpochs: words.oneStep(), learningRate: words.oneStep() }),
  needs: { curvature: true },
  takesMinibatches: false,
  trainsAlone: () => true,
  layer: null,
  search: {
    get words() {
      return words.trpoSearch();
    },
    tex: [
      '(F+\\kappa I)\\,\\chi &= -\\nabla_{\\!\\theta}\\,\\overline{\\ell}',
      '\\theta_j &= \\theta_o+0.8^{j}\\,\\sqrt{2\\delta/\\chi^{\\!\\top}(F+\\kappa I)\\chi}\\;\\chi',
    ],
    section: '§9.4',
  },
  async update(given) {
    // Fetched by whoever trains, not by a page that only lists the algorithms.
    const { naturalStep } = await import('./naturalStep.ts');
    return { epochs: 1, stepShare: await naturalStep(given) };
  },
});
