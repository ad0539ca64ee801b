import { saveFile } from '../../components/saveFile.ts';
import { DEFAULT_TRAIN } from '../../experiments/link.ts';
import { metricsCsv } from '../../store/metricsCsv.ts';
import { addressOf } from '../../store/route.ts';
import type { TrainRun } from '../../store/trainRun.ts';

/** The name of a file about runs, without its ending: `steady-heron+calm-oak`. */
export function fileName(runs: readonly TrainRun[]): string {
  return runs.map((run) => run.name).join('+');
}

/** Saves the metrics of every iteration and seed of these runs. */
export function saveData(runs: readonly TrainRun[]): void {
  const text = metricsCsv(
    runs.map(({ name, configuration, feed }) => ({
      name,
      link: addressOf({ ...DEFAULT_TRAIN, configuration }),
      log: feed.log,
    })),
  );
  saveFile(`${fileName(runs)}.csv`, new Blob([text], { type: 'text/csv' }));
}
