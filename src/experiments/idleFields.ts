import * as words from '#words/algorithms';
import type { Algorithm } from '../algorithms/algorithm.ts';
import { algorithmOf } from '../algorithms/algorithmOf.ts';
import { ALGORITHMS } from '../algorithms/registry.ts';
import { isDiscrete } from '../environments/environment.ts';
import { environmentById } from '../environments/environmentById.ts';
import { conjunction } from '../words/lists.ts';
import type { RunConfiguration, RunFieldName } from './fields.ts';

/** Settings of Gaussian policies, and of those over discrete actions: the task decides which it has. */
const OF_GAUSSIANS: readonly RunFieldName[] = [
  'projection',
  'scaled',
  'meanBound',
  'covarianceBound',
  'head',
  'stateDependent',
  'initialStandardDeviation',
];
const OF_CATEGORICALS: readonly RunFieldName[] = ['categoricalProjection', 'categoricalBound'];

/** Why a setting changes nothing in a run of this configuration, as a sentence; `null` if it counts. */
export function whyIdle(name: RunFieldName, configuration: RunConfiguration): string | null {
  const readers = (ALGORITHMS as readonly Algorithm[]).filter(({ fields }) =>
    fields.some((field) => field.name === name),
  );
  const { actionSpace } = environmentById(configuration.environment);
  const discrete = isDiscrete(actionSpace);
  if (discrete && OF_GAUSSIANS.includes(name)) return words.actionsDiscrete();
  if (!discrete && OF_CATEGORICALS.includes(name)) return words.actionsContinuous();
  const algorithm = algorithmOf(configuration);
  if (readers.length > 0 && !readers.includes(algorithm)) {
    const labels = readers.map(({ label }) => label);
    return words.onlyReads({ count: labels.length, methods: conjunction(labels) });
  }
  return algorithm.idle?.(configuration)[name] ?? null;
}
