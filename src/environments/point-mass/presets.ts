import type { TaskPreset } from '../environment.ts';

/** The wider covariance bound lets the ellipses differ from state to state within 30 iterations. */
const POINT_MASS = {
  head: 'full',
  stateDependent: true,
  covarianceBound: 5e-3,
  learningRate: 3e-4,
  steps: 98_304,
} as const;

export const POINT_MASS_PRESETS = [
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
] as const satisfies readonly TaskPreset[];
