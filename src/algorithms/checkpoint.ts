import type { EngineSnapshot } from '../engines/engine.ts';
import type { MemberSnapshot } from './member.ts';
import type { EnvironmentsSnapshot } from './rollout.ts';

/** Share of states beyond a bound, as counts over the run. */
export interface ViolationCounts {
  readonly states: number;
  readonly proposed: number;
  /** `null` without a layer. */
  readonly projected: number | null;
}

/**
 * A run between two iterations: everything that decides how it goes on. Continuing from a checkpoint, on the
 * same engine, gives the numbers of a run that never stopped.
 */
export interface Checkpoint {
  /** Iterations finished. */
  readonly iteration: number;
  readonly engine: EngineSnapshot;
  readonly environments: EnvironmentsSnapshot;
  readonly members: readonly MemberSnapshot[];
  readonly violations: ViolationCounts;
}
