import type { EngineSnapshot } from '../engines/engine.ts';
import type { EnvironmentsSnapshot } from './environmentsSnapshot.ts';
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
