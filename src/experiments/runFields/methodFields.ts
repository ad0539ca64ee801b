import type { ProjectionId } from 'trust-region-layers';
import { CATEGORICAL_METRIC_IDS } from 'trust-region-layers/categorical';
import * as m from '#words/fields';
import { ALGORITHMS, type AlgorithmId } from '../../algorithms/registry.ts';
import { type EnvironmentId, TASKS } from '../../environments/registry.ts';
import type { Field } from '../../fields/field.ts';
import { labelled } from '../../words/labelled.ts';
import { ALGORITHM_IDS, ENVIRONMENT_IDS, PROJECTION_IDS } from '../choices.ts';

/** `KL`, `W2`, `Frobenius`: short ones are initials. */
function projectionName(id: ProjectionId): string {
  return id.length <= 2 ? id.toUpperCase() : `${id[0]!.toUpperCase()}${id.slice(1)}`;
}

/** What is trained and with which algorithm: the task, the method, its bounds and its pull towards entropy. */
export const METHOD_FIELDS = [
  labelled(m.environmentLabel, m.environmentHelp, {
    name: 'environment',
    key: 'env',
    kind: 'choice',
    default: 'pendulum',
    choices: ENVIRONMENT_IDS,
    get names() {
      const names = ENVIRONMENT_IDS.map((id) => [id, TASKS[id].environment.name]);
      return Object.fromEntries(names) as Readonly<Record<EnvironmentId, string>>;
    },
    group: 'task',
  }),
  labelled(m.algorithmLabel, m.algorithmHelp, {
    name: 'algorithm',
    key: 'alg',
    kind: 'choice',
    default: ALGORITHM_IDS[0]!,
    choices: ALGORITHM_IDS,
    names: Object.fromEntries(ALGORITHMS.map(({ id, label }) => [id, label])) as Readonly<
      Record<AlgorithmId, string>
    >,
    group: 'method',
  }),
  labelled(m.projectionLabel, m.projectionHelp, {
    name: 'projection',
    key: 'proj',
    kind: 'choice',
    default: 'kl',
    choices: PROJECTION_IDS,
    names: Object.fromEntries(PROJECTION_IDS.map((id) => [id, projectionName(id)])) as Readonly<
      Record<ProjectionId, string>
    >,
    group: 'method',
  }),
  labelled(m.projectionLabel, m.categoricalProjectionHelp, {
    name: 'categoricalProjection',
    key: 'cproj',
    kind: 'choice',
    default: 'kl',
    choices: CATEGORICAL_METRIC_IDS,
    get names() {
      return { kl: 'KL', euclidean: m.euclidean() };
    },
    group: 'method',
  }),
  labelled(m.scaledLabel, m.scaledHelp, {
    name: 'scaled',
    key: 'scaled',
    kind: 'switch',
    default: true,
    group: 'method',
  }),
  labelled(m.meanBoundLabel, m.meanBoundHelp, {
    name: 'meanBound',
    key: 'em',
    kind: 'number',
    default: 0.03,
    minimum: 1e-6,
    maximum: 10,
    scale: 'log',
    group: 'bounds',
  }),
  labelled(m.covarianceBoundLabel, m.covarianceBoundHelp, {
    name: 'covarianceBound',
    key: 'ec',
    kind: 'number',
    default: 1e-3,
    minimum: 1e-8,
    maximum: 10,
    scale: 'log',
    group: 'bounds',
  }),
  labelled(m.categoricalBoundLabel, m.categoricalBoundHelp, {
    name: 'categoricalBound',
    key: 'cb',
    kind: 'number',
    default: 0.02,
    minimum: 1e-8,
    maximum: 10,
    scale: 'log',
    group: 'bounds',
  }),
  labelled(m.entropyCoefficientLabel, m.entropyCoefficientHelp, {
    name: 'entropyCoefficient',
    key: 'entc',
    kind: 'number',
    default: 0,
    minimum: 0,
    maximum: 1,
    scale: 'linear',
    group: 'entropy',
  }),
] as const satisfies readonly Field[];
