import { digestRun } from './digest.ts';
import type { EndReason, FinishedEvent, MemberResult } from './events.ts';
import type { ViolationCounts } from './violations.ts';

/** From the reason that counts most for the whole run to the one that counts least. */
const REASONS: readonly EndReason[] = ['budget', 'stopped', 'return', 'diverged', 'failed'];

/** The last event of a run from what its members reached, wherever they were trained. */
export function finishedEvent(
  members: readonly MemberResult[],
  statesPerIteration: number,
  seconds: number,
): FinishedEvent {
  const iteration = Math.max(...members.map((member) => member.iteration));
  const counts = members.map(({ violations }) => violations);
  const total = (pick: (one: ViolationCounts) => number) => counts.reduce((sum, one) => sum + pick(one), 0);
  const states = total((one) => one.states);
  const share = (pick: (one: ViolationCounts) => number) => (states === 0 ? 0 : total(pick) / states);
  const layer = counts.every(({ projected }) => projected !== null);
  return {
    type: 'finished',
    reason: REASONS.find((reason) => members.some((member) => member.reason === reason))!,
    members,
    iteration,
    steps: iteration * statesPerIteration,
    seconds,
    finalReturn: members.map((member) => member.finalReturn),
    violations: {
      proposed: share(({ proposed }) => proposed),
      projected: layer ? share(({ projected }) => projected ?? 0) : null,
    },
    digest: digestRun(members.flatMap(({ digest }) => digest ?? [])),
  };
}
