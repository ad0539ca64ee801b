import type { Metric } from '../projection/metric.ts';
import { DiagonalKl } from './diagonal.ts';
import { FullKl } from './full.ts';

/** The Kullback–Leibler divergence of the new policy from the old one (docs/mathematics.md §2.2, §3.3). */
export const kl = {
  id: 'kl',
  meanWeight: 0.5,
  alwaysScaled: true,
  createFull: (kind, dimension) => new FullKl(kind, dimension),
  createDiagonal: (dimension) => new DiagonalKl(dimension),
} as const satisfies Metric;
