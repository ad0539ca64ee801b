import type { FullFactorKind } from '../gaussian/factor.ts';
import { checkBatch, checkDimension, checkLength } from './batchInput.ts';
import { createDiagonalMeasure } from './diagonalMeasure.ts';
import { createFullMeasure } from './fullMeasure.ts';
import type { Measure, Names } from './measure.ts';
import { fullOf, type Metric } from './metric.ts';
import type { LossLayout } from './types.ts';

/** The measure of a metric for one layout; that of its trust-region loss if `loss`. See docs/mathematics.md §2.1, §7.3. */
export function measureOf(metric: Metric, layout: LossLayout, names: Names, loss: boolean): Measure {
  const { factor, dimension, scaled } = layout;
  checkDimension(dimension);
  let measure: Measure;
  if (factor === 'diagonal') {
    const create = (loss && metric.createDiagonalLoss) || metric.createDiagonal;
    measure = createDiagonalMeasure(metric, create(dimension, scaled), layout, names);
  } else {
    const { createStep, createLoss } = fullOf(metric, layout);
    const step = (loss ? createLoss : createStep)(factor as FullFactorKind, dimension, scaled);
    measure = createFullMeasure(metric, step, layout, names);
  }
  return (p, q, outMean, outCovariance, count, gradient) => {
    checkBatch(p, factor, dimension, count, names[0]);
    checkBatch(q, factor, dimension, count, names[1]);
    checkLength(outMean, count, 1, loss ? 'loss' : 'mean part');
    checkLength(outCovariance, count, 1, 'covariance part');
    if (gradient) {
      checkBatch(gradient, factor, dimension, count, 'gradient of the');
      checkLength(gradient.weights, count, 1, 'upstream gradient');
    }
    measure(p, q, outMean, outCovariance, count, gradient);
  };
}
