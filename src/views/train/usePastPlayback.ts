import { useEffect, useState } from 'react';
import { useTrainStore } from '../../store/train.ts';
import { firstIteration, useTrainCursor } from '../../store/trainCursor.ts';
import type { TrainRun } from '../../store/trainRun.ts';

/** Milliseconds from one iteration to the next. */
const PACE = 250;

/**
 * Plays the past iterations of a run one by one, from where the cursor is or, at the end, from the beginning; none
 * before the one before it is on show. At the end the panels follow the run again.
 */
export function usePastPlayback(run: TrainRun): { readonly playing: boolean; play(on: boolean): void } {
  const [playing, setPlaying] = useState(false);
  const { id, feed } = run;
  const first = Math.max(1, firstIteration(run));

  useEffect(() => {
    if (!playing) return;
    const next = () => {
      const { visit, leave } = useTrainStore.getState();
      const at = useTrainCursor.getState().visits[id]?.iteration ?? null;
      const last = feed.latest?.iteration ?? 0;
      if (at === null) visit(id, first);
      else if (at !== feed.visited?.iteration) return;
      else if (at + 1 < last) visit(id, at + 1);
      else {
        leave();
        setPlaying(false);
      }
    };
    next();
    const timer = setInterval(next, PACE);
    return () => clearInterval(timer);
  }, [playing, id, feed, first]);

  return { playing, play: setPlaying };
}
