import { type TrustRegionLoss, trustRegionLossOf } from './loss/trustRegionLoss.ts';
import { type Distance, distanceOf } from './projection/distances.ts';
import { type ProjectorOptions, projectorOf } from './projection/projector.ts';
import type { DistanceLayout, LossLayout, ProjectionLayout, Projector } from './projection/types.ts';
import { METRICS } from './registry.ts';

export type ProjectionId = keyof typeof METRICS;
export const PROJECTION_IDS = Object.keys(METRICS) as readonly ProjectionId[];

interface ById {
  readonly projection: ProjectionId;
}

/** What a projector is made for; everything that selects code rather than numbers. */
export interface ProjectionSpecification extends ProjectionLayout, ById {}
/** What selects the code of a distance: the metric and the layout of the factors. */
export interface DistanceSpecification extends DistanceLayout, ById {}
/** What selects the code of the trust-region loss. */
export interface TrustRegionLossSpecification extends LossLayout, ById {}

/**
 * {@link projectorOf} a metric by its id; this and the functions below take all metrics into a bundle.
 * See docs/mathematics.md §3.
 */
export function createProjector(
  specification: ProjectionSpecification,
  options?: ProjectorOptions,
): Projector {
  return projectorOf(METRICS[specification.projection], specification, options);
}

/** {@link distanceOf} a metric by its id. */
export function createDistance(specification: DistanceSpecification): Distance {
  return distanceOf(METRICS[specification.projection], specification);
}

/** {@link trustRegionLossOf} a metric by its id. */
export function createTrustRegionLoss(specification: TrustRegionLossSpecification): TrustRegionLoss {
  return trustRegionLossOf(METRICS[specification.projection], specification);
}
