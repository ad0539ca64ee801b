/** The names a configuration may use, gathered from the folders that own them. */
export { ENVIRONMENT_IDS, type EnvironmentId } from '../environments/ids.ts';
export { ACTIVATION_IDS, HEAD_IDS } from '../policies/types.ts';
export { PROJECTION_IDS } from '../projections/types.ts';

/** trpl: a projection layer; ppo: ratio clip; pg: neither. */
export const ALGORITHM_IDS = ['trpl', 'ppo', 'pg'] as const;

/** DESIGN §1.4. */
export const ENTROPY_SCHEDULE_IDS = ['none', 'linear', 'exponential'] as const;

/** `auto` never takes a software WebGPU adapter; `webgpu` by name does. */
export const ENGINE_CHOICES = ['auto', 'webgpu', 'cpu'] as const;
export type EngineChoice = (typeof ENGINE_CHOICES)[number];
