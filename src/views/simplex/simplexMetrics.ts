import type { CategoricalMetricId } from 'trust-region-layers/categorical';
import * as m from '#words/simplex';

/** A metric on the simplex as the page calls and draws it. */
export interface SimplexMetric {
  readonly name: string;
  /** One sentence; its `[words](term)` answer. */
  readonly summary: string;
}

export const SIMPLEX_METRICS: Readonly<Record<CategoricalMetricId, SimplexMetric>> = {
  kl: {
    get name() {
      return m.kl();
    },
    get summary() {
      return m.klSummary();
    },
  },
  euclidean: {
    get name() {
      return m.euclidean();
    },
    get summary() {
      return m.euclideanSummary();
    },
  },
};
