import { isLive, type TrainRun } from '../../../store/trainRun.ts';

export type DuelPhase = 'waiting' | 'running' | 'paused' | 'over';

/** How far runs that are watched together have come; `null` for one that has not begun. */
export function phaseOf(runs: readonly (TrainRun | null)[]): DuelPhase {
  if (runs.some((run) => run === null)) return 'waiting';
  const live = runs.filter(isLive);
  if (live.length === 0) return 'over';
  return live.every((run) => run?.phase === 'paused') ? 'paused' : 'running';
}
