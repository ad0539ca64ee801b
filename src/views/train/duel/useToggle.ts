import { useCallback } from 'react';
import type { phaseOf } from './duelPhase.ts';

/** One button for runs that are watched together: begins them, pauses them, goes on. */
export function useToggle(
  phase: ReturnType<typeof phaseOf>,
  begin: () => void,
  pause: () => void,
  resume: () => void,
): () => void {
  return useCallback(() => {
    if (phase === 'running') pause();
    else if (phase === 'paused') resume();
    else begin();
  }, [phase, pause, resume, begin]);
}
