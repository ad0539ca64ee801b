import { createProjector, PROJECTION_IDS } from 'trust-region-layers';
import type { FactorKind } from 'trust-region-layers/gaussian';
import { inChild } from './child.ts';
import { microseconds } from './microseconds.ts';
import type { BenchmarkRow } from './row.ts';

const BOUNDS = { mean: 0.03, covariance: 1e-3 };
const BATCHES = [64, 512, 2048];
const LAYOUTS: readonly { factor: FactorKind; dimension: number }[] = [
  { factor: 'diagonal', dimension: 2 },
  { factor: 'diagonal', dimension: 6 },
  { factor: 'cholesky', dimension: 2 },
  { factor: 'root', dimension: 2 },
  { factor: 'cholesky', dimension: 6 },
  { factor: 'root', dimension: 6 },
];

/**
 * Goals in microseconds a state, by projection, layout and k. Those for diagonal covariances are a fifth of what the
 * published C++ and PyTorch layers need at 2048 states (kl 2.6 and 3.9, w2 0.86 and 2.7, frobenius 1.1 and 2.8), which
 * was measured elsewhere: a goal, and no ratio.
 */
const GOALS: Readonly<Record<string, number>> = {
  'kl diagonal 2': 0.52,
  'kl diagonal 6': 0.78,
  'w2 diagonal 2': 0.17,
  'w2 diagonal 6': 0.54,
  'frobenius diagonal 2': 0.22,
  'frobenius diagonal 6': 0.56,
  'bures diagonal 2': 0.17,
  'bures diagonal 6': 0.54,
  'w2 root 2': 1.1,
  'frobenius cholesky 2': 1.2,
  'w2 root 6': 3.6,
  'frobenius cholesky 6': 3.2,
  'kl cholesky 6': 6,
  'bures cholesky 6': 6,
};

/**
 * Projections in milliseconds for one pair, as the Lab draws it, and in microseconds a state, as a trainer runs it, for
 * which each projection has a process of its own.
 */
export async function projectionBenchmarks(): Promise<BenchmarkRow[]> {
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
      const parameters = [projection, factor, dimension, ...BATCHES].map(String);
      const times = await inChild<readonly number[]>('projectionProcess.ts', ...parameters);
      const goal = GOALS[`${projection} ${factor} ${dimension}`];
      for (const [index, count] of BATCHES.entries()) {
        rows.push({
          name: `${projection}, ${factor}, k = ${dimension}, ${count} states, forward + backward, a state`,
          value: times[index]!,
          unit: 'µs',
          ...(goal !== undefined && {
            goal: `≤ ${goal} µs${factor === 'diagonal' ? ' (a fifth of the published layer, measured elsewhere)' : ''}`,
          }),
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
  return microseconds(() => {
    for (const { projector, result } of work) projector.forward(proposed, old, BOUNDS, result, 1);
  });
}
