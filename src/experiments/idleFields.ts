import * as words from '#words/algorithms';
import type { Algorithm } from '../algorithms/algorithm.ts';
import { algorithmOf } from '../algorithms/algorithmOf.ts';
import { ALGORITHMS } from '../algorithms/registry.ts';
import { environmentById } from '../environments/environmentById.ts';
import { conjunction } from '../words/lists.ts';
import type { EnvironmentId } from './choices.ts';
import type { RunConfiguration, RunFieldName } from './fields.ts';
import { hasDiscreteActions } from './layers.ts';

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

/**
 * Whether a task has what a setting is about: some are of policies over continuous actions only, some of those over discrete
 * ones, some of examples to learn from.
 */
export function isOfTask(name: RunFieldName, environment: EnvironmentId): boolean {
  if (name === 'pretrainingSteps') return environmentById(environment).examples !== undefined;
  return !(hasDiscreteActions(environment) ? OF_GAUSSIANS : OF_CATEGORICALS).includes(name);
}

/** Why a setting changes nothing in a run of this configuration, as a sentence; `null` if it counts. */
export function whyIdle(name: RunFieldName, configuration: RunConfiguration): string | null {
  const readers = (ALGORITHMS as readonly Algorithm[]).filter(({ fields }) =>
    fields.some((field) => field.name === name),
  );
  if (!isOfTask(name, configuration.environment)) {
    if (name === 'pretrainingSteps') return words.taskWithoutExamples();
    return OF_GAUSSIANS.includes(name) ? words.actionsDiscrete() : words.actionsContinuous();
  }
  const { examples } = environmentById(configuration.environment);
  if (examples !== undefined && name === 'normaliseObservations') return words.observationsAreTaught();
  const algorithm = algorithmOf(configuration);
  if (readers.length > 0 && !readers.includes(algorithm)) {
    const labels = readers.map(({ label }) => label);
    return words.onlyReads({ count: labels.length, methods: conjunction(labels) });
  }
  return algorithm.idle?.(configuration)[name] ?? null;
}
