import type { RunConfiguration } from '../../../../experiments/fields.ts';
import { type PresetId, presetConfiguration } from '../../../../experiments/presets.ts';
import { isOver } from '../../train/runFacts.ts';
import type { TrainScript } from '../../train/trainScript.ts';

export type OwnSide = 'own' | 'again';
export type OwnStep = 'recipe' | 'choose' | 'predict' | 'send';

/** Tasks that are learned while one watches. */
export const OWN_PRESETS = [
  'pendulum-fast',
  'point-mass',
  'reacher-5-dense-fast',
] as const satisfies readonly PresetId[];
export type OwnPreset = (typeof OWN_PRESETS)[number];

/** What the reader chooses. */
export interface OwnChoice {
  readonly preset: OwnPreset;
  readonly meanBound: number;
  readonly seed: number;
}

export const FIRST_CHOICE: OwnChoice = { preset: 'pendulum-fast', meanBound: 0.03, seed: 1 };

/** On WebAssembly, which repeats itself to the bit. */
export function ownConfiguration({ preset, meanBound, seed }: OwnChoice): RunConfiguration {
  return { ...presetConfiguration(preset), meanBound, seeds: [seed], engine: 'simd' };
}

/** The chapter around a run of these settings. */
export function ownScript(configuration: RunConfiguration): TrainScript<OwnStep, OwnSide> {
  return {
    id: 'your-own',
    pace: 'watch',
    stages: [
      { id: 'own', sides: [{ id: 'own', configuration }] },
      { id: 'again', sides: [{ id: 'again', configuration }] },
    ],
    steps: [
      { id: 'recipe', stage: 'own', parts: ['agents', 'return'] },
      { id: 'choose', parts: ['agents', 'return'] },
      {
        id: 'predict',
        parts: ['agents', 'return'],
        prediction: {
          options: ['other', 'close', 'all'],
          answer: ({ own, again }) => {
            if (!isOver(own) || !isOver(again)) return null;
            if (own!.finished!.digest === again!.finished!.digest) return 'all';
            const [one, other] = [own!.finished!.finalReturn[0], again!.finished!.finalReturn[0]];
            return one != null && other != null && Math.abs(one - other) < 10 ? 'close' : 'other';
          },
        },
      },
      { id: 'send', parts: ['agents', 'return'] },
    ],
  };
}
