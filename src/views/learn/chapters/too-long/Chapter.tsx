import { useMemo } from 'react';
import * as m from '#words/tour';
import { changedFields } from '../../../../experiments/changedFields.ts';
import { useVisitRuns } from '../../../../store/visitRuns.ts';
import type { ChapterProps } from '../../chapter.ts';
import type { ChartSide } from '../../train/TourChart.tsx';
import { TrainChapter, type TrainProse } from '../../train/TrainChapter.tsx';
import { Rescue } from './Rescue.tsx';
import { free, LAYER, script, type TooLongSide, type TooLongStep } from './script.ts';

export type TooLongProse = TrainProse<TooLongStep, TooLongSide> & { readonly rescued: string };

const nameOf = (side: string) => (side === 'free' ? m.runFree() : m.runHeld());
const SAVED_SETTINGS = { ...free, ...LAYER };

/** Why a step can be too long: an agent that had learned forgets, and is saved. */
export function Chapter({ prose }: ChapterProps<TooLongProse>) {
  const name = m.runRescued();
  const rescued = useVisitRuns(
    ({ runs }) =>
      runs.find(
        (run) =>
          run.name === name &&
          run.origin !== null &&
          changedFields(run.configuration, SAVED_SETTINGS).every((field) => field === 'engine'),
      ) ?? null,
  );
  const moreAt = useMemo(
    (): Readonly<Record<string, readonly ChartSide[]>> => ({
      race: rescued === null ? [] : [{ run: rescued, label: prose.rescued, variant: 1 }],
    }),
    [rescued, prose],
  );
  return (
    <TrainChapter
      script={script}
      prose={prose}
      nameOf={nameOf}
      taskStep="save"
      moreAt={moreAt}
      under={(step) => (step === 'save' ? <Rescue rescued={rescued} name={name} /> : null)}
    />
  );
}
