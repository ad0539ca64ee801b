import {
  ACTIVATION_IDS,
  ALGORITHM_IDS,
  ENGINE_CHOICES,
  ENTROPY_SCHEDULE_IDS,
  ENVIRONMENT_IDS,
  HEAD_IDS,
  PROJECTION_IDS,
} from './choices.ts';

/** Where the Train form shows a field: always in sight, or folded away under a heading. */
export type FieldGroup = 'task' | 'method' | 'bounds' | 'entropy' | 'policy' | 'rollout' | 'update' | 'run';

interface FieldBase<Name extends string> {
  /** Name in code, files and `--set`. */
  readonly name: Name;
  /** Short key in links. Never reuse one: old links keep working. */
  readonly key: string;
  readonly label: string;
  /** One sentence of help. */
  readonly help: string;
  readonly group: FieldGroup;
}

export interface NumberField<Name extends string = string> extends FieldBase<Name> {
  readonly kind: 'number' | 'integer';
  readonly default: number;
  readonly minimum: number;
  readonly maximum: number;
  /** How a slider maps its travel. */
  readonly scale: 'linear' | 'log';
  readonly unit?: string;
  /** Significant digits that controls set and links keep; 4 if left out, all of them for integers. */
  readonly digits?: number;
}
export interface ChoiceField<Name extends string = string, Choice extends string = string>
  extends FieldBase<Name> {
  readonly kind: 'choice';
  readonly default: Choice;
  readonly choices: readonly Choice[];
  /** Choices of older links and files, and what they mean now. */
  readonly formerly?: Readonly<Record<string, Choice>>;
}
export interface SwitchField<Name extends string = string> extends FieldBase<Name> {
  readonly kind: 'switch';
  readonly default: boolean;
}
/** A short list of integers: seeds, hidden layer sizes. */
export interface IntegerListField<Name extends string = string> extends FieldBase<Name> {
  readonly kind: 'integers';
  readonly default: readonly number[];
  readonly minimum: number;
  readonly maximum: number;
  readonly minimumLength: number;
  readonly maximumLength: number;
}
export type Field = NumberField | ChoiceField | SwitchField | IntegerListField;

/**
 * The one declarative table of a run: its schema, its link, its file, its `--set` and its form are all made
 * from these rows. Defaults are a start known to work on Pendulum. With its learning rate of 1e-3 the return of
 * one seed first passes −200 after 65,000 steps; with the paper's 3e-4 it takes 116,000.
 */
export const RUN_FIELDS = [
  {
    name: 'environment',
    key: 'env',
    kind: 'choice',
    default: 'pendulum',
    choices: ENVIRONMENT_IDS,
    label: 'Task',
    help: 'The control problem the agent learns.',
    group: 'task',
  },
  {
    name: 'algorithm',
    key: 'alg',
    kind: 'choice',
    default: 'trpl',
    choices: ALGORITHM_IDS,
    label: 'Algorithm',
    help: 'How the policy update is kept in check: a projection layer, a ratio clip, a line search, or not at all. TRPO trains on WebAssembly only.',
    group: 'method',
  },
  {
    name: 'projection',
    key: 'proj',
    kind: 'choice',
    default: 'kl',
    choices: PROJECTION_IDS,
    label: 'Projection',
    help: 'The distance whose ball around the old policy is the trust region; also the metric in which drift is measured.',
    group: 'method',
  },
  {
    name: 'scaled',
    key: 'scaled',
    kind: 'switch',
    default: true,
    label: 'Precision-scaled metric',
    help: 'Measure distances in units of the old standard deviation (the paper’s choice); KL always is.',
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
    label: 'Mean bound ε_μ',
    help: 'Largest allowed mean part of the distance to the old policy, in every state.',
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
    label: 'Covariance bound ε_Σ',
    help: 'Largest allowed covariance part of the distance to the old policy, in every state.',
    group: 'bounds',
  },
  {
    name: 'trustRegionCoefficient',
    key: 'alpha',
    kind: 'number',
    default: 8,
    minimum: 0,
    maximum: 1000,
    scale: 'linear',
    label: 'Trust-region loss α',
    help: 'Weight of the loss that pulls the network’s own output towards its projection.',
    group: 'bounds',
  },
  {
    name: 'averageKlBound',
    key: 'dkl',
    kind: 'number',
    default: 0.01,
    minimum: 1e-6,
    maximum: 10,
    scale: 'log',
    label: 'Average KL bound δ',
    help: 'Largest allowed KL from the old policy, averaged over the states of the batch (TRPO and PAPI).',
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
    label: 'Entropy coefficient',
    help: 'Weight of the entropy bonus in the policy loss.',
    group: 'entropy',
  },
  {
    name: 'entropySchedule',
    key: 'ents',
    kind: 'choice',
    default: 'none',
    choices: ENTROPY_SCHEDULE_IDS,
    label: 'Entropy floor',
    help: 'How the lower bound on the policy’s entropy moves over the run.',
    group: 'entropy',
  },
  {
    name: 'targetEntropy',
    key: 'entt',
    kind: 'number',
    default: 0,
    minimum: -50,
    maximum: 50,
    scale: 'linear',
    unit: 'nats',
    label: 'Target entropy H*',
    help: 'Where a linear floor ends; the exponential floor tends to k·H*.',
    group: 'entropy',
  },
  {
    name: 'entropyTemperature',
    key: 'enttau',
    kind: 'number',
    default: 0.5,
    minimum: 0.01,
    maximum: 0.99,
    scale: 'linear',
    label: 'Entropy temperature τ',
    help: 'Speed of the exponential floor; smaller falls faster.',
    group: 'entropy',
  },
  {
    name: 'entropyEquality',
    key: 'enteq',
    kind: 'switch',
    default: false,
    label: 'Hold the entropy at the floor',
    help: 'Scale to the floor always (equality), not only from below (inequality).',
    group: 'entropy',
  },
  {
    name: 'entropyFirst',
    key: 'entfirst',
    kind: 'switch',
    default: false,
    label: 'Entropy before the trust region',
    help: 'Apply the floor before the projection, so that the bound has the last word.',
    group: 'entropy',
  },
  {
    name: 'head',
    key: 'head',
    kind: 'choice',
    default: 'diagonal',
    choices: HEAD_IDS,
    label: 'Covariance',
    help: 'Diagonal; full, output as a Cholesky factor; or full, output as the symmetric root (the paper’s W2 policies).',
    group: 'policy',
  },
  {
    name: 'stateDependent',
    key: 'sd',
    kind: 'switch',
    default: true,
    label: 'State-dependent covariance',
    help: 'The network outputs the covariance; otherwise one learned covariance serves all states.',
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
    label: 'Hidden layers',
    help: 'Units in each hidden layer, of the policy and the value network alike.',
    group: 'policy',
  },
  {
    name: 'activation',
    key: 'act',
    kind: 'choice',
    default: 'tanh',
    choices: ACTIVATION_IDS,
    label: 'Activation',
    help: 'Nonlinearity of the hidden layers.',
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
    label: 'Initial standard deviation',
    help: 'Standard deviation of every action at the first iteration.',
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
    label: 'Environments',
    help: 'Copies of the task stepped side by side.',
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
    label: 'Steps per environment',
    help: 'Environment steps each copy takes before an update.',
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
    label: 'Discount γ',
    help: 'Weight of the next step’s reward relative to this one’s.',
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
    label: 'GAE λ',
    help: 'Trade-off between bias (0) and variance (1) of the advantages.',
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
    label: 'Reward scale',
    help: 'Rewards are multiplied by this before learning; returns are shown unscaled.',
    group: 'rollout',
  },
  {
    name: 'staggerStarts',
    key: 'stag',
    kind: 'switch',
    default: true,
    label: 'Stagger the first episodes',
    help: 'Spread the copies over the time limit at the start, so that a batch holds every phase of an episode.',
    group: 'rollout',
  },
  {
    name: 'normaliseObservations',
    key: 'norm',
    kind: 'switch',
    default: true,
    label: 'Normalise observations',
    help: 'Subtract a running mean and divide by a running standard deviation.',
    group: 'rollout',
  },
  {
    name: 'normaliseRewards',
    key: 'rnorm',
    kind: 'switch',
    default: false,
    label: 'Normalise rewards',
    help: 'Divide rewards by the running standard deviation of their discounted sum, before learning.',
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
    label: 'Policy epochs',
    help: 'Passes over the batch for the policy in each iteration.',
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
    label: 'Value epochs',
    help: 'Passes over the batch for the value network in each iteration.',
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
    label: 'Minibatch size',
    help: 'States in one gradient step; larger than the batch means the whole batch.',
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
    label: 'Learning rate',
    help: 'Adam step size of the policy.',
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
    label: 'Value learning rate',
    help: 'Adam step size of the value network.',
    group: 'update',
  },
  {
    name: 'learningRateDecay',
    key: 'lrd',
    kind: 'switch',
    default: false,
    label: 'Decay the learning rates',
    help: 'Both step sizes fall linearly to 0 over the budget.',
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
    label: 'Largest gradient norm',
    help: 'Longer gradients of either network are shortened to it; 0 never shortens.',
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
    label: 'Value clip',
    help: 'The value counts only as far as it has moved by this much from the rollout’s; 0 never clips.',
    group: 'update',
  },
  {
    name: 'clipRatio',
    key: 'clip',
    kind: 'number',
    default: 0.2,
    minimum: 0.01,
    maximum: 1,
    scale: 'linear',
    label: 'PPO ratio clip',
    help: 'PPO ignores gains from a probability ratio further than this from 1.',
    group: 'update',
  },
  {
    name: 'klStop',
    key: 'klstop',
    kind: 'number',
    default: 0,
    minimum: 0,
    maximum: 10,
    scale: 'linear',
    label: 'Stop epochs at KL',
    help: 'PPO and PAPI end the policy epochs when the mean KL from the old policy exceeds this; 0 never does.',
    group: 'update',
  },
  {
    name: 'conjugateGradientIterations',
    key: 'cgi',
    kind: 'integer',
    default: 15,
    minimum: 1,
    maximum: 100,
    scale: 'linear',
    label: 'Conjugate gradient iterations',
    help: 'Fisher-vector products TRPO spends on the direction of its step.',
    group: 'update',
  },
  {
    name: 'conjugateGradientDamping',
    key: 'cgd',
    kind: 'number',
    default: 0.1,
    minimum: 0,
    maximum: 10,
    scale: 'linear',
    label: 'Fisher damping',
    help: 'Added to the diagonal of TRPO’s Fisher information.',
    group: 'update',
  },
  {
    name: 'lineSearchSteps',
    key: 'ls',
    kind: 'integer',
    default: 10,
    minimum: 1,
    maximum: 50,
    scale: 'linear',
    label: 'Line-search steps',
    help: 'Times TRPO shortens its step before it keeps the old policy.',
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
    unit: 'environment steps',
    label: 'Budget',
    help: 'Environment steps per seed after which the run is finished.',
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
    label: 'Seeds',
    help: 'Each seed is one agent; several train side by side as a population.',
    group: 'run',
  },
  {
    name: 'engine',
    key: 'engine',
    kind: 'choice',
    default: 'auto',
    choices: ENGINE_CHOICES,
    formerly: { cpu: 'simd' },
    label: 'Engine',
    help: 'Where the numbers are crunched. Auto times WebGPU (on a hardware adapter) against WebAssembly SIMD and takes the faster; only SIMD runs repeat to the bit everywhere.',
    group: 'run',
  },
] as const satisfies readonly Field[];

type Row = (typeof RUN_FIELDS)[number];
type ValueOf<F> = F extends { kind: 'choice'; choices: readonly (infer C)[] }
  ? C
  : F extends { kind: 'switch' }
    ? boolean
    : F extends { kind: 'integers' }
      ? readonly number[]
      : number;

/** A whole run: validated, every field present. What the worker gets. */
export type RunConfiguration = { readonly [F in Row as F['name']]: ValueOf<F> };
export type RunFieldName = Row['name'];

export const DEFAULT_RUN: RunConfiguration = Object.fromEntries(
  RUN_FIELDS.map((field) => [field.name, field.default]),
) as unknown as RunConfiguration;
