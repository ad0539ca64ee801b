import type { Metric } from '../projection/metric.ts';
import { DiagonalW2 } from '../w2/diagonal.ts';
import { CholeskyDistance } from './choleskyDistance.ts';
import { DiagonalFrobenius } from './diagonal.ts';
import { FullFrobenius } from './full.ts';

/** {@link frobenius} for standard deviations alone. */
export const diagonalFrobenius = {
  id: 'frobenius',
  meanWeight: 1,
  alwaysScaled: false,
  createDiagonal: (dimension) => new DiagonalFrobenius(dimension),
  // Of a diagonal covariance the Cholesky factor is the deviations, and W2 measures those.
  loss: { createDiagonal: (dimension) => new DiagonalW2(dimension, false) },
} as const satisfies Metric;

/** The Frobenius norm of the difference of the covariances (docs/mathematics.md §2.4, §3.5). */
export const frobenius = {
  ...diagonalFrobenius,
  createFull: (kind, dimension) => new FullFrobenius(kind, dimension),
  loss: {
    ...diagonalFrobenius.loss,
    createFull: (kind, dimension) => new CholeskyDistance(kind, dimension),
  },
} as const satisfies Metric;
