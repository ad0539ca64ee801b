import * as words from '#words/comparisons';
import type { RunConfiguration } from '../fields.ts';

/** A detail of the implementation that is not part of a method, and its two settings. */
export interface ImplementationChoice {
  /** Short name in links: the key of the setting. */
  readonly id: string;
  readonly label: string;
  readonly name: keyof RunConfiguration;
  readonly on: number | boolean;
  readonly off: number | boolean;
}

/** Choices that code of PPO makes in passing and that methods are said to live by (Engstrom et al. 2020; Otto et al. 2021, §5). */
export const IMPLEMENTATION_CHOICES = [
  {
    id: 'norm',
    get label() {
      return words.observationNormalisation();
    },
    name: 'normaliseObservations',
    on: true,
    off: false,
  },
  {
    id: 'orth',
    get label() {
      return words.orthogonalWeights();
    },
    name: 'orthogonalInitialisation',
    on: true,
    off: false,
  },
  {
    id: 'rnorm',
    get label() {
      return words.rewardScaling();
    },
    name: 'normaliseRewards',
    on: true,
    off: false,
  },
  {
    id: 'vclip',
    get label() {
      return words.valueClip();
    },
    name: 'valueClip',
    on: 0.2,
    off: 0,
  },
  {
    id: 'lrd',
    get label() {
      return words.rateDecay();
    },
    name: 'learningRateDecay',
    on: true,
    off: false,
  },
  {
    id: 'gnorm',
    get label() {
      return words.gradientClip();
    },
    name: 'maximalGradientNorm',
    on: 0.5,
    off: 0,
  },
] as const satisfies readonly ImplementationChoice[];

export type ImplementationChoiceId = (typeof IMPLEMENTATION_CHOICES)[number]['id'];

/** Whether a run makes this choice. */
export function isOn(choice: ImplementationChoice, configuration: RunConfiguration): boolean {
  return configuration[choice.name] !== choice.off;
}

/** The run with this choice made the other way. */
export function toggled(choice: ImplementationChoice, configuration: RunConfiguration): RunConfiguration {
  return { ...configuration, [choice.name]: isOn(choice, configuration) ? choice.off : choice.on };
}
