import type { Metric } from '../projection/metric.ts';
import { DiagonalW2 } from '../w2/diagonal.ts';
import { ScaledBures } from './scaled.ts';
import { UnscaledBures } from './unscaled.ts';

/** The exact Wasserstein-2 distance (docs/mathematics.md §2.5, §3.6). */
export const bures = {
  id: 'bures',
  meanWeight: 1,
  alwaysScaled: false,
  createFull: (kind, dimension, scaled) =>
    scaled ? new ScaledBures(kind, dimension) : new UnscaledBures(kind, dimension),
  // Roots of diagonal covariances commute: there it is W2.
  createDiagonal: (dimension, scaled) => new DiagonalW2(dimension, scaled),
} as const satisfies Metric;
