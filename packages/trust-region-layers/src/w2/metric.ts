import { fullRow } from '../projection/fullRow.ts';
import type { Metric } from '../projection/metric.ts';
import { DiagonalW2 } from './diagonal.ts';
import { createFullW2 } from './full.ts';
import { alwaysScaled, meanWeight } from './meanPart.ts';

/** {@link w2} for standard deviations alone; that of `bures` too, as diagonal covariances commute. */
export const diagonalW2: Metric = {
  id: 'w2',
  meanWeight,
  alwaysScaled,
  createDiagonal: (dimension, scaled) => new DiagonalW2(dimension, scaled),
};

/** The paper's Wasserstein-2 distance, between symmetric roots (docs/mathematics.md §2.3, §3.4). */
export const w2 = /* @__PURE__ */ fullRow(diagonalW2, { createStep: createFullW2 });
