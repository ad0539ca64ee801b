import type { LabConfiguration, LabGaussian } from './lab.ts';

/** An example that shows one thing. Links name it, so its id and its numbers stay. */
export interface LabPreset {
  readonly id: string;
  readonly title: string;
  /** One sentence: what is to be seen. */
  readonly caption: string;
  readonly configuration: LabConfiguration;
}

const OLD: LabGaussian = { mean: [-0.8, -0.4], sigma1: 1.2, sigma2: 0.7, angle: 25 };

/** What the examples share; each changes the proposed policy and leaves the bounds wide enough to see. */
const SHARED = {
  projection: 'kl',
  scaled: true,
  meanBound: 0.2,
  covarianceBound: 0.25,
  entropyFloor: null,
  entropyMode: 'inequality',
  entropyOrder: 'after',
  old: OLD,
} as const satisfies Omit<LabConfiguration, 'proposed'>;

/** In the order in which the Lab lists them. */
export const LAB_PRESETS = [
  {
    id: 'mean',
    title: 'Mean only',
    caption: 'Only the mean moved: it comes back along the straight line until it touches the bound.',
    configuration: { ...SHARED, proposed: { ...OLD, mean: [1.4, 0.9] } },
  },
  {
    id: 'shrink',
    title: 'Shrink',
    caption: 'The proposal got sure too soon: the projection gives back some of the old spread.',
    configuration: { ...SHARED, proposed: { ...OLD, sigma1: 0.36, sigma2: 0.21 } },
  },
  {
    id: 'grow',
    title: 'Grow',
    caption: 'The proposal spreads out: the projection keeps its shape and lets it grow only so far.',
    configuration: { ...SHARED, proposed: { ...OLD, sigma1: 2.4, sigma2: 1.4 } },
  },
  {
    id: 'rotate',
    title: 'Rotate',
    caption: 'The same spread turned by 75°: on the way back the ellipse changes shape as well as direction.',
    configuration: {
      ...SHARED,
      old: { ...OLD, sigma2: 0.45 },
      proposed: { ...OLD, sigma2: 0.45, angle: -80 },
    },
  },
  {
    id: 'everything',
    title: 'Everything at once',
    caption: 'Mean and covariance are held separately, each by its own bound.',
    configuration: { ...SHARED, proposed: { mean: [1.3, 0.8], sigma1: 1.1, sigma2: 0.35, angle: -40 } },
  },
  {
    id: 'inside',
    title: 'Inside',
    caption: 'A small enough step passes unchanged, to the bit: nothing happens.',
    configuration: { ...SHARED, proposed: { mean: [-0.4, -0.1], sigma1: 1.05, sigma2: 0.65, angle: 32 } },
  },
] as const satisfies readonly LabPreset[];

export type LabPresetId = (typeof LAB_PRESETS)[number]['id'];

/** Where the Lab starts, and what a Lab link differs from. */
export const DEFAULT_LAB: LabConfiguration = LAB_PRESETS.find(({ id }) => id === 'everything')!.configuration;
