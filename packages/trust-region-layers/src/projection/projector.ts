import { checkBatch, checkDimension, checkLength, checkRows } from './batchInput.ts';
import { DiagonalProjection } from './diagonalProjection.ts';
import { fullOf, type Metric } from './metric.ts';
import type { ProjectionLayout, Projector } from './types.ts';

/** What is wanted of a projector beside the projection. */
export interface ProjectorOptions {
  /** Entropies and the distances after projection; on if left out. A trainer's gradient step needs neither. */
  readonly reports?: boolean;
}

/**
 * The projector of a metric for one layout (docs/mathematics.md §3, §4).
 * @throws {RangeError} where the dimension is not an integer in 1 … MAX_DIMENSION.
 */
export function projectorOf(
  metric: Metric,
  layout: ProjectionLayout,
  { reports = true }: ProjectorOptions = {},
): Projector {
  const { factor, dimension } = layout;
  checkDimension(dimension);
  const projection =
    factor === 'diagonal'
      ? new DiagonalProjection(metric, layout, reports)
      : fullOf(metric, layout).project(metric, layout, reports);

  const check = (...[proposed, old, bounds, result, count, rows]: Parameters<Projector['forward']>) => {
    if (!(Number.isInteger(count) && count >= 0)) {
      throw new RangeError(`count is ${count}, expected a whole number of states`);
    }
    checkBatch(proposed, factor, dimension, count, 'proposed');
    if (rows) checkRows(rows, Math.floor(old.mean.length / dimension), count);
    else checkBatch(old, factor, dimension, count, 'old');
    const { mean, covariance, entropyFloor = 0 } = bounds;
    if (typeof mean !== 'number') checkLength(mean, count, 1, 'mean bound');
    if (typeof covariance !== 'number') checkLength(covariance, count, 1, 'covariance bound');
    if (typeof entropyFloor !== 'number') checkLength(entropyFloor, count, 1, 'entropy floor');
    checkBatch(result, factor, dimension, count, 'result');
  };

  return {
    createResult: (count, precision) => projection.createResult(count, precision),
    prepare: (old, count) => projection.prepare(old, count),
    forward(proposed, old, bounds, result, count, rows) {
      check(proposed, old, bounds, result, count, rows);
      projection.forward(proposed, old, bounds, result, count, rows);
    },
    backward(proposed, old, bounds, result, upstream, gradient, count, rows) {
      check(proposed, old, bounds, result, count, rows);
      checkBatch(upstream, factor, dimension, count, 'upstream gradient of the');
      checkBatch(gradient, factor, dimension, count, 'gradient of the');
      projection.backward(proposed, old, bounds, result, upstream, gradient, count, rows);
    },
  };
}
