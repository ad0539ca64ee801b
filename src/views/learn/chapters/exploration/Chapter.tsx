import { useMemo, useState } from 'react';
import * as m from '#words/tour';
import { changedFields } from '../../../../experiments/changedFields.ts';
import { useVisitRuns } from '../../../../store/visitRuns.ts';
import type { ChapterProps } from '../../chapter.ts';
import type { ChartSide } from '../../train/TourChart.tsx';
import { TrainChapter, type TrainProse } from '../../train/TrainChapter.tsx';
import { Floor } from './Floor.tsx';
import { CAR, type ExplorationSide, type ExplorationStep, script } from './script.ts';

export type ExplorationProse = TrainProse<ExplorationStep, ExplorationSide> & { readonly floor: string };

const NAMES: Readonly<Record<ExplorationSide, () => string>> = {
  bounded: m.runBounded,
  unbounded: m.runUnbounded,
  car: m.runCar,
};
const nameOf = (side: string) => NAMES[side as ExplorationSide]();
/** Low enough to have no effect: the reader has to raise it. */
const FIRST_TARGET = -0.5;

/** Exploration: a covariance that may collapse, one that may not, and a floor. */
export function Chapter({ prose }: ChapterProps<ExplorationProse>) {
  const name = m.runFloor();
  const [target, setTarget] = useState(FIRST_TARGET);
  const floored = useVisitRuns(
    ({ runs }) =>
      runs.find(
        (run) =>
          run.name === name &&
          changedFields(run.configuration, CAR).every((field) =>
            ['engine', 'entropySchedule', 'targetEntropy'].includes(field),
          ),
      ) ?? null,
  );
  const moreAt = useMemo(
    (): Readonly<Record<string, readonly ChartSide[]>> => ({
      car: floored === null ? [] : [{ run: floored, label: prose.floor, variant: 1 }],
    }),
    [floored, prose],
  );
  return (
    <TrainChapter
      script={script}
      prose={prose}
      nameOf={nameOf}
      taskStep="floor"
      moreAt={moreAt}
      under={(step) =>
        step === 'floor' ? <Floor run={floored} name={name} target={target} onTarget={setTarget} /> : null
      }
    />
  );
}
