import type { EnvironmentId } from './choices.ts';
import { DEFAULT_RUN, type RunConfiguration } from './fields.ts';

/** A start known to work: a layer over the defaults. Links name it, so its id and its numbers stay. */
export interface RunPreset {
  readonly id: string;
  readonly title: string;
  /** One sentence: what to watch. */
  readonly caption: string;
  readonly layer: Partial<RunConfiguration>;
}

/** The wider covariance bound lets the ellipses differ from state to state within 30 iterations. */
const POINT_MASS = {
  environment: 'point-mass',
  head: 'full',
  stateDependent: true,
  covarianceBound: 5e-3,
  learningRate: 3e-4,
  steps: 98_304,
} as const satisfies Partial<RunConfiguration>;

/**
 * Nothing but the flag pays and thrust costs, so a policy that does not find the flag at first learns to stand still. With the usual
 * standard deviation of 1 this happens to one seed in four; with 2, noise that mostly pushes fully one way or the other, to none of four.
 */
const MOUNTAIN_CAR = {
  environment: 'mountain-car',
  initialStandardDeviation: 2,
  discount: 0.99,
  learningRate: 3e-4,
  steps: 163_840,
} as const satisfies Partial<RunConfiguration>;

/**
 * The trap is to hang still in the middle. What leads out: long rollouts, an entropy bonus, and observations as they are, for a
 * running scale learned while the pole hangs would blow up the first swing.
 */
const CART_POLE = {
  environment: 'cart-pole',
  normaliseObservations: false,
  stepsPerIteration: 128,
  entropyCoefficient: 0.02,
  discount: 0.98,
  steps: 262_144,
} as const satisfies Partial<RunConfiguration>;

const ACROBOT = {
  environment: 'acrobot',
  discount: 0.99,
  steps: 163_840,
} as const satisfies Partial<RunConfiguration>;

const REACHER = {
  environment: 'reacher',
  head: 'full',
  discount: 0.97,
  rewardScale: 1,
  steps: 262_144,
} as const satisfies Partial<RunConfiguration>;

const REACHER_5_DENSE = {
  environment: 'reacher-5-dense',
  environments: 64,
  discount: 0.99,
  steps: 524_288,
} as const satisfies Partial<RunConfiguration>;

/**
 * All that pays comes after the last step of an episode of fixed length: nothing is discounted, and the clock in the observation tells
 * the critic when it comes.
 */
const REACHER_5 = {
  environment: 'reacher-5',
  environments: 64,
  stepsPerIteration: 100,
  discount: 1,
  rewardScale: 0.05,
  learningRate: 5e-4,
  minibatchSize: 512,
  steps: 614_400,
} as const satisfies Partial<RunConfiguration>;

/** In the order in which the interface lists them; the first of each task is where that task starts. */
export const RUN_PRESETS = [
  {
    id: 'pendulum',
    title: 'Pendulum, KL layer',
    caption: 'One action: the policies are bell curves, and every one of them moves at most to its bound.',
    layer: {},
  },
  {
    id: 'pendulum-ppo',
    title: 'Pendulum, PPO',
    caption:
      'The same agent held by a ratio clip: watch states drift beyond the bound that is only measured.',
    layer: { algorithm: 'ppo' },
  },
  {
    id: 'mountain-car',
    title: 'Mountain car, KL layer',
    caption:
      'Nothing pays before the flag is found by chance; then the whole valley turns within a few updates.',
    layer: MOUNTAIN_CAR,
  },
  {
    id: 'cart-pole',
    title: 'Cart-pole, KL layer',
    caption:
      'Two skills in one run: the return steps up when the swing is found, and again with the balance.',
    layer: CART_POLE,
  },
  {
    id: 'acrobot',
    title: 'Acrobot, KL layer',
    caption: 'Every step costs the same: the return is minus the steps that the swing takes.',
    layer: ACROBOT,
  },
  {
    id: 'point-mass',
    title: 'Point mass, KL layer',
    caption: 'Two actions and a full covariance: ellipses turn along the way around the wall.',
    layer: POINT_MASS,
  },
  {
    id: 'point-mass-w2',
    title: 'Point mass, Wasserstein layer',
    caption: 'The paper’s W2 policies: the network outputs the symmetric root of the covariance.',
    layer: { ...POINT_MASS, projection: 'w2', head: 'root' },
  },
  {
    id: 'point-mass-ppo',
    title: 'Point mass, PPO',
    caption: 'The same network held by a ratio clip alone.',
    layer: { ...POINT_MASS, algorithm: 'ppo' },
  },
  {
    id: 'point-mass-pg',
    title: 'Point mass, nothing held',
    caption: 'No layer and no clip: what the trust region is for.',
    layer: { ...POINT_MASS, algorithm: 'pg' },
  },
  {
    id: 'reacher',
    title: 'Reacher, KL layer',
    caption:
      'Two torques and a full covariance: each state has an ellipse, stretched where one joint matters more.',
    layer: REACHER,
  },
  {
    id: 'reacher-5',
    title: 'Reacher 5, KL layer',
    caption:
      'The sparse task of the paper: only the last of 200 steps tells how close. Learns slowly, and not with every seed.',
    layer: REACHER_5,
  },
  {
    id: 'reacher-5-dense',
    title: 'Reacher 5, dense, KL layer',
    caption: 'Five torques, of which the picture shows two: the same arm told its distance in every step.',
    layer: REACHER_5_DENSE,
  },
] as const satisfies readonly RunPreset[];

export type PresetId = (typeof RUN_PRESETS)[number]['id'];
export const PRESET_IDS: readonly PresetId[] = RUN_PRESETS.map((preset) => preset.id);

/** Where a run on this task starts when no preset is named. */
export const ENVIRONMENT_PRESETS: Readonly<Record<EnvironmentId, PresetId>> = {
  pendulum: 'pendulum',
  'mountain-car': 'mountain-car',
  'cart-pole': 'cart-pole',
  acrobot: 'acrobot',
  'point-mass': 'point-mass',
  reacher: 'reacher',
  'reacher-5': 'reacher-5',
  'reacher-5-dense': 'reacher-5-dense',
};

export function isPresetId(value: unknown): value is PresetId {
  return PRESET_IDS.includes(value as PresetId);
}

/** The defaults under a preset's layer. */
export function presetConfiguration(id: PresetId): RunConfiguration {
  return { ...DEFAULT_RUN, ...RUN_PRESETS.find((preset) => preset.id === id)!.layer };
}

/** What a recipe differs from: the preset it names, or else the start of its task. */
export function baseConfiguration(preset: PresetId | null, environment: EnvironmentId): RunConfiguration {
  return presetConfiguration(preset ?? ENVIRONMENT_PRESETS[environment]);
}
