import { CATEGORICAL_METRIC_IDS } from 'trust-region-layers/categorical';
import { inChild } from './child.ts';
import type { BenchmarkRow } from './row.ts';

const ACTIONS = [2, 6, 18, 64, 1024];
const BATCHES = [64, 2048];

/**
 * Projections of categorical policies in microseconds a state, forward and backward, most states outside, beside
 * TensorFlow.js (wasm) doing a log-softmax forward and backward on the same batch, and beside softmax, log-softmax and KL.
 */
export async function categoricalBenchmarks(): Promise<BenchmarkRow[]> {
  const rows: BenchmarkRow[] = [];
  for (const actions of ACTIONS) {
    const parameters = [actions, ...BATCHES].map(String);
    const found = await inChild<readonly Readonly<Record<string, number>>[]>(
      'categoricalProcess.ts',
      ...parameters,
    );
    for (const [index, count] of BATCHES.entries()) {
      const times = found[index]!;
      for (const metric of CATEGORICAL_METRIC_IDS) {
        rows.push({
          name: `${metric}, n = ${actions}, ${count} states, forward + backward, a state`,
          value: times[metric]!,
          unit: 'µs',
          ratio: times[metric]! / times['logSoftmax']!,
          against: 'a log-softmax forward and backward of tfjs (wasm)',
          goal: 'ratio ≤ 3',
        });
      }
      rows.push({
        name: `tfjs (wasm): softmax, log-softmax and KL with their gradients, n = ${actions}, ${count} states, a state`,
        value: times['divergence']!,
        unit: 'µs',
      });
    }
  }
  return rows;
}
