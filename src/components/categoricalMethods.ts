import type { CategoricalMetricId } from 'trust-region-layers/categorical';
import * as m from '#words/projections';
import type { MethodLook } from '../algorithms/algorithm.ts';

/** How a layer over discrete actions is called and drawn. */
export interface CategoricalMethod extends MethodLook {
  /** Short, for a control. */
  readonly label: string;
  /** For a sentence or a legend. */
  readonly name: string;
  /** One sentence; its `[words](term)` answer. */
  readonly summary: string;
}

/** The metrics on the simplex, a row each. KL looks as it does for Gaussian policies. */
export const CATEGORICAL_METHODS: Readonly<Record<CategoricalMetricId, CategoricalMethod>> = {
  kl: {
    label: 'KL',
    name: 'KL',
    get summary() {
      return m.categoricalKlSummary();
    },
    colour: '--kl',
    ink: '--kl-ink',
    dash: [],
  },
  euclidean: {
    get label() {
      return m.euclidean();
    },
    get name() {
      return m.euclidean();
    },
    get summary() {
      return m.euclideanSummary();
    },
    colour: '--euclidean',
    ink: '--euclidean-ink',
    dash: [5, 2, 1, 2],
  },
};
