import type { Metric } from '../projection/metric.ts';
import { DiagonalKl } from './diagonal.ts';
import { FullKl } from './full.ts';

/** {@link kl} for standard deviations alone. */
export const diagonalKl = {
  id: 'kl',
  meanWeight: 0.5,
  alwaysScaled: true,
  createDiagonal: (dimension) => new DiagonalKl(dimension),
} as const satisfies Metric;

/** The Kullback–Leibler divergence of the new policy from the old one (docs/mathematics.md §2.2, §3.3). */
export const kl = {
  ...diagonalKl,
  createFull: (kind, dimension) => new FullKl(kind, dimension),
} as const satisfies Metric;
