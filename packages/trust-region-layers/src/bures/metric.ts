import type { Metric } from '../projection/metric.ts';
import { diagonalW2 } from '../w2/metric.ts';
import { ScaledBures } from './scaled.ts';
import { UnscaledBures } from './unscaled.ts';

/** The exact Wasserstein-2 distance (docs/mathematics.md §2.5, §3.6). */
export const bures = {
  ...diagonalW2,
  id: 'bures',
  createFull: (kind, dimension, scaled) =>
    scaled ? new ScaledBures(kind, dimension) : new UnscaledBures(kind, dimension),
} as const satisfies Metric;
