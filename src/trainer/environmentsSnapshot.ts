import { joinMembers, memberPart } from '../engines/memberAxis.ts';
import type { Environment } from '../environments/environment.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import type { Random } from '../random/random.ts';

/** What changes from step to step in P members' copies of a task, N each; [P, N, …] row-major. */
export interface EnvironmentsSnapshot {
  readonly state: Float64Array;
  /** Steps taken in the episode. */
  readonly elapsed: Int32Array;
  readonly returnSoFar: Float64Array;
  /** 1 while a copy is in its first, shortened episode. */
  readonly shortened: Uint8Array;
}

/**
 * One member's copies before their first step. Where starts are staggered they are spread over the time limit, so that
 * a batch holds every phase of the episode and not, as copies in step would, one phase after the other. The first,
 * shortened episodes do not count as finished ones.
 */
export function startEnvironments(
  environment: Environment,
  { environments, staggerStarts }: Pick<RunConfiguration, 'environments' | 'staggerStarts'>,
  starts: Random,
): EnvironmentsSnapshot {
  const state = new Float64Array(environments * environment.stateSize);
  const elapsed = new Int32Array(environments);
  for (let n = 0; n < environments; n++) {
    environment.reset(state, n, starts);
    if (staggerStarts) elapsed[n] = Math.floor((n * environment.maxEpisodeSteps) / environments);
  }
  const shortened = Uint8Array.from(elapsed, (steps) => (steps > 0 ? 1 : 0));
  return { state, elapsed, returnSoFar: new Float64Array(environments), shortened };
}

/** The copies of member p of P = `members`; views. */
export function memberEnvironments(
  { state, elapsed, returnSoFar, shortened }: EnvironmentsSnapshot,
  members: number,
  p: number,
): EnvironmentsSnapshot {
  return {
    state: memberPart(state, members, p),
    elapsed: memberPart(elapsed, members, p),
    returnSoFar: memberPart(returnSoFar, members, p),
    shortened: memberPart(shortened, members, p),
  };
}

/** The copies of a population, from those of its members; a copy of the arrays. */
export function joinEnvironments(members: readonly EnvironmentsSnapshot[]): EnvironmentsSnapshot {
  return {
    state: joinMembers(members.map(({ state }) => state)),
    elapsed: joinMembers(members.map(({ elapsed }) => elapsed)),
    returnSoFar: joinMembers(members.map(({ returnSoFar }) => returnSoFar)),
    shortened: joinMembers(members.map(({ shortened }) => shortened)),
  };
}
