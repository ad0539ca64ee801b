import { useCallback, useState } from 'react';
import { watchSpeed } from '../../../store/pace.ts';
import { useTrainStore } from '../../../store/train.ts';
import { phaseOf } from './duelPhase.ts';
import type { StagedDuel } from './useDuel.ts';
import { useToggle } from './useToggle.ts';

export type Pace = 'watch' | 'full';

/** Starts, pauses and paces both runs of a duel. */
export function useWatch({ run, staged }: StagedDuel) {
  const limited = useTrainStore((state) => state.iterationsPerSecond !== null);
  const { start, pause, resume, limitSpeed } = useTrainStore.getState();
  const phase = phaseOf(staged === null ? [null] : [staged.run, staged.rival]);
  const live = phase === 'running' || phase === 'paused';
  const [pace, setPace] = useState<Pace>(live && !limited ? 'full' : 'watch');
  const limitOf = useCallback((of: Pace) => (of === 'watch' ? watchSpeed(run) : null), [run]);

  const begin = useCallback(() => {
    limitSpeed(limitOf(pace));
    start();
  }, [limitSpeed, limitOf, pace, start]);
  const choosePace = (next: Pace) => {
    setPace(next);
    limitSpeed(limitOf(next));
  };
  return { phase, pace, choosePace, toggle: useToggle(phase, begin, pause, resume) };
}
