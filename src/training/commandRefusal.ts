import type { SessionCommand, SessionPhase, TrainingCommand } from './protocol.ts';

/** What there is no run for, where there is none. */
const NEEDS_A_RUN = {
  advance: 'take to an iteration; start one first',
  checkpoint: 'keep; start one first',
  pause: 'pause; start one first',
  resume: 'resume; start one first',
  step: 'take an iteration of; start one first',
  stop: 'stop',
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
      return active ? 'A run is in progress; stop it before starting another.' : null;
    case 'choose':
      return active ? 'A run is in progress; an engine can be chosen before it or after it.' : null;
    case 'dissect':
      return active ? 'A run is in progress; an iteration is looked into before it or after it.' : null;
    case 'limit': {
      const limit = command.iterationsPerSecond;
      if (limit === null || limit > 0) return null;
      return 'The speed limit must be a positive number of iterations a second.';
    }
    default:
      return active ? null : `There is no run to ${NEEDS_A_RUN[command.type]}.`;
  }
}

/** Why a run that has finished so many iterations cannot go on to that one and stand there; `null` if it can. */
export function refusalOfGoal(goal: number, iteration: number): string | null {
  if (Number.isInteger(goal) && goal > iteration) return null;
  return `The run can go on to a whole iteration after ${iteration}, not to ${goal}.`;
}
