import { presetConfiguration } from '../src/experiments/presets.ts';
import { CHECKPOINT_INTERVAL } from '../src/store/checkpointHistory.ts';
import { inChild } from './child.ts';
import type { RecordingMeasures } from './recordingProcess.ts';
import type { BenchmarkRow } from './row.ts';

/** What it costs a run of Train that every iteration can be mapped and gone back to. */
export async function recordingBenchmarks(): Promise<BenchmarkRow[]> {
  const rows: BenchmarkRow[] = [];
  for (const preset of ['pendulum', 'point-mass'] as const) {
    const { plain, counted, ratio, checkpoint } = await inChild<RecordingMeasures>(
      'recordingProcess.ts',
      JSON.stringify({ ...presetConfiguration(preset), engine: 'simd', seeds: [1] }),
    );
    rows.push(
      { name: `${preset}: an iteration, nothing recorded, processor time`, value: plain, unit: 'ms' },
      {
        name: '… with the distances counted and handed over',
        value: counted,
        unit: 'ms',
        ratio,
        against: 'nothing recorded',
        goal: '≤ 1.05 × with the next row',
      },
      {
        name: '… a checkpoint handed over',
        value: checkpoint,
        unit: 'ms',
        ratio: checkpoint / CHECKPOINT_INTERVAL,
        against: 'of the time between two',
      },
    );
  }
  return rows;
}
