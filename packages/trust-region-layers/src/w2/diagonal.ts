import { StraightLine } from '../projection/straightLine.ts';

/**
 * W2 projection of a diagonal covariance: deviations are interpolated (docs/mathematics.md §2.3, §3.4). The roots commute,
 * so this is also the exact Wasserstein (Bures) step. See docs/mathematics.md §2.5, §3.6, §4.2.
 */
export class DiagonalW2 extends StraightLine {
  constructor(dimension: number, scaled: boolean) {
    super(dimension, scaled, 1);
  }
}
