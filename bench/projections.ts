import { createRandom } from '../src/gaussian/random.ts';
import { type FactorKind, factorSize, type GaussianBatch } from '../src/gaussian/types.ts';
import { createProjector } from '../src/projections/projector.ts';
import { PROJECTION_IDS, type ProjectionId } from '../src/projections/types.ts';
import type { BenchmarkRow } from './row.ts';

const REPEATS = 9;
/** Long enough for the compiler to settle. */
const WARM_UP_MILLISECONDS = 60;
/** Each repeat takes about this long. */
const REPEAT_MILLISECONDS = 15;

const BOUNDS = { mean: 0.03, covariance: 1e-3 };
const BATCHES = [64, 512, 2048];
const LAYOUTS: readonly { factor: FactorKind; dimension: number }[] = [
  { factor: 'diagonal', dimension: 2 },
  { factor: 'diagonal', dimension: 6 },
  { factor: 'cholesky', dimension: 2 },
  { factor: 'cholesky', dimension: 6 },
];

/** Projections in milliseconds for one pair, as the Lab draws it, and in microseconds a state, as a trainer runs it. */
export function projectionBenchmarks(): BenchmarkRow[] {
  const rows: BenchmarkRow[] = [
    {
      name: 'one 2-D pair through all four projections, forward',
      value: onePair() / 1000,
      unit: 'ms',
      goal: '≤ 0.05 ms',
    },
  ];
  for (const { factor, dimension } of LAYOUTS) {
    for (const projection of PROJECTION_IDS) {
      for (const count of BATCHES) {
        const goal = factor === 'diagonal' && dimension === 2 ? { goal: '≤ 0.5 µs' } : {};
        rows.push({
          name: `${projection}, ${factor}, k = ${dimension}, ${count} states, forward + backward, a state`,
          value: forwardBackward(projection, factor, dimension, count) / count,
          unit: 'µs',
          ...goal,
        });
      }
    }
  }
  return rows;
}

/** Microseconds for all four projections of one pair of full covariances, everything outside. */
function onePair(): number {
  const proposed = { mean: Float64Array.of(0.8, -0.3), factor: Float64Array.of(0.5, 0.2, 0.2, 0.4) };
  const old = { mean: new Float64Array(2), factor: Float64Array.of(1, -0.3, -0.3, 0.6) };
  const work = PROJECTION_IDS.map((projection) => {
    const projector = createProjector({
      projection,
      scaled: true,
      factor: 'covariance',
      dimension: 2,
      entropy: null,
    });
    return { projector, result: projector.createResult(1) };
  });
  return medianMicroseconds(() => {
    for (const { projector, result } of work) projector.forward(proposed, old, BOUNDS, result, 1);
  });
}

/** Microseconds for a batch, forward and backward, about three quarters of the states outside in either part. */
function forwardBackward(
  projection: ProjectionId,
  factor: FactorKind,
  dimension: number,
  count: number,
): number {
  const projector = createProjector({ projection, scaled: true, factor, dimension, entropy: null });
  const random = createRandom(1);
  const old = randomBatch(count, factor, dimension, () => 0.3 * random.normal());
  const proposed = {
    mean: old.mean.map((value) => value + 0.3 * random.normal()),
    factor: old.factor.map((value) => value * Math.exp(0.1 * random.normal())),
  };
  const upstream = {
    mean: old.mean.map(() => random.normal()),
    factor: old.factor.map(() => random.normal()),
  };
  const gradient = {
    mean: new Float64Array(old.mean.length),
    factor: new Float64Array(old.factor.length),
  };
  const result = projector.createResult(count);
  return medianMicroseconds(() => {
    projector.forward(proposed, old, BOUNDS, result, count);
    projector.backward(proposed, old, BOUNDS, result, upstream, gradient, count);
  });
}

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

function medianMicroseconds(run: () => void): number {
  const start = performance.now();
  let warm = 0;
  while (performance.now() - start < WARM_UP_MILLISECONDS) {
    run();
    warm++;
  }
  const calls = Math.ceil((warm * REPEAT_MILLISECONDS) / WARM_UP_MILLISECONDS);
  const times = Array.from({ length: REPEATS }, () => {
    const start = performance.now();
    for (let call = 0; call < calls; call++) run();
    return (1000 * (performance.now() - start)) / calls;
  });
  return times.sort((a, b) => a - b)[REPEATS >> 1]!;
}
