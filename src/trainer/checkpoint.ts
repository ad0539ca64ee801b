import type { EngineSnapshot } from '../engines/engine.ts';
import type { EnvironmentsSnapshot } from './environmentsSnapshot.ts';
import type { EndReason, MemberReport } from './events.ts';
import type { MemberSnapshot } from './member.ts';
import type { ViolationCounts } from './violations.ts';

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

/** A member between two iterations, with what it told last. */
export interface MemberStanding {
  readonly seed: number;
  readonly checkpoint: Checkpoint;
  readonly report: MemberReport;
  /** Why it no longer trains; `null` while it does. */
  readonly ended: EndReason | null;
}

/**
 * A run between two iterations. It goes on from here to the numbers of a run that never stopped, wherever its members
 * are trained; those that diverged, or whose worker broke, stay where they ended, which may be an earlier iteration.
 */
export interface RunCheckpoint {
  /** Iterations finished. */
  readonly iteration: number;
  /** Seconds of training so far, pauses left out. */
  readonly seconds: number;
  /** In the order of the seeds. */
  readonly members: readonly MemberStanding[];
}
