import type { GaussianBatch } from '../gaussian/types.ts';
import type { Bounds, PreparedPolicies, ProjectionResult } from './types.ts';

/** What does the work of a projector, for one family of layouts, on batches whose lengths have been checked. See docs/mathematics.md §1.3. */
export interface Projection {
  createResult(count: number, precision: 'float64' | 'float32'): ProjectionResult;
  prepare(old: GaussianBatch, count: number): PreparedPolicies;
  forward(
    proposed: GaussianBatch,
    old: GaussianBatch,
    bounds: Bounds,
    result: ProjectionResult,
    count: number,
    rows: Int32Array | undefined,
  ): void;
  backward(
    proposed: GaussianBatch,
    old: GaussianBatch,
    bounds: Bounds,
    result: ProjectionResult,
    upstream: GaussianBatch,
    gradient: GaussianBatch,
    count: number,
    rows: Int32Array | undefined,
  ): void;
}
