import type { Metric } from '../projection/metric.ts';
import { DiagonalW2 } from './diagonal.ts';
import { createFullW2 } from './full.ts';

/** The paper's Wasserstein-2 distance, between symmetric roots (docs/mathematics.md §2.3, §3.4). */
export const w2 = {
  id: 'w2',
  meanWeight: 1,
  alwaysScaled: false,
  createFull: createFullW2,
  createDiagonal: (dimension, scaled) => new DiagonalW2(dimension, scaled),
} as const satisfies Metric;
