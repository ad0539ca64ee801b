import type { ProjectionId } from 'trust-region-layers';
import { CATEGORICAL_METRIC_IDS } from 'trust-region-layers/categorical';
import * as m from '#words/fields';
import { ALGORITHMS, type AlgorithmId } from '../algorithms/registry.ts';
import { type EnvironmentId, TASKS } from '../environments/registry.ts';
import { FIELD_GROUPS, type Field, type ValuesOf } from '../fields/field.ts';
import {
  ACTIVATION_IDS,
  ALGORITHM_IDS,
  ENGINE_CHOICES,
  ENVIRONMENT_IDS,
  GAUSSIAN_HEAD_IDS,
  PROJECTION_IDS,
} from './choices.ts';

/** A return that no episode reaches. */
const NO_RETURN = 1e6;

/** `KL`, `W2`, `Frobenius`: short ones are initials. */
function projectionName(id: ProjectionId): string {
  return id.length <= 2 ? id.toUpperCase() : `${id[0]!.toUpperCase()}${id.slice(1)}`;
}

/**
 * Settings that every algorithm has; those of some are in the algorithms' own files. Defaults are a start known to work on Pendulum. With its learning rate of 1e-3 the return of
 * one seed first passes −200 after 65,000 steps; with the paper's 3e-4 it takes 116,000.
 */
const SHARED_FIELDS = [
  {
    name: 'environment',
    key: 'env',
    kind: 'choice',
    default: 'pendulum',
    choices: ENVIRONMENT_IDS,
    get names() {
      const names = ENVIRONMENT_IDS.map((id) => [id, TASKS[id].environment.name]);
      return Object.fromEntries(names) as Readonly<Record<EnvironmentId, string>>;
    },
    get label() {
      return m.environmentLabel();
    },
    get help() {
      return m.environmentHelp();
    },
    group: 'task',
  },
  {
    name: 'algorithm',
    key: 'alg',
    kind: 'choice',
    default: ALGORITHM_IDS[0]!,
    choices: ALGORITHM_IDS,
    names: Object.fromEntries(ALGORITHMS.map(({ id, label }) => [id, label])) as Readonly<
      Record<AlgorithmId, string>
    >,
    get label() {
      return m.algorithmLabel();
    },
    get help() {
      return m.algorithmHelp();
    },
    group: 'method',
  },
  {
    name: 'projection',
    key: 'proj',
    kind: 'choice',
    default: 'kl',
    choices: PROJECTION_IDS,
    names: Object.fromEntries(PROJECTION_IDS.map((id) => [id, projectionName(id)])) as Readonly<
      Record<ProjectionId, string>
    >,
    get label() {
      return m.projectionLabel();
    },
    get help() {
      return m.projectionHelp();
    },
    group: 'method',
  },
  {
    name: 'categoricalProjection',
    key: 'cproj',
    kind: 'choice',
    default: 'kl',
    choices: CATEGORICAL_METRIC_IDS,
    get names() {
      return { kl: 'KL', euclidean: m.euclidean() };
    },
    get label() {
      return m.projectionLabel();
    },
    get help() {
      return m.categoricalProjectionHelp();
    },
    group: 'method',
  },
  {
    name: 'scaled',
    key: 'scaled',
    kind: 'switch',
    default: true,
    get label() {
      return m.scaledLabel();
    },
    get help() {
      return m.scaledHelp();
    },
    group: 'method',
  },
  {
    name: 'meanBound',
    key: 'em',
    kind: 'number',
    default: 0.03,
    minimum: 1e-6,
    maximum: 10,
    scale: 'log',
    get label() {
      return m.meanBoundLabel();
    },
    get help() {
      return m.meanBoundHelp();
    },
    group: 'bounds',
  },
  {
    name: 'covarianceBound',
    key: 'ec',
    kind: 'number',
    default: 1e-3,
    minimum: 1e-8,
    maximum: 10,
    scale: 'log',
    get label() {
      return m.covarianceBoundLabel();
    },
    get help() {
      return m.covarianceBoundHelp();
    },
    group: 'bounds',
  },
  {
    name: 'categoricalBound',
    key: 'cb',
    kind: 'number',
    default: 0.02,
    minimum: 1e-8,
    maximum: 10,
    scale: 'log',
    get label() {
      return m.categoricalBoundLabel();
    },
    get help() {
      return m.categoricalBoundHelp();
    },
    group: 'bounds',
  },
  {
    name: 'entropyCoefficient',
    key: 'entc',
    kind: 'number',
    default: 0,
    minimum: 0,
    maximum: 1,
    scale: 'linear',
    get label() {
      return m.entropyCoefficientLabel();
    },
    get help() {
      return m.entropyCoefficientHelp();
    },
    group: 'entropy',
  },
  {
    name: 'head',
    key: 'head',
    kind: 'choice',
    default: 'diagonal',
    choices: GAUSSIAN_HEAD_IDS,
    get names() {
      return { diagonal: m.headDiagonal(), full: m.headFull(), root: m.headRoot() };
    },
    get label() {
      return m.headLabel();
    },
    get help() {
      return m.headHelp();
    },
    group: 'policy',
  },
  {
    name: 'stateDependent',
    key: 'sd',
    kind: 'switch',
    default: true,
    get label() {
      return m.stateDependentLabel();
    },
    get help() {
      return m.stateDependentHelp();
    },
    group: 'policy',
  },
  {
    name: 'hiddenSizes',
    key: 'hid',
    kind: 'integers',
    default: [64, 64],
    minimum: 1,
    maximum: 512,
    minimumLength: 1,
    maximumLength: 4,
    get label() {
      return m.hiddenSizesLabel();
    },
    get help() {
      return m.hiddenSizesHelp();
    },
    group: 'policy',
  },
  {
    name: 'activation',
    key: 'act',
    kind: 'choice',
    default: 'tanh',
    choices: ACTIVATION_IDS,
    names: { tanh: 'tanh', relu: 'ReLU', elu: 'ELU' },
    get label() {
      return m.activationLabel();
    },
    get help() {
      return m.activationHelp();
    },
    group: 'policy',
  },
  {
    name: 'orthogonalInitialisation',
    key: 'orth',
    kind: 'switch',
    default: true,
    get label() {
      return m.orthogonalInitialisationLabel();
    },
    get help() {
      return m.orthogonalInitialisationHelp();
    },
    group: 'policy',
  },
  {
    name: 'pretrainingSteps',
    key: 'pre',
    kind: 'integer',
    default: 400,
    minimum: 0,
    maximum: 5000,
    scale: 'linear',
    get label() {
      return m.pretrainingStepsLabel();
    },
    get help() {
      return m.pretrainingStepsHelp();
    },
    group: 'policy',
  },
  {
    name: 'initialStandardDeviation',
    key: 'std0',
    kind: 'number',
    default: 1,
    minimum: 0.01,
    maximum: 10,
    scale: 'log',
    get label() {
      return m.initialStandardDeviationLabel();
    },
    get help() {
      return m.initialStandardDeviationHelp();
    },
    group: 'policy',
  },
  {
    name: 'environments',
    key: 'n',
    kind: 'integer',
    default: 32,
    minimum: 1,
    maximum: 512,
    scale: 'log',
    get label() {
      return m.environmentsLabel();
    },
    get help() {
      return m.environmentsHelp();
    },
    group: 'rollout',
  },
  {
    name: 'stepsPerIteration',
    key: 'h',
    kind: 'integer',
    default: 64,
    minimum: 1,
    maximum: 4096,
    scale: 'log',
    get label() {
      return m.stepsPerIterationLabel();
    },
    get help() {
      return m.stepsPerIterationHelp();
    },
    group: 'rollout',
  },
  {
    name: 'discount',
    key: 'gamma',
    kind: 'number',
    default: 0.95,
    minimum: 0,
    maximum: 1,
    scale: 'linear',
    digits: 6,
    get label() {
      return m.discountLabel();
    },
    get help() {
      return m.discountHelp();
    },
    group: 'rollout',
  },
  {
    name: 'gaeLambda',
    key: 'lambda',
    kind: 'number',
    default: 0.95,
    minimum: 0,
    maximum: 1,
    scale: 'linear',
    digits: 6,
    get label() {
      return m.gaeLambdaLabel();
    },
    get help() {
      return m.gaeLambdaHelp();
    },
    group: 'rollout',
  },
  {
    name: 'rewardScale',
    key: 'rs',
    kind: 'number',
    default: 0.1,
    minimum: 1e-4,
    maximum: 100,
    scale: 'log',
    get label() {
      return m.rewardScaleLabel();
    },
    get help() {
      return m.rewardScaleHelp();
    },
    group: 'rollout',
  },
  {
    name: 'staggerStarts',
    key: 'stag',
    kind: 'switch',
    default: true,
    get label() {
      return m.staggerStartsLabel();
    },
    get help() {
      return m.staggerStartsHelp();
    },
    group: 'rollout',
  },
  {
    name: 'normaliseObservations',
    key: 'norm',
    kind: 'switch',
    default: true,
    get label() {
      return m.normaliseObservationsLabel();
    },
    get help() {
      return m.normaliseObservationsHelp();
    },
    group: 'rollout',
  },
  {
    name: 'normaliseRewards',
    key: 'rnorm',
    kind: 'switch',
    default: false,
    get label() {
      return m.normaliseRewardsLabel();
    },
    get help() {
      return m.normaliseRewardsHelp();
    },
    group: 'rollout',
  },
  {
    name: 'policyEpochs',
    key: 'pe',
    kind: 'integer',
    default: 10,
    minimum: 1,
    maximum: 100,
    scale: 'linear',
    get label() {
      return m.policyEpochsLabel();
    },
    get help() {
      return m.policyEpochsHelp();
    },
    group: 'update',
  },
  {
    name: 'valueEpochs',
    key: 've',
    kind: 'integer',
    default: 10,
    minimum: 1,
    maximum: 100,
    scale: 'linear',
    get label() {
      return m.valueEpochsLabel();
    },
    get help() {
      return m.valueEpochsHelp();
    },
    group: 'update',
  },
  {
    name: 'minibatchSize',
    key: 'mb',
    kind: 'integer',
    default: 256,
    minimum: 2,
    maximum: 8192,
    scale: 'log',
    get label() {
      return m.minibatchSizeLabel();
    },
    get help() {
      return m.minibatchSizeHelp();
    },
    group: 'update',
  },
  {
    name: 'learningRate',
    key: 'lr',
    kind: 'number',
    default: 1e-3,
    minimum: 1e-7,
    maximum: 0.1,
    scale: 'log',
    get label() {
      return m.learningRateLabel();
    },
    get help() {
      return m.learningRateHelp();
    },
    group: 'update',
  },
  {
    name: 'valueLearningRate',
    key: 'vlr',
    kind: 'number',
    default: 1e-3,
    minimum: 1e-7,
    maximum: 0.1,
    scale: 'log',
    get label() {
      return m.valueLearningRateLabel();
    },
    get help() {
      return m.valueLearningRateHelp();
    },
    group: 'update',
  },
  {
    name: 'learningRateDecay',
    key: 'lrd',
    kind: 'switch',
    default: false,
    get label() {
      return m.learningRateDecayLabel();
    },
    get help() {
      return m.learningRateDecayHelp();
    },
    group: 'update',
  },
  {
    name: 'maximalGradientNorm',
    key: 'gnorm',
    kind: 'number',
    default: 0,
    minimum: 0,
    maximum: 100,
    scale: 'linear',
    get label() {
      return m.maximalGradientNormLabel();
    },
    get help() {
      return m.maximalGradientNormHelp();
    },
    group: 'update',
  },
  {
    name: 'valueClip',
    key: 'vclip',
    kind: 'number',
    default: 0,
    minimum: 0,
    maximum: 100,
    scale: 'linear',
    get label() {
      return m.valueClipLabel();
    },
    get help() {
      return m.valueClipHelp();
    },
    group: 'update',
  },
  {
    name: 'steps',
    key: 'steps',
    kind: 'integer',
    default: 131072,
    minimum: 1,
    maximum: 100_000_000,
    scale: 'log',
    get unit() {
      return m.environmentSteps();
    },
    get label() {
      return m.stepsLabel();
    },
    get help() {
      return m.stepsHelp();
    },
    group: 'run',
  },
  {
    name: 'stopAtReturn',
    key: 'goal',
    kind: 'number',
    default: NO_RETURN,
    minimum: -NO_RETURN,
    maximum: NO_RETURN,
    never: NO_RETURN,
    scale: 'linear',
    get label() {
      return m.stopAtReturnLabel();
    },
    get help() {
      return m.stopAtReturnHelp();
    },
    group: 'run',
  },
  {
    name: 'seeds',
    key: 'seeds',
    kind: 'integers',
    default: [1],
    minimum: 0,
    maximum: 2_147_483_647,
    minimumLength: 1,
    maximumLength: 16,
    get label() {
      return m.seedsLabel();
    },
    get help() {
      return m.seedsHelp();
    },
    group: 'run',
  },
  {
    name: 'engine',
    key: 'engine',
    kind: 'choice',
    default: 'auto',
    choices: ENGINE_CHOICES,
    get names() {
      return { auto: m.engineAuto(), webgpu: 'WebGPU', simd: 'SIMD' };
    },
    formerly: { cpu: 'simd' },
    get label() {
      return m.engineLabel();
    },
    get help() {
      return m.engineHelp();
    },
    group: 'run',
  },
] as const satisfies readonly Field[];

/** Settings that some algorithms have, once each. */
const OWN_FIELDS: readonly (typeof ALGORITHMS)[number]['fields'][number][] = [
  ...new Set(ALGORITHMS.flatMap<(typeof ALGORITHMS)[number]['fields'][number]>(({ fields }) => [...fields])),
];

type Row = (typeof SHARED_FIELDS)[number] | (typeof OWN_FIELDS)[number];

/** A whole run: validated, every field present. What the worker gets. */
export type RunConfiguration = ValuesOf<Row>;
export type RunFieldName = Row['name'];

/**
 * The one declarative table of a run: its schema, its link, its file, its `--set` and its form are all made
 * from these rows. In each group first what all algorithms share.
 */
export const RUN_FIELDS: readonly Row[] = FIELD_GROUPS.flatMap((group) =>
  [...SHARED_FIELDS, ...OWN_FIELDS].filter((field) => field.group === group),
);

export const DEFAULT_RUN: RunConfiguration = Object.fromEntries(
  RUN_FIELDS.map((field) => [field.name, field.default]),
) as unknown as RunConfiguration;
