import * as m from '#words/presets';
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
    get title() {
      return m.pointMass();
    },
    get caption() {
      return m.pointMassCaption();
    },
    layer: POINT_MASS,
  },
  {
    id: 'point-mass-w2',
    get title() {
      return m.pointMassWasserstein();
    },
    get caption() {
      return m.pointMassWassersteinCaption();
    },
    layer: { ...POINT_MASS, projection: 'w2', head: 'root' },
  },
  {
    id: 'point-mass-ppo',
    get title() {
      return m.pointMassPpo();
    },
    get caption() {
      return m.pointMassPpoCaption();
    },
    layer: { ...POINT_MASS, algorithm: 'ppo' },
  },
  {
    id: 'point-mass-pg',
    get title() {
      return m.pointMassFree();
    },
    get caption() {
      return m.pointMassFreeCaption();
    },
    layer: { ...POINT_MASS, algorithm: 'pg' },
  },
] as const satisfies readonly TaskPreset[];
