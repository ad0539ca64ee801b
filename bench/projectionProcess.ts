/**
 * One projection in one layout, in a process of its own: `projectionProcess.ts PROJECTION LAYOUT DIMENSION BATCH…`
 * answers with microseconds a state for each batch.
 */

import type { ProjectionId } from 'trust-region-layers';
import { createProjector } from 'trust-region-layers';
import { type FactorKind, factorSize, type GaussianBatch } from 'trust-region-layers/gaussian';
import { createRandom } from '../src/random/random.ts';
import { answer } from './child.ts';
import { microseconds } from './microseconds.ts';

const BOUNDS = { mean: 0.03, covariance: 1e-3 };

const [projection, factor, dimension, ...counts] = process.argv.slice(2);
answer(
  counts.map(
    (count) =>
      forwardBackward(projection as ProjectionId, factor as FactorKind, Number(dimension), Number(count)) /
      Number(count),
  ),
);

/**
 * Microseconds for a batch, forward and backward, most states outside in both parts; as a trainer runs it: old policies
 * prepared beforehand, no reports. Roots are squares of triangles, as the head makes them.
 */
function forwardBackward(
  projection: ProjectionId,
  factor: FactorKind,
  dimension: number,
  count: number,
): number {
  const projector = createProjector(
    { projection, scaled: true, factor, dimension, entropy: null },
    { reports: false },
  );
  const random = createRandom(1);
  const drawn = randomBatch(count, factor, dimension, () => 0.3 * random.normal());
  const moved = {
    mean: drawn.mean.map((value) => value + 0.3 * random.normal()),
    factor: drawn.factor.map((value) => value * Math.exp(0.1 * random.normal())),
  };
  const old = inLayout(drawn, factor, dimension);
  const proposed = inLayout(moved, factor, dimension);
  const prepared = projector.prepare(old, count);
  const upstream = {
    mean: old.mean.map(() => random.normal()),
    factor: old.factor.map(() => random.normal()),
  };
  const gradient = {
    mean: new Float64Array(old.mean.length),
    factor: new Float64Array(old.factor.length),
  };
  const result = projector.createResult(count);
  return microseconds(() => {
    projector.forward(proposed, prepared, BOUNDS, result, count);
    projector.backward(proposed, prepared, BOUNDS, result, upstream, gradient, count);
  });
}

/** The batch as it is, but triangles C as roots C Cᵀ. */
function inLayout(batch: GaussianBatch, kind: FactorKind, k: number): GaussianBatch {
  if (kind !== 'root') return batch;
  const { mean, factor: triangles } = batch;
  const factor = new Float64Array(triangles.length);
  for (let at = 0; at < factor.length; at += k * k) {
    for (let i = 0; i < k; i++) {
      for (let j = 0; j < k; j++) {
        for (let p = 0; p <= Math.min(i, j); p++) {
          factor[at + i * k + j]! += triangles[at + i * k + p]! * triangles[at + j * k + p]!;
        }
      }
    }
  }
  return { mean, factor };
}

/** Means, and deviations or triangles. */
function randomBatch(count: number, kind: FactorKind, k: number, draw: () => number): GaussianBatch {
  const size = factorSize(kind, k);
  const factor = new Float64Array(count * size);
  for (let state = 0; state < count; state++) {
    for (let i = 0; i < k; i++) {
      if (kind === 'diagonal') {
        factor[state * size + i] = Math.exp(draw());
        continue;
      }
      for (let j = 0; j < i; j++) factor[state * size + i * k + j] = draw();
      factor[state * size + i * k + i] = Math.exp(draw());
    }
  }
  return { mean: Float64Array.from({ length: count * k }, draw), factor };
}
