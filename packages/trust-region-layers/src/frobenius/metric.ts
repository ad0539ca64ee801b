import { fullRow } from '../projection/fullRow.ts';
import type { Metric } from '../projection/metric.ts';
import { DiagonalW2 } from '../w2/diagonal.ts';
import { CholeskyDistance } from './choleskyDistance.ts';
import { DiagonalFrobenius } from './diagonal.ts';
import { FullFrobenius } from './full.ts';
import { alwaysScaled, meanWeight } from './meanPart.ts';

/** {@link frobenius} for standard deviations alone. */
export const diagonalFrobenius: Metric = {
  id: 'frobenius',
  meanWeight,
  alwaysScaled,
  createDiagonal: (dimension) => new DiagonalFrobenius(dimension),
  // Of a diagonal covariance the Cholesky factor is the deviations, and W2 measures those.
  createDiagonalLoss: (dimension) => new DiagonalW2(dimension, false),
};

/** The Frobenius norm of the difference of the covariances (docs/mathematics.md §2.4, §3.5). */
export const frobenius = /* @__PURE__ */ fullRow(diagonalFrobenius, {
  createStep: (kind, dimension) => new FullFrobenius(kind, dimension),
  createLoss: (kind, dimension) => new CholeskyDistance(kind, dimension),
});
