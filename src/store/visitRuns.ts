import { create } from 'zustand';
import type { TrainRun } from './trainRun.ts';

/** What there is to see of the runs of this visit. */
export interface VisitRuns {
  /** Newest first. */
  readonly runs: readonly TrainRun[];
  /** The run on show. */
  readonly currentId: number | null;
}

/**
 * The runs of this visit for whoever looks on, as the tour does, without the code that trains: before that is fetched there
 * are none. The store of Train writes it.
 */
export const useVisitRuns = create<VisitRuns>(() => ({ runs: [], currentId: null }));

/** Called by the store of Train with every change. */
export function showRuns({ runs, currentId }: VisitRuns): void {
  const shown = useVisitRuns.getState();
  if (shown.runs !== runs || shown.currentId !== currentId) useVisitRuns.setState({ runs, currentId });
}
