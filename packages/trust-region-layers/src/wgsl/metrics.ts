import { buresWgsl } from '../bures/wgsl.ts';
import { frobeniusWgsl } from '../frobenius/wgsl.ts';
import { klWgsl } from '../kl/wgsl.ts';
import type { ProjectionId } from '../metrics.ts';
import { w2Wgsl } from '../w2/wgsl.ts';
import type { MetricWgsl } from './metricWgsl.ts';

/**
 * The float32 twin of every metric, apart from the rows of `../metrics.ts`: who runs on no GPU bundles no kernels.
 * See docs/mathematics.md §3.10.
 */
export const METRICS_WGSL: Readonly<Record<ProjectionId, MetricWgsl>> = {
  kl: klWgsl,
  w2: w2Wgsl,
  frobenius: frobeniusWgsl,
  bures: buresWgsl,
};
