import { categoricalEuclideanMetric } from './euclidean.ts';
import { categoricalKlMetric } from './kl.ts';
import type { CategoricalMetric } from './types.ts';

/** Every metric on the simplex, by its id. */
export const CATEGORICAL_METRICS = {
  kl: categoricalKlMetric,
  euclidean: categoricalEuclideanMetric,
} as const satisfies Readonly<Record<string, CategoricalMetric>>;

export type CategoricalMetricId = keyof typeof CATEGORICAL_METRICS;
export const CATEGORICAL_METRIC_IDS = Object.keys(CATEGORICAL_METRICS) as readonly CategoricalMetricId[];
