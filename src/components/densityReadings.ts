import { formatCount, formatShare } from './axisTicks.ts';
import { binRange, binStart } from './densityAxis.ts';
import type { DensityMapModel, MapPlace } from './densityMapModel.ts';
import { formatSignificant } from './format.ts';

/** What is at a place of the map, in a sentence or two; `null` where nothing is known. */
export function readPlace(model: DensityMapModel, { iteration, bins }: MapPlace): string | null {
  const { history, policy, part } = model;
  const column = history.columnOf(iteration);
  const summary = history.summary(column, policy, part);
  if (summary === null) return null;
  const [first, last] = history.iterationsOf(column);
  const when = first === last ? `Iteration ${formatCount(first)}` : `Iterations ${first} to ${last}`;
  const cell = bins === null ? '' : `${readCell(model, column, bins, summary.states)} · `;
  return `${when}: ${cell}${shareWords(model, summary.beyond / Math.max(1, summary.states))}largest ${formatSignificant(summary.largest, 2)}`;
}

function readCell(
  { history, policy, part, bound }: DensityMapModel,
  column: number,
  [from, end]: readonly [number, number],
  states: number,
): string {
  // The lowest row holds all that is nearer.
  const lowest = from <= binRange(history, part).low;
  let count = 0;
  for (let bin = lowest ? 0 : from; bin < end; bin++) count += history.count(column, policy, part, bin);
  const share = formatShare(count / Math.max(1, states));
  const many = count === 1 ? '1 state' : `${formatCount(count)} states`;
  const to = formatSignificant(binStart(end, bound), 2);
  const where = lowest ? `nearer than ${to}` : `at ${formatSignificant(binStart(from, bound), 2)} to ${to}`;
  return `${many} (${share}) ${where}`;
}

function shareWords({ boundSymbols }: DensityMapModel, share: number): string {
  return boundSymbols === null ? '' : `${formatShare(share)} beyond the bound · `;
}

/** The whole run so far in a sentence; `null` before the first iteration. */
export function readRun({ history, policy, part, boundSymbols, boundName }: DensityMapModel): string | null {
  const overall = history.overall(policy, part);
  if (overall === null) return null;
  const { states, beyond, largest } = overall;
  const far = `largest distance of the run is ${formatSignificant(largest, 2)}`;
  if (boundSymbols === null) return `The ${far}.`;
  const share =
    beyond === 0 ? 'No state is' : `${formatShare(beyond / Math.max(1, states))} of the states are`;
  return `${share} beyond the ${boundName}; the ${far}.`;
}

/** The map for people who cannot see it. */
export function describeMap(model: DensityMapModel): string {
  const run = readRun(model);
  const what = `Distance of every state from the old policy, ${model.distanceName}, ${model.policy}`;
  if (run === null) return `${what}: nothing yet.`;
  return `${what}, iterations 1 to ${formatCount(model.history.last)}. ${run}`;
}
