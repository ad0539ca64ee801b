import { iterationsInBudget } from '../experiments/budget.ts';
import { changedFields } from '../experiments/changedFields.ts';
import type { RunCheckpoint } from '../trainer/checkpoint.ts';
import { isLive, type TrainRun } from './trainRun.ts';
import { activeRun, currentRun } from './trainSelection.ts';
import type { TrainState } from './trainState.ts';

/**
 * Whether a run was stopped on its way, by hand, by the clock or for another one, or its worker broke, and what it goes
 * on from is there.
 */
export function canGoOn(run: TrainRun | null): run is TrainRun {
  if (run === null || (run.phase !== 'finished' && run.phase !== 'failed')) return false;
  if (run.finished !== null && run.finished.reason !== 'stopped') return false;
  const reached = run.checkpoints.latest?.iteration ?? 0;
  return reached > 0 && reached < iterationsInBudget(run.configuration);
}

/** The run that pressing start again goes on with: the one on show, if it was stopped and the form still says it. */
export function runToGoOnWith(
  state: Pick<TrainState, 'runs' | 'currentId' | 'configuration' | 'companion'>,
): TrainRun | null {
  const run = currentRun(state);
  if (!canGoOn(run) || state.companion !== null || isLive(activeRun(state))) return null;
  return changedFields(run.configuration, state.configuration).length === 0 ? run : null;
}

/** Seeds that were stopped train on. */
export function withoutStops(checkpoint: RunCheckpoint): RunCheckpoint {
  const members = checkpoint.members.map((member) =>
    member.ended === 'stopped' ? { ...member, ended: null } : member,
  );
  return { ...checkpoint, members };
}

/** The goal of a replay that is gone on with; `null` where it is reached. */
export function goalAhead(until: number | null, iteration: number): number | null {
  return until !== null && until > iteration ? until : null;
}
