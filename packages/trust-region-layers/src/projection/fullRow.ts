import type { FullFactorKind } from '../gaussian/factor.ts';
import { FullProjection } from './fullProjection.ts';
import type { FullMetric, Metric } from './metric.ts';

/**
 * A row for all layouts: one for standard deviations, with what there is for matrices. A call that bundlers know to be
 * without effect, so that they leave out the rows that nobody names.
 * See docs/mathematics.md §1.2.
 */
export function fullRow(
  diagonal: Metric,
  { createStep, createLoss = createStep }: Pick<FullMetric, 'createStep'> & Partial<FullMetric>,
  id = diagonal.id,
): Metric {
  return {
    ...diagonal,
    id,
    full: {
      createStep,
      createLoss,
      project(metric, layout, reports) {
        const { factor, dimension, scaled } = layout;
        const step = createStep(factor as FullFactorKind, dimension, scaled);
        return new FullProjection(metric, step, layout, reports);
      },
    },
  };
}
