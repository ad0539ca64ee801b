/**
 * The layers for discrete actions: project a batch of categorical policies (`categoricalProjectorOf` a metric), pull a
 * gradient back, the trust-region loss, the entropy floor along the temperature.
 */
export { categoricalKl } from './divergence.ts';
export { categoricalEuclideanMetric } from './euclidean.ts';
export { categoricalKlMetric } from './kl.ts';
export { categoricalEntropy, logSoftmax } from './logSoftmax.ts';
export { categoricalProjectorOf, prepareCategoricals } from './projector.ts';
export { CATEGORICAL_METRIC_IDS, CATEGORICAL_METRICS, type CategoricalMetricId } from './registry.ts';
export { type CategoricalTrustRegionLoss, categoricalTrustRegionLossOf } from './trustRegionLoss.ts';
export type {
  CategoricalBounds,
  CategoricalLayout,
  CategoricalMetric,
  CategoricalProjector,
  CategoricalReport,
  CategoricalResult,
  PreparedCategoricals,
} from './types.ts';
