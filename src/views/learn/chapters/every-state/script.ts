import { asMethod } from '../../../../experiments/duel.ts';
import { presetConfiguration } from '../../../../experiments/presets.ts';
import { isOver, shareBeyond } from '../../train/runFacts.ts';
import type { TrainScript } from '../../train/trainScript.ts';

export type EverySide = 'trpo' | 'papi' | 'ppo' | 'kl';
export type EveryStep = 'promise' | 'predict' | 'average' | 'clip' | 'layer' | 'find';

export const METHODS = ['trpo', 'papi', 'ppo', 'kl'] as const satisfies readonly EverySide[];

/** The pendulum as all methods are compared on it, for half of its usual budget. */
const TERMS = { ...presetConfiguration('pendulum'), steps: 65_536, seeds: [1], engine: 'simd' as const };

/** Shares of states between which the answers lie. */
const NONE = 0.001;
const FEW = 0.05;

/** How far the furthest state went that is worth finding, in multiples of what the average may be. */
export const FAR = 10;

export const script: TrainScript<EveryStep, EverySide> = {
  id: 'every-state',
  pace: 'full',
  stages: [{ id: 'four', sides: METHODS.map((id) => ({ id, configuration: asMethod(TERMS, id, 'kl') })) }],
  steps: [
    { id: 'promise', stage: 'four', parts: ['map'], map: 'trpo' },
    {
      id: 'predict',
      parts: ['map'],
      map: 'trpo',
      prediction: {
        options: ['none', 'few', 'many'],
        answer: ({ trpo }) => {
          const share = isOver(trpo) ? shareBeyond(trpo) : null;
          if (share === null) return null;
          return share < NONE ? 'none' : share < FEW ? 'few' : 'many';
        },
      },
    },
    { id: 'average', parts: ['map'], map: 'trpo' },
    { id: 'clip', parts: ['map'], map: 'ppo' },
    { id: 'layer', parts: ['map'], map: 'kl' },
    { id: 'find', parts: ['map'], map: 'trpo' },
  ],
};
