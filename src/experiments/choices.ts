/** The names a configuration may use, gathered from the folders that own them. */

export { PROJECTION_IDS } from 'trust-region-layers';
export { ENVIRONMENT_IDS, type EnvironmentId } from '../environments/ids.ts';
export { ACTIVATION_IDS, HEAD_IDS } from '../policies/types.ts';

/** trpl: a projection layer; ppo: ratio clip; trpo: line search; papi: ppo, then a projection of the whole policy; pg: none. */
export const ALGORITHM_IDS = ['trpl', 'ppo', 'trpo', 'papi', 'pg'] as const;

/** DESIGN §1.4. */
export const ENTROPY_SCHEDULE_IDS = ['none', 'linear', 'exponential'] as const;

/** `auto` takes the faster one, and never a software WebGPU adapter; `webgpu` by name does. */
export const ENGINE_CHOICES = ['auto', 'webgpu', 'simd'] as const;
export type EngineChoice = (typeof ENGINE_CHOICES)[number];
