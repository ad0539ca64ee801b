import * as words from '#words/examples';
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
    get title() {
      return words.meanOnly();
    },
    get caption() {
      return words.meanOnlyCaption();
    },
    configuration: { ...SHARED, proposed: { ...OLD, mean: [1.4, 0.9] } },
  },
  {
    id: 'shrink',
    get title() {
      return words.shrink();
    },
    get caption() {
      return words.shrinkCaption();
    },
    configuration: { ...SHARED, proposed: { ...OLD, sigma1: 0.36, sigma2: 0.21 } },
  },
  {
    id: 'grow',
    get title() {
      return words.grow();
    },
    get caption() {
      return words.growCaption();
    },
    configuration: { ...SHARED, proposed: { ...OLD, sigma1: 2.4, sigma2: 1.4 } },
  },
  {
    id: 'rotate',
    get title() {
      return words.rotate();
    },
    get caption() {
      return words.rotateCaption();
    },
    configuration: {
      ...SHARED,
      old: { ...OLD, sigma2: 0.45 },
      proposed: { ...OLD, sigma2: 0.45, angle: -80 },
    },
  },
  {
    id: 'everything',
    get title() {
      return words.everything();
    },
    get caption() {
      return words.everythingCaption();
    },
    configuration: { ...SHARED, proposed: { mean: [1.3, 0.8], sigma1: 1.1, sigma2: 0.35, angle: -40 } },
  },
  {
    id: 'inside',
    get title() {
      return words.inside();
    },
    get caption() {
      return words.insideCaption();
    },
    configuration: { ...SHARED, proposed: { mean: [-0.4, -0.1], sigma1: 1.05, sigma2: 0.65, angle: 32 } },
  },
] as const satisfies readonly LabPreset[];

export type LabPresetId = (typeof LAB_PRESETS)[number]['id'];

/** Where the Lab starts, and what a Lab link differs from. */
export const DEFAULT_LAB: LabConfiguration = LAB_PRESETS.find(({ id }) => id === 'everything')!.configuration;
