import { useCallback, useMemo, useState } from 'react';
import { changedFields } from '../../../experiments/changedFields.ts';
import { watchSpeed } from '../../../store/pace.ts';
import type { TrainRun } from '../../../store/trainRun.ts';
import type { NamedSettings } from '../../../store/trainState.ts';
import { phaseOf } from '../../train/duel/duelPhase.ts';
import { useToggle } from '../../train/duel/useToggle.ts';
import type { Pace } from '../../train/duel/useWatch.ts';
import type { Stage, TrainReading } from './trainScript.ts';
import { useTrainer } from './useTrainer.ts';

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

/** Starts, pauses and paces the runs of a stage. What trains is fetched with the first of these. */
export function useStage<SideId extends string>(
  stage: Stage<SideId>,
  reading: TrainReading<SideId>,
  nameOf: NameOf,
  opensWith: Pace,
) {
  const [pace, setPace] = useState<Pace>(opensWith);
  const { busy, act } = useTrainer();
  const { sides } = stage;
  const staged = useMemo(() => sides.map(({ id }) => reading[id]), [sides, reading]);
  const phase = phaseOf(staged);
  const speed = useCallback(
    (of: Pace) => (of === 'watch' ? watchSpeed(sides[0]!.configuration) : null),
    [sides],
  );

  const begin = useCallback(() => {
    const wanted = sides.map(({ id, configuration }): NamedSettings => ({ configuration, name: nameOf(id) }));
    act(({ startAside }) => startAside(wanted, speed(pace)));
  }, [sides, nameOf, act, speed, pace]);
  const pause = useCallback(() => act((train) => train.pause()), [act]);
  const resume = useCallback(() => act((train) => train.resume()), [act]);
  const choosePace = (next: Pace) => {
    setPace(next);
    const begun = staged.flatMap((run) => (run === null ? [] : [run.id]));
    if (begun.length > 0) act(({ paceAside }) => paceAside(begun, speed(next)));
  };
  return { phase, pace, choosePace, busy, toggle: useToggle(phase, begin, pause, resume) };
}
