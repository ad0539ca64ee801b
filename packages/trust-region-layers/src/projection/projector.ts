import { checkDimension } from './batchInput.ts';
import { ChainedProjector } from './chainedProjector.ts';
import { DiagonalProjector } from './diagonalProjector.ts';
import type { ProjectionSpecification, Projector } from './types.ts';

/** What is wanted of a projector beside the projection. */
export interface ProjectorOptions {
  /** Entropies and the distances after projection; on if left out. A trainer's gradient step needs neither. */
  readonly reports?: boolean;
}

/**
 * The projector of a specification.
 * @throws {RangeError} where the specification's dimension is not an integer in 1 … MAX_DIMENSION.
 */
export function createProjector(
  specification: ProjectionSpecification,
  { reports = true }: ProjectorOptions = {},
): Projector {
  checkDimension(specification.dimension);
  const { factor, entropy } = specification;
  return factor === 'diagonal' && entropy === null
    ? new DiagonalProjector(specification, reports)
    : new ChainedProjector(specification, reports);
}
