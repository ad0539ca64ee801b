/** The names a configuration may use, gathered from the folders that own them. */

import { ALGORITHMS, type AlgorithmId } from '../algorithms/registry.ts';

export { PROJECTION_IDS } from 'trust-region-layers';
export { ENTROPY_SCHEDULE_IDS } from '../algorithms/trpl.ts';
export { ENVIRONMENT_IDS } from '../environments/environmentById.ts';
export type { EnvironmentId } from '../environments/registry.ts';
export { ACTIVATION_IDS, GAUSSIAN_HEAD_IDS } from '../policies/types.ts';

export const ALGORITHM_IDS: readonly AlgorithmId[] = ALGORITHMS.map(({ id }) => id);

/** `auto` takes the faster one, and never a software WebGPU adapter; `webgpu` by name does. */
export const ENGINE_CHOICES = ['auto', 'webgpu', 'simd'] as const;
export type EngineChoice = (typeof ENGINE_CHOICES)[number];
