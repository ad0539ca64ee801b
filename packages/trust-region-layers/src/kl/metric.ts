import { fullRow } from '../projection/fullRow.ts';
import type { Metric } from '../projection/metric.ts';
import { DiagonalKl } from './diagonal.ts';
import { FullKl } from './full.ts';
import { alwaysScaled, meanWeight } from './meanPart.ts';

/** {@link kl} for standard deviations alone. */
export const diagonalKl: Metric = {
  id: 'kl',
  meanWeight,
  alwaysScaled,
  createDiagonal: (dimension) => new DiagonalKl(dimension),
};

/** The Kullback–Leibler divergence of the new policy from the old one (docs/mathematics.md §2.2, §3.3). */
export const kl = /* @__PURE__ */ fullRow(diagonalKl, {
  createStep: (kind, dimension) => new FullKl(kind, dimension),
});
