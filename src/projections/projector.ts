import { checkDimension } from './batchInput.ts';
import { ChainedProjector } from './chainedProjector.ts';
import type { ProjectionSpecification, Projector } from './types.ts';

/**
 * The projector of a specification.
 * @throws {RangeError} where the specification's dimension is not an integer in 1 … MAX_DIMENSION.
 */
export function createProjector(specification: ProjectionSpecification): Projector {
  checkDimension(specification.dimension);
  return new ChainedProjector(specification);
}
