import { algorithmOf } from '../algorithms/algorithmOf.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import { plainName } from '../experiments/givenNames.ts';
import { layerOf } from '../experiments/layers.ts';
import { runName } from '../experiments/names.ts';
import { forkName } from './runOrigin.ts';
import type { TrainRun } from './trainRun.ts';

/** More runs than anybody compares by eye; each keeps its curves and its last report. */
export const MOST_RUNS = 8;
/** Two runs can always start beside each other. */
export const MOST_PINNED = MOST_RUNS - 2;

/** As the list shows them: those that are pinned first, the newest first among them and among the others. */
export function listed(runs: readonly TrainRun[]): readonly TrainRun[] {
  return [...runs].sort((a, b) => Number(b.pinned) - Number(a.pinned) || b.id - a.id);
}

/** Without the oldest of those that may go, so that as many are left as a list has. */
export function withinLimit(
  runs: readonly TrainRun[],
  needed: readonly (number | null)[],
): readonly TrainRun[] {
  const stays = (run: TrainRun) => run.pinned || needed.includes(run.id);
  const others = runs.filter((run) => !stays(run)).sort((a, b) => b.id - a.id);
  const extra = others.slice(Math.max(0, MOST_RUNS - (runs.length - others.length)));
  return runs.filter((run) => !extra.includes(run));
}

/** The runs whose curves are drawn with this one's, itself first: those of its task that are not hidden, newest first. */
export function onChart(runs: readonly TrainRun[], current: TrainRun): readonly TrainRun[] {
  const { environment } = current.configuration;
  const others = runs.filter(
    (run) => run.id !== current.id && !run.hidden && run.configuration.environment === environment,
  );
  return [current, ...others.sort((a, b) => b.id - a.id)];
}

/** A name that no other run has: `wanted`, or `wanted 2`, `wanted 3`… */
export function freeName(wanted: string, runs: readonly TrainRun[]): string {
  const taken = new Set(runs.map(({ name }) => name));
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted} ${count}`;
  return name;
}

/** What somebody typed, as a name; nothing is the name of its settings. */
export function givenName(text: string, configuration: RunConfiguration): string {
  return plainName(text) || runName(configuration);
}

/** The name that somebody has given a run; `null`: it has the name of its settings, or of where it goes on from. */
export function nameGivenTo({ name, configuration, origin }: TrainRun): string | null {
  const own = origin === null ? runName(configuration) : forkName(origin);
  const isOwn = name === own || (name.startsWith(`${own} `) && /^\d+$/.test(name.slice(own.length + 1)));
  return isOwn ? null : name;
}

/** The smallest variant that no run of the same method has. */
export function freeVariant(configuration: RunConfiguration, runs: readonly TrainRun[]): number {
  const method = methodKey(configuration);
  const taken = runs.filter((run) => methodKey(run.configuration) === method).map(({ variant }) => variant);
  let variant = 0;
  while (taken.includes(variant)) variant++;
  return variant;
}

/** Runs with the same key have the same colour: that of the algorithm, or of the metric of its layer. */
function methodKey(configuration: RunConfiguration): string {
  const { id, look } = algorithmOf(configuration);
  return look === null ? `layer ${layerOf(configuration)}` : id;
}
