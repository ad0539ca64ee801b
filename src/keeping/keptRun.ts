import type { EngineId } from '../engines/engine.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import type { RunOrigin } from '../experiments/fork.ts';
import type { RunCheckpoint } from '../trainer/checkpoint.ts';
import type { DivergedEvent, IterationSummary } from '../trainer/events.ts';

/** Of what is kept and of how it is written; what another version wrote is left alone. */
export const KEPT_FORMAT = 1;

/** A run that outlives its page, without what it takes to go on: enough to list it. */
export interface KeptRun {
  /** The same in every visit. */
  readonly key: string;
  readonly format: typeof KEPT_FORMAT;
  readonly name: string;
  readonly configuration: RunConfiguration;
  /** Where it began, and the name of the run that it went on from; `null`: at the beginning. */
  readonly origin: (RunOrigin & { readonly name: string }) | null;
  /** The engine that trained it: it goes on to the same numbers on no other. `null` if none had been chosen. */
  readonly engine: EngineId | null;
  /** The iteration a replay was going to; `null` in an ordinary run. */
  readonly until: number | null;
  readonly diverged: readonly DivergedEvent[];
  /** The visit that trained it last: its runs were under way side by side. */
  readonly visit: string;
  /** Whether it was the one on show. */
  readonly shown: boolean;
  /** Whether it was over, or was ended by hand. */
  readonly ended: boolean;
  /** Whether it stays in the list whatever follows, and whether its curves are not drawn. */
  readonly pinned: boolean;
  readonly hidden: boolean;
  /** Iterations finished. */
  readonly iteration: number;
  /** When it was written, in milliseconds since 1970. */
  readonly when: number;
}

/** All of a kept run: what it takes to show its curves and to go on. */
export interface KeptContent {
  readonly kept: KeptRun;
  readonly checkpoint: RunCheckpoint;
  /** Where it began, if it went on from another run. */
  readonly beginning: RunCheckpoint | null;
  /** The numbers of its iterations until the checkpoint's, oldest first; of a long run not all. */
  readonly rows: readonly IterationSummary[];
}

/** A key that no other run has, here or elsewhere. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (word) => word.toString(36)).join('-');
}
