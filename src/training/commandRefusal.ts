import * as m from '#words/sessions';
import type { SessionCommand, SessionPhase, TrainingCommand } from './protocol.ts';

/** What there is no run for, where there is none. */
const NEEDS_A_RUN = {
  advance: m.noAdvance,
  checkpoint: m.noCheckpoint,
  pause: m.noPause,
  resume: m.noResume,
  step: m.noStep,
  stop: m.noStop,
} as const;

/**
 * Why a command makes no sense now, as a sentence; `null` if it does. The same for a session and for a pool of them.
 */
export function refusalOf(
  command: Exclude<TrainingCommand | SessionCommand, { type: 'ping' }>,
  phase: SessionPhase,
): string | null {
  const active = phase === 'preparing' || phase === 'running' || phase === 'paused';
  switch (command.type) {
    case 'start':
      return active ? m.inProgressStart() : null;
    case 'choose':
      return active ? m.inProgressEngine() : null;
    case 'dissect':
      return active ? m.inProgressDissect() : null;
    case 'limit': {
      const limit = command.iterationsPerSecond;
      if (limit === null || limit > 0) return null;
      return m.limitWrong();
    }
    default:
      return active ? null : NEEDS_A_RUN[command.type]();
  }
}

/** Why a run that has finished so many iterations cannot go on to that one and stand there; `null` if it can. */
export function refusalOfGoal(goal: number, iteration: number): string | null {
  if (Number.isInteger(goal) && goal > iteration) return null;
  return m.goalWrong({ iteration, goal });
}
