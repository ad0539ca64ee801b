import { useCallback, useState } from 'react';
import { watchSpeed } from '../../../store/pace.ts';
import { useTrainStore } from '../../../store/train.ts';
import { isLive } from '../../../store/trainRun.ts';
import type { StagedDuel } from './useDuel.ts';

export type Pace = 'watch' | 'full';
export type DuelPhase = 'waiting' | 'running' | 'paused' | 'over';

/** Starts, pauses and paces both runs of a duel. */
export function useWatch({ run, staged }: StagedDuel) {
  const limited = useTrainStore((state) => state.iterationsPerSecond !== null);
  const { start, pause, resume, limitSpeed } = useTrainStore.getState();
  const phase = phaseOf(staged);
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
  const toggle = useCallback(() => {
    if (phase === 'running') pause();
    else if (phase === 'paused') resume();
    else begin();
  }, [phase, pause, resume, begin]);
  return { phase, pace, choosePace, toggle };
}

function phaseOf(staged: StagedDuel['staged']): DuelPhase {
  if (staged === null) return 'waiting';
  const live = [staged.run, staged.rival].filter(isLive);
  if (live.length === 0) return 'over';
  return live.every(({ phase }) => phase === 'paused') ? 'paused' : 'running';
}
