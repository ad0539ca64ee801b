import type { SessionPhase, TrainingCommand } from './protocol.ts';

/**
 * Why a command makes no sense now, as a sentence; `null` if it does. The same for a session and for a pool of them.
 *
 * @param iteration iterations that the run has finished
 */
export function refusalOf(
  command: Exclude<TrainingCommand, { type: 'ping' }>,
  phase: SessionPhase,
  iteration: number,
): string | null {
  const active = phase === 'preparing' || phase === 'running' || phase === 'paused';
  switch (command.type) {
    case 'start':
      if (active) return 'A run is in progress; stop it before starting another.';
      return command.until === undefined ? null : refusalOfGoal(command.until, 0);
    case 'choose':
      return active ? 'A run is in progress; an engine can be chosen before it or after it.' : null;
    case 'limit': {
      const limit = command.iterationsPerSecond;
      if (limit === null || limit > 0) return null;
      return 'The speed limit must be a positive number of iterations a second.';
    }
    case 'pause':
      return active ? null : 'There is no run to pause; start one first.';
    case 'resume':
      return active ? null : 'There is no run to resume; start one first.';
    case 'step':
      return active ? null : 'There is no run to take an iteration of; start one first.';
    case 'until':
      if (!active) return 'There is no run to take to an iteration; start one first.';
      return refusalOfGoal(command.iteration, iteration);
    case 'mark':
      return active ? null : 'There is no run to report on; start one first.';
    case 'stop':
      return active ? null : 'There is no run to stop.';
  }
}

function refusalOfGoal(goal: number, iteration: number): string | null {
  if (Number.isInteger(goal) && goal > iteration) return null;
  return `The run can go on to a whole iteration after ${iteration}, not to ${goal}.`;
}
