import * as m from '#words/tour';
import type { ChapterProps } from '../../chapter.ts';
import { TrainChapter, type TrainProse } from '../../train/TrainChapter.tsx';
import { Find } from './Find.tsx';
import { PromiseTable } from './PromiseTable.tsx';
import { type EverySide, type EveryStep, script } from './script.ts';

export type EveryProse = TrainProse<EveryStep, EverySide>;

const NAMES: Readonly<Record<EverySide, string>> = { trpo: 'TRPO', papi: 'PAPI', ppo: 'PPO', kl: 'KL' };
const nameOf = (side: string) => m.runEvery({ method: NAMES[side as EverySide] });
/** Steps that hold the methods against one another. */
const TABLE: readonly EveryStep[] = ['average', 'clip', 'layer'];

/** For every state, or on average: TRPO, PAPI, PPO and the layer on the same task. */
export function Chapter({ prose }: ChapterProps<EveryProse>) {
  return (
    <TrainChapter
      script={script}
      prose={prose}
      nameOf={nameOf}
      taskStep="find"
      under={(step) =>
        step === 'find' ? <Find /> : TABLE.includes(step) ? <PromiseTable labels={prose.sides} /> : null
      }
    />
  );
}
