export { type EntropySchedule, type EntropyScheduleKind, entropyFloorAt } from './entropy/entropySchedule.ts';
export {
  createTrustRegionLoss,
  type TrustRegionLoss,
  type TrustRegionLossSpecification,
} from './loss/trustRegionLoss.ts';
export { createDistance, type Distance, type DistanceSpecification } from './projection/distances.ts';
export { preparePolicies } from './projection/preparedPolicies.ts';
export { createProjector, type ProjectorOptions } from './projection/projector.ts';
export {
  type Bounds,
  type EntropyMode,
  type EntropyOrder,
  type PartDistances,
  PROJECTION_IDS,
  type PreparedPolicies,
  type ProjectionId,
  type ProjectionResult,
  type ProjectionSpecification,
  type Projector,
} from './projection/types.ts';
