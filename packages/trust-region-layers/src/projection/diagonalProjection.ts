import { pullRaised, raise } from '../entropy/entropyFloor.ts';
import { entropyOf } from '../gaussian/entropy.ts';
import { logProductAt } from '../gaussian/logProduct.ts';
import type { FloatArray, GaussianBatch } from '../gaussian/types.ts';
import { DiagonalMean, DividedMean } from '../mean/diagonalMean.ts';
import { boundOf, floorOf } from './boundary.ts';
import { checkDeviations, checkMeans, type DoubleBatch, doubled, isDouble, store } from './diagonalBatch.ts';
import { type DiagonalPart, measurePart, projectPart, pullPart, replayPart } from './diagonalLoops.ts';
import type { DiagonalMetric } from './diagonalMetric.ts';
import { isMeanScaled, type Metric } from './metric.ts';
import { preparePolicies } from './preparedPolicies.ts';
import { copyResult, createResult } from './projectionResult.ts';
import type { Bounds, PreparedPolicies, ProjectionLayout, ProjectionResult, Projector } from './types.ts';

/** A result in float64. */
type DoubleResult = ProjectionResult & DoubleBatch;

const NONE = new Float64Array(0);

/**
 * Diagonal covariances: whole batches go through in one loop a part, without an object a state, because this is what a
 * trainer spends its time on. Float64 inside; what comes or goes in float32 is converted at the door.
 * See docs/mathematics.md §3, §5.1, §5.2.
 */
export class DiagonalProjection implements Projector {
  readonly #layout: ProjectionLayout;
  readonly #mean: DiagonalMetric;
  /** For float32 and beside an entropy step, where it has always rounded otherwise: runs repeat to the bit. */
  readonly #dividedMean: DiagonalMetric;
  readonly #covariance: DiagonalMetric;
  readonly #reports: boolean;
  /** One bound a state, and where its old policy begins; grown to the largest batch seen. */
  #bounds = new Float64Array(0);
  #oldAt = new Int32Array(0);

  /** @param reports whether entropies and the distances after projection are wanted */
  constructor(metric: Metric, layout: ProjectionLayout, reports: boolean) {
    const { scaled, dimension } = layout;
    this.#layout = layout;
    this.#mean = new DiagonalMean(dimension, isMeanScaled(metric, scaled), metric.meanWeight);
    this.#dividedMean = new DividedMean(dimension, isMeanScaled(metric, scaled), metric.meanWeight);
    this.#covariance = metric.createDiagonal(dimension, scaled);
    this.#reports = reports;
  }

  createResult(count: number, precision: 'float64' | 'float32' = 'float64'): ProjectionResult {
    const { dimension } = this.#layout;
    return createResult(dimension, dimension, count, precision);
  }

  prepare(old: GaussianBatch, count: number): PreparedPolicies {
    return preparePolicies(old, this.#layout, count);
  }

  forward(
    given: GaussianBatch,
    old: GaussianBatch,
    bounds: Bounds,
    result: ProjectionResult,
    count: number,
    rows?: Int32Array,
  ): void {
    const { dimension: k, entropy } = this.#layout;
    const single = !isDouble(result);
    const out = (single ? this.createResult(count, 'float64') : result) as DoubleResult;
    const proposed = doubled(given);
    checkMeans(proposed.mean, k, count, 'proposed');
    checkDeviations(proposed.factor, k, count, 'proposed');
    const prepared = this.#place(old, count, rows);
    const means = this.#means(proposed, prepared, count);
    const mean = single || entropy || !isDouble(given) ? this.#dividedMean : this.#mean;
    this.#loadBounds(bounds.mean, count, 'mean bound');
    projectPart(mean, means, this.#bounds, meanPart(out), single);

    const floors = this.#floors(bounds, count);
    const raw = this.#deviations(proposed.factor, prepared, count);
    const deviations = this.#raised(raw, floors);
    const covariance = covariancePart(out, this.#reports);
    this.#loadBounds(bounds.covariance, count, 'covariance bound');
    projectPart(this.#covariance, deviations, this.#bounds, covariance, single);
    if (deviations !== raw) this.#measure(raw, covariance.before);
    if (entropy?.order === 'after') {
      raise(entropy.mode, out.factor, k, floors);
      if (single) for (let i = 0; i < count * k; i++) out.factor[i] = Math.fround(out.factor[i]!);
      checkDeviations(out.factor, k, count, 'entropy-scaled');
      if (covariance.after) this.#measure(this.#deviations(out.factor, prepared, count), covariance.after);
    }
    if (this.#reports) this.#writeEntropies(proposed, out, count);
    if (single) copyResult(out, result);
  }

  backward(
    given: GaussianBatch,
    old: GaussianBatch,
    bounds: Bounds,
    result: ProjectionResult,
    givenUpstream: GaussianBatch,
    gradient: GaussianBatch,
    count: number,
    rows?: Int32Array,
  ): void {
    const { dimension: k, entropy } = this.#layout;
    const proposed = doubled(given);
    const upstream = doubled(givenUpstream);
    const out = doubled(gradient);
    const prepared = this.#place(old, count, rows);
    const means = this.#means(proposed, prepared, count);
    const meanResult = isDouble(result)
      ? meanPart(result as DoubleResult)
      : replayPart(this.#mean, means, result.meanMultiplier);
    pullPart(this.#mean, means, meanResult, upstream.mean, out.mean);

    const floors = this.#floors(bounds, count);
    const raw = this.#deviations(proposed.factor, prepared, count);
    const deviations = this.#raised(raw, floors);
    const covariance =
      isDouble(result) && !entropy
        ? covariancePart(result as DoubleResult, false)
        : replayPart(this.#covariance, deviations, result.covarianceMultiplier);
    let { factor } = upstream;
    if (entropy?.order === 'after') {
      factor = factor.slice();
      pullRaised(entropy.mode, covariance.projected, k, floors, factor);
    }
    pullPart(this.#covariance, deviations, covariance, factor, out.factor);
    if (entropy?.order === 'before') pullRaised(entropy.mode, proposed.factor, k, floors, out.factor);
    store(out, gradient, count * k);
  }

  /** Old policies with the inverses of their deviations; finds the rows of them that the states belong to. */
  #place(old: GaussianBatch, count: number, rows: Int32Array | undefined): PreparedPolicies {
    const k = this.#layout.dimension;
    if (this.#oldAt.length < count) this.#oldAt = new Int32Array(count);
    for (let state = 0; state < count; state++) this.#oldAt[state] = (rows ? rows[state]! : state) * k;
    if ('inverse' in old) return old as PreparedPolicies;
    return this.prepare(old, rows ? Math.floor(old.mean.length / k) : count);
  }

  #means(proposed: DoubleBatch, { mean, inverse }: PreparedPolicies, count: number): DiagonalPart {
    return { count, proposed: proposed.mean, old: mean, oldInverse: inverse, oldAt: this.#oldAt };
  }

  #deviations(proposed: Float64Array, { factor, inverse }: PreparedPolicies, count: number): DiagonalPart {
    return { count, proposed, old: factor, oldInverse: inverse, oldAt: this.#oldAt };
  }

  /** One floor a state; none without an entropy step. */
  #floors(bounds: Bounds, count: number): Float64Array {
    if (!this.#layout.entropy) return NONE;
    return Float64Array.from({ length: count }, (_, state) => floorOf(bounds, state));
  }

  /** The deviations that are projected: after an entropy step that comes first. */
  #raised(raw: DiagonalPart, floors: Float64Array): DiagonalPart {
    const { dimension: k, entropy } = this.#layout;
    if (entropy?.order !== 'before') return raw;
    const proposed = raw.proposed.slice();
    raise(entropy.mode, proposed, k, floors);
    checkDeviations(proposed, k, raw.count, 'entropy-scaled');
    return { ...raw, proposed };
  }

  #measure(part: DiagonalPart, out: Float64Array): void {
    out.fill(0, 0, part.count);
    measurePart(this.#covariance, part, out, undefined, out);
  }

  #loadBounds(bounds: number | FloatArray, count: number, name: string): void {
    if (this.#bounds.length < count) this.#bounds = new Float64Array(count);
    if (typeof bounds === 'number') {
      if (count > 0) this.#bounds.fill(boundOf(bounds, 0, name), 0, count);
      return;
    }
    for (let state = 0; state < count; state++) this.#bounds[state] = boundOf(bounds, state, name);
  }

  #writeEntropies({ factor }: DoubleBatch, result: DoubleResult, count: number): void {
    const { dimension: k, entropy } = this.#layout;
    for (let state = 0; state < count; state++) {
      const before = entropyOf(k, logProductAt(factor, state * k, k));
      result.before.entropy[state] = before;
      result.after.entropy[state] =
        entropy || result.covarianceMultiplier[state]! > 0
          ? entropyOf(k, logProductAt(result.factor, state * k, k))
          : before;
    }
  }
}

function meanPart({ mean, meanMultiplier, before, after }: DoubleResult) {
  return {
    projected: mean,
    multiplier: meanMultiplier as Float64Array,
    before: before.mean as Float64Array,
    after: after.mean as Float64Array,
  };
}

function covariancePart({ factor, covarianceMultiplier, before, after }: DoubleResult, reports: boolean) {
  return {
    projected: factor,
    multiplier: covarianceMultiplier as Float64Array,
    before: before.covariance as Float64Array,
    after: reports ? (after.covariance as Float64Array) : null,
  };
}
