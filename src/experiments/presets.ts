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
] as const satisfies readonly RunPreset[];

export type PresetId = (typeof RUN_PRESETS)[number]['id'];
export const PRESET_IDS: readonly PresetId[] = RUN_PRESETS.map((preset) => preset.id);

/** Where a run on this task starts when no preset is named. */
export const ENVIRONMENT_PRESETS: Readonly<Record<EnvironmentId, PresetId>> = {
  pendulum: 'pendulum',
  'point-mass': 'point-mass',
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
