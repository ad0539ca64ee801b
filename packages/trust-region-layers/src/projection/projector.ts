import { checkDimension } from './batchInput.ts';
import { ChainedProjector } from './chainedProjector.ts';
import { DiagonalProjector } from './diagonalProjector.ts';
import type { Metric } from './metric.ts';
import type { ProjectionLayout, Projector } from './types.ts';

/** What is wanted of a projector beside the projection. */
export interface ProjectorOptions {
  /** Entropies and the distances after projection; on if left out. A trainer's gradient step needs neither. */
  readonly reports?: boolean;
}

/**
 * The projector of a metric for one layout.
 * @throws {RangeError} where the dimension is not an integer in 1 … MAX_DIMENSION.
 */
export function projectorOf(
  metric: Metric,
  layout: ProjectionLayout,
  { reports = true }: ProjectorOptions = {},
): Projector {
  const { factor, dimension, entropy } = layout;
  checkDimension(dimension);
  return factor === 'diagonal' && entropy === null
    ? new DiagonalProjector(metric, layout, reports)
    : new ChainedProjector(metric, layout, reports);
}
