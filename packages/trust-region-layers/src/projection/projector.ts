import { factorSize, type GaussianBatch } from '../gaussian/types.ts';
import { checkBatch, checkDimension, checkLength, checkRows, loadMean } from './batchInput.ts';
import type { CovarianceStep, OldCovariance } from './covarianceStep.ts';
import { isDouble } from './diagonalBatch.ts';
import { DiagonalProjection } from './diagonalProjection.ts';
import { createStep, type Metric } from './metric.ts';
import { type DerivedPolicies, derivedFor, preparePolicies } from './preparedPolicies.ts';
import { createResult } from './projectionResult.ts';
import { StatewiseProjection } from './statewise.ts';
import { BatchTape } from './tape.ts';
import type { Bounds, PreparedPolicies, ProjectionLayout, ProjectionResult, Projector } from './types.ts';

/** What is wanted of a projector beside the projection. */
export interface ProjectorOptions {
  /** Entropies and the distances after projection; on if left out. A trainer's gradient step needs neither. */
  readonly reports?: boolean;
}

/**
 * The projector of a metric for one layout (docs/mathematics.md §3, §4).
 * @throws {RangeError} where the dimension is not an integer in 1 … MAX_DIMENSION.
 */
export function projectorOf(
  metric: Metric,
  layout: ProjectionLayout,
  { reports = true }: ProjectorOptions = {},
): Projector {
  checkDimension(layout.dimension);
  return new GaussianProjector(metric, layout, reports);
}

class GaussianProjector implements Projector {
  readonly #metric: Metric;
  readonly #layout: ProjectionLayout;
  readonly #step: CovarianceStep;
  readonly #statewise: StatewiseProjection;
  /** For the batches it takes; others go state by state. */
  readonly #diagonal: DiagonalProjection | null;

  constructor(metric: Metric, layout: ProjectionLayout, reports: boolean) {
    this.#metric = metric;
    this.#layout = layout;
    this.#step = createStep(metric, layout);
    this.#statewise = new StatewiseProjection(metric, this.#step, layout, reports);
    this.#diagonal =
      layout.factor === 'diagonal' && layout.entropy === null
        ? new DiagonalProjection(metric, layout, reports)
        : null;
  }

  createResult(count: number, precision: 'float64' | 'float32' = 'float64'): ProjectionResult {
    const { factor, dimension, entropy } = this.#layout;
    const size = factorSize(factor, dimension);
    const { tapeLengths } = this.#step;
    if (tapeLengths.length === 0) return createResult(dimension, size, count, precision);
    // What is stored is not the projection itself where it is rounded or scaled.
    const differs = precision === 'float32' || entropy?.order === 'after';
    const tape = new BatchTape(this, differs ? [...tapeLengths, size] : tapeLengths, count);
    return createResult(dimension, size, count, precision, tape);
  }

  prepare(old: GaussianBatch, count: number): PreparedPolicies {
    const prepared = preparePolicies(old, this.#layout, count);
    if (this.#layout.factor === 'diagonal') return prepared;
    const { oldSize } = this.#step;
    const buffer = new Float64Array(count * oldSize);
    const mean = new Float64Array(this.#layout.dimension);
    const derived: OldCovariance[] = [];
    for (let state = 0; state < count; state++) {
      loadMean(old, state, this.#layout.dimension, mean, 'old');
      derived.push(this.#statewise.derive(old, state, this.#step.oldIn(buffer, state * oldSize)));
    }
    const all: DerivedPolicies = { ...prepared, metric: this.#metric, layout: this.#layout, derived };
    return all;
  }

  forward(
    proposed: GaussianBatch,
    old: GaussianBatch,
    bounds: Bounds,
    result: ProjectionResult,
    count: number,
    rows?: Int32Array,
  ): void {
    this.#check(proposed, old, bounds, result, count, rows);
    if (this.#diagonal && isDouble(proposed) && isDouble(result)) {
      const prepared = this.#withInverses(old, count, rows);
      this.#diagonal.forward(proposed, prepared, bounds, result, count, rows);
      return;
    }
    const derived = derivedFor(old, this.#metric, this.#layout);
    const tape = result.tape?.owner === this ? result.tape : null;
    for (let state = 0; state < count; state++) {
      const oldState = rows ? rows[state]! : state;
      this.#statewise.forward(
        proposed,
        state,
        old,
        oldState,
        derived ? derived[oldState]! : null,
        bounds,
        result,
        tape ? tape.at(state) : null,
      );
    }
  }

  backward(
    proposed: GaussianBatch,
    old: GaussianBatch,
    bounds: Bounds,
    result: ProjectionResult,
    upstream: GaussianBatch,
    gradient: GaussianBatch,
    count: number,
    rows?: Int32Array,
  ): void {
    const { factor: kind, dimension: k } = this.#layout;
    this.#check(proposed, old, bounds, result, count, rows);
    checkBatch(upstream, kind, k, count, 'upstream gradient of the');
    checkBatch(gradient, kind, k, count, 'gradient of the');
    if (
      this.#diagonal &&
      isDouble(proposed) &&
      isDouble(result) &&
      isDouble(upstream) &&
      isDouble(gradient)
    ) {
      const prepared = this.#withInverses(old, count, rows);
      this.#diagonal.backward(proposed, prepared, result, upstream, gradient, count, rows);
      return;
    }
    const derived = derivedFor(old, this.#metric, this.#layout);
    const tape = result.tape?.owner === this ? result.tape : null;
    for (let state = 0; state < count; state++) {
      const oldState = rows ? rows[state]! : state;
      this.#statewise.backward(
        proposed,
        state,
        old,
        oldState,
        derived ? derived[oldState]! : null,
        bounds,
        result,
        tape ? tape.at(state) : null,
        upstream,
        gradient,
      );
    }
  }

  #withInverses(old: GaussianBatch, count: number, rows: Int32Array | undefined): PreparedPolicies {
    if ('inverse' in old) return old as PreparedPolicies;
    return this.prepare(old, rows ? Math.floor(old.mean.length / this.#layout.dimension) : count);
  }

  #check(
    proposed: GaussianBatch,
    old: GaussianBatch,
    bounds: Bounds,
    result: ProjectionResult,
    count: number,
    rows: Int32Array | undefined,
  ): void {
    const { factor, dimension } = this.#layout;
    if (!(Number.isInteger(count) && count >= 0)) {
      throw new RangeError(`count is ${count}, expected a whole number of states`);
    }
    checkBatch(proposed, factor, dimension, count, 'proposed');
    if (rows) checkRows(rows, Math.floor(old.mean.length / dimension), count);
    else checkBatch(old, factor, dimension, count, 'old');
    if (typeof bounds.mean !== 'number') checkLength(bounds.mean, count, 1, 'mean bound');
    if (typeof bounds.covariance !== 'number') checkLength(bounds.covariance, count, 1, 'covariance bound');
    if (bounds.entropyFloor !== undefined && typeof bounds.entropyFloor !== 'number') {
      checkLength(bounds.entropyFloor, count, 1, 'entropy floor');
    }
    checkBatch(result, factor, dimension, count, 'result');
  }
}
