import type { TrainerEvent } from '../algorithms/events.ts';
import type { MemberDigest } from '../algorithms/trainer.ts';
import type { EngineId } from '../engines/engine.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import type { EngineTrial } from './engineChoice.ts';

/**
 * Page → worker. Every command is answered within 50 ms, also in mid-iteration: `ping` by `pong`, every other by
 * a `phase` event, with a `refused` event before it where the command makes no sense in that phase. The worker looks
 * up after every gradient step of at most four members on the CPU, so that this holds where one such step is shorter:
 * with the default agent by far, with networks or minibatches many times as large not.
 */
export type TrainingCommand =
  /**
   * Begins the run; `paused` prepares everything and waits. With `until` it goes on to that iteration, whatever the
   * speed limit, and pauses there: a replay. `stop` ends it early, `resume` after it goes on as any run.
   */
  | {
      readonly type: 'start';
      readonly configuration: RunConfiguration;
      readonly paused: boolean;
      readonly until?: number;
    }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  /** Runs one iteration, then pauses. */
  | { readonly type: 'step' }
  /** Ends the run; a `finished` event follows with what was reached. */
  | { readonly type: 'stop' }
  /** At most this many iterations a second; `null` removes the limit. */
  | { readonly type: 'limit'; readonly iterationsPerSecond: number | null }
  /** Answered by `pong` at once: the page measures the worker's latency. */
  | { readonly type: 'ping'; readonly token: number };

export type SessionPhase = 'idle' | 'preparing' | 'running' | 'paused' | 'finished' | 'failed';

/** Worker → page. */
export type SessionEvent =
  | TrainerEvent
  | { readonly type: 'phase'; readonly phase: SessionPhase; readonly iteration: number }
  /** The engine that will train, why it was chosen, and what was passed over (sentences for people). */
  | {
      readonly type: 'engine';
      readonly engine: EngineId;
      readonly description: string;
      readonly reason: string;
      /** How fast the engines were where they were timed against each other. */
      readonly trials: readonly EngineTrial[];
    }
  /** Within an iteration, at most ten a second: how far it is, 0 … 1. */
  | { readonly type: 'progress'; readonly iteration: number; readonly fraction: number }
  /** A command that makes no sense now was ignored; the run goes on as it was. The sentence says why. */
  | { readonly type: 'refused'; readonly command: TrainingCommand['type']; readonly message: string }
  /**
   * Where a run stands while it is paused: the digests of the parameters after its last whole iteration, by seed and
   * of all together (see `FinishedEvent.digest`). Comes once for every iteration at which it stands.
   */
  | {
      readonly type: 'standing';
      readonly iteration: number;
      readonly members: readonly MemberDigest[];
      readonly digest: string;
    }
  /** Nothing could be done; the sentence says what and what would help. */
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'pong'; readonly token: number };
