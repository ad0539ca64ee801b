/**
 * The layers: project a batch of Gaussian policies (`projectorOf` a metric, or `createProjector` by its id), pull a gradient back
 * through the projection, measure distances, the trust-region loss, the entropy floor. What engines are built from lies
 * behind the entrances `/elementary`, `/gaussian` and `/wgsl`.
 */
export { bures } from './bures/metric.ts';
export { type EntropySchedule, type EntropyScheduleKind, entropyFloorAt } from './entropy/entropySchedule.ts';
export { diagonalFrobenius, frobenius } from './frobenius/metric.ts';
export {
  type FactorKind,
  type FloatArray,
  factorSize,
  type GaussianBatch,
  MAX_DIMENSION,
} from './gaussian/types.ts';
export { diagonalKl, kl } from './kl/metric.ts';
export { type TrustRegionLoss, trustRegionLossOf } from './loss/trustRegionLoss.ts';
export {
  createDistance,
  createProjector,
  createTrustRegionLoss,
  type DistanceSpecification,
  PROJECTION_IDS,
  type ProjectionId,
  type ProjectionSpecification,
  type TrustRegionLossSpecification,
} from './metrics.ts';
export { isBeyond } from './projection/boundary.ts';
export { type Distance, distanceOf } from './projection/distances.ts';
export { isMeanScaled, type Metric } from './projection/metric.ts';
export { preparePolicies } from './projection/preparedPolicies.ts';
export { type ProjectorOptions, projectorOf } from './projection/projector.ts';
export type {
  Bounds,
  DistanceLayout,
  EntropyMode,
  EntropyOrder,
  LossLayout,
  PartDistances,
  PreparedPolicies,
  ProjectionLayout,
  ProjectionResult,
  Projector,
} from './projection/types.ts';
export { METRICS } from './registry.ts';
export { diagonalW2, w2 } from './w2/metric.ts';
