import type { EngineSnapshot } from '../engines/engine.ts';
import { joinMembers, memberPart } from '../engines/memberAxis.ts';
import type { MemberSnapshot } from './member.ts';
import type { EnvironmentsSnapshot } from './rollout.ts';

/** States of a member's iterations so far, and those of them beyond a bound. */
export interface ViolationCounts {
  readonly states: number;
  readonly proposed: number;
  /** `null` without a layer. */
  readonly projected: number | null;
}

/**
 * One member between two iterations: everything that decides how it goes on. Continuing from a checkpoint, on the
 * same engine, alone or in a population, gives the numbers of a run that never stopped.
 */
export interface Checkpoint {
  /** Iterations finished. */
  readonly iteration: number;
  /** Of this member alone: P = 1. */
  readonly engine: EngineSnapshot;
  readonly environments: EnvironmentsSnapshot;
  readonly member: MemberSnapshot;
  readonly violations: ViolationCounts;
}

/** The environments of member p of P = `members`; views. */
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

/** The environments of a population, from those of its members; copies. */
export function joinEnvironments(members: readonly EnvironmentsSnapshot[]): EnvironmentsSnapshot {
  return {
    state: joinMembers(members.map(({ state }) => state)),
    elapsed: joinMembers(members.map(({ elapsed }) => elapsed)),
    returnSoFar: joinMembers(members.map(({ returnSoFar }) => returnSoFar)),
    shortened: joinMembers(members.map(({ shortened }) => shortened)),
  };
}
