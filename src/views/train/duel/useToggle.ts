import { useCallback } from 'react';
import { useTrainStore } from '../../../store/train.ts';
import type { phaseOf } from './duelPhase.ts';

/** One button for runs that are watched together: begins them, pauses them, goes on. */
export function useToggle(phase: ReturnType<typeof phaseOf>, begin: () => void): () => void {
  const { pause, resume } = useTrainStore.getState();
  return useCallback(() => {
    if (phase === 'running') pause();
    else if (phase === 'paused') resume();
    else begin();
  }, [phase, pause, resume, begin]);
}
