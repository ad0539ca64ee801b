import { useCallback, useMemo, useState } from 'react';
import { changedFields } from '../../../experiments/changedFields.ts';
import { watchSpeed } from '../../../store/pace.ts';
import { useTrainStore } from '../../../store/train.ts';
import type { TrainRun } from '../../../store/trainRun.ts';
import type { NamedSettings } from '../../../store/trainState.ts';
import { phaseOf } from '../../train/duel/duelPhase.ts';
import { useToggle } from '../../train/duel/useToggle.ts';
import type { Pace } from '../../train/duel/useWatch.ts';
import type { Stage, TrainReading } from './trainScript.ts';

/** What a run of the tour is called in Train's list. */
export type NameOf = (side: string) => string;

/** The runs of these stages that are in Train's list. */
export function readStages<SideId extends string>(
  runs: readonly TrainRun[],
  stages: readonly Stage<SideId>[],
  nameOf: NameOf,
): TrainReading<SideId> {
  const entries = stages.flatMap(({ sides }) =>
    sides.map(({ id, configuration }): [string, TrainRun | null] => [
      id,
      runs.find(
        (run) =>
          run.name === nameOf(id) &&
          changedFields(run.configuration, configuration).every((name) => name === 'engine'),
      ) ?? null,
    ]),
  );
  return Object.fromEntries(entries) as TrainReading<SideId>;
}

/** Starts, pauses and paces the runs of a stage. */
export function useStage<SideId extends string>(
  stage: Stage<SideId>,
  reading: TrainReading<SideId>,
  nameOf: NameOf,
  opensWith: Pace,
) {
  const [pace, setPace] = useState<Pace>(opensWith);
  const { startAside, paceAside } = useTrainStore.getState();
  const { sides } = stage;
  const staged = useMemo(() => sides.map(({ id }) => reading[id]), [sides, reading]);
  const phase = phaseOf(staged);
  const speed = useCallback(
    (of: Pace) => (of === 'watch' ? watchSpeed(sides[0]!.configuration) : null),
    [sides],
  );

  const begin = useCallback(() => {
    const wanted = sides.map(({ id, configuration }): NamedSettings => ({ configuration, name: nameOf(id) }));
    startAside(wanted, speed(pace));
  }, [sides, nameOf, startAside, speed, pace]);
  const choosePace = (next: Pace) => {
    setPace(next);
    paceAside(
      staged.flatMap((run) => (run === null ? [] : [run.id])),
      speed(next),
    );
  };
  return { phase, pace, choosePace, toggle: useToggle(phase, begin) };
}
