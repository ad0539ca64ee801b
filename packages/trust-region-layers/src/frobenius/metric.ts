import type { Metric } from '../projection/metric.ts';
import { DiagonalW2 } from '../w2/diagonal.ts';
import { CholeskyDistance } from './choleskyDistance.ts';
import { DiagonalFrobenius } from './diagonal.ts';
import { FullFrobenius } from './full.ts';

/** The Frobenius norm of the difference of the covariances (docs/mathematics.md §2.4, §3.5). */
export const frobenius = {
  id: 'frobenius',
  meanWeight: 1,
  alwaysScaled: false,
  createFull: (kind, dimension) => new FullFrobenius(kind, dimension),
  createDiagonal: (dimension) => new DiagonalFrobenius(dimension),
  loss: {
    createFull: (kind, dimension) => new CholeskyDistance(kind, dimension),
    // Of a diagonal covariance the Cholesky factor is the deviations, and W2 measures those.
    createDiagonal: (dimension) => new DiagonalW2(dimension, false),
  },
} as const satisfies Metric;
