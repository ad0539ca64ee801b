import { saveFile } from '../../components/saveFile.ts';
import { DEFAULT_TRAIN } from '../../experiments/trainLink.ts';
import { metricsCsv } from '../../store/metricsCsv.ts';
import { addressOf } from '../../store/route.ts';
import type { TrainRun } from '../../store/trainRun.ts';

/** More names make no name. */
const MOST_NAMES = 3;

/** A run's name as file systems take it. */
export function fileStem(name: string): string {
  return name.replace(/[^\p{L}\p{N}.-]+/gu, '-').replace(/^[.-]+|-+$/g, '') || 'run';
}

/** The name of a file about runs, without its ending: `steady-heron+calm-oak`, `steady-heron+7-more`. */
export function fileName(runs: readonly TrainRun[]): string {
  const names = runs.map(({ name }) => fileStem(name));
  return names.length <= MOST_NAMES ? names.join('+') : `${names[0]}+${names.length - 1}-more`;
}

/** Of a run, what it takes to train it again under its name. */
export type NamedRecipe = Pick<TrainRun, 'name' | 'configuration' | 'origin'>;

/** The address that trains a run again. */
export function recipeLink({ configuration, origin }: NamedRecipe): string {
  return addressOf({ ...DEFAULT_TRAIN, configuration, ...(origin && { origin }) });
}

/** Saves the metrics of every iteration and seed of these runs. */
export function saveData(runs: readonly TrainRun[]): void {
  const text = metricsCsv(runs.map((run) => ({ name: run.name, link: recipeLink(run), log: run.feed.log })));
  saveFile(`${fileName(runs)}.csv`, new Blob([text], { type: 'text/csv' }));
}
