import * as m from '#words/charts';
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
  const when =
    first === last
      ? m.iterationAt({ iteration: formatCount(first) })
      : m.iterationsFromTo({ first: formatCount(first), last: formatCount(last) });
  const largest = formatSignificant(summary.largest, 2);
  const share = model.boundSymbols && formatShare(summary.beyond / Math.max(1, summary.states));
  const cell = bins && readCell(model, column, bins, summary.states);
  if (cell === null)
    return share === null ? m.placeOnly({ when, largest }) : m.placeBeyond({ when, share, largest });
  return share === null
    ? m.placeCell({ when, cell, largest })
    : m.placeCellBeyond({ when, cell, share, largest });
}

function readCell(
  { history, policy, part, bound }: DensityMapModel,
  column: number,
  [from, end]: readonly [number, number],
  all: number,
): string {
  // The lowest row holds all that is nearer.
  const lowest = from <= binRange(history, part).low;
  let count = 0;
  for (let bin = lowest ? 0 : from; bin < end; bin++) count += history.count(column, policy, part, bin);
  const share = formatShare(count / Math.max(1, all));
  const states = m.states({ count, shown: formatCount(count) });
  const to = formatSignificant(binStart(end, bound), 2);
  if (lowest) return m.cellNearer({ states, share, to });
  return m.cellBetween({ states, share, from: formatSignificant(binStart(from, bound), 2), to });
}

/** The whole run so far in a sentence; `null` before the first iteration. */
export function readRun({ history, policy, part, boundSymbols, boundName }: DensityMapModel): string | null {
  const overall = history.overall(policy, part);
  if (overall === null) return null;
  const { states, beyond, largest } = overall;
  const far = formatSignificant(largest, 2);
  if (boundSymbols === null) return m.runLargest({ largest: far });
  const share = formatShare(beyond / Math.max(1, states));
  if (boundName === null) {
    return beyond === 0 ? m.runNoneOne({ largest: far }) : m.runShareOne({ share, largest: far });
  }
  if (beyond === 0) return m.runNone({ bound: boundName, largest: far });
  return m.runShare({ share, bound: boundName, largest: far });
}

/** The map for people who cannot see it. */
export function describeMap(model: DensityMapModel): string {
  const run = readRun(model);
  const say = model.policy === 'proposed' ? m.mapProposed : m.mapProjected;
  const what = say({ distance: model.distanceName });
  return run === null
    ? m.mapNothing({ what })
    : m.mapRun({ what, last: formatCount(model.history.last), run });
}
