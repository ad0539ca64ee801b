import { fullRow } from '../projection/fullRow.ts';
import { diagonalW2 } from '../w2/metric.ts';
import { ScaledBures } from './scaled.ts';
import { UnscaledBures } from './unscaled.ts';

/** The exact Wasserstein-2 distance (docs/mathematics.md §2.5, §3.6). */
export const bures = /* @__PURE__ */ fullRow(
  diagonalW2,
  {
    createStep: (kind, dimension, scaled) =>
      scaled ? new ScaledBures(kind, dimension) : new UnscaledBures(kind, dimension),
  },
  'bures',
);
