import type { EngineId } from '../engines/engine.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import type { MemberDigest } from '../trainer/digest.ts';
import type { TrainerEvent } from '../trainer/events.ts';
import type { EngineTrial } from './engineChoice.ts';

/**
 * Page → worker, or page → pool of workers. Every command is answered within 50 ms, also in mid-iteration: `ping` by
 * `pong`, every other but `mark` by a `phase` event, with a `refused` event before it where the command makes no sense
 * in that phase. The worker looks up after every gradient step of one member on WebAssembly, of all on WebGPU, so that
 * this holds where one such step is shorter: with the default agent by far, with networks or minibatches many times as
 * large not.
 */
export type TrainingCommand =
  /**
   * Begins the run; `paused` prepares everything and waits. With `until` it goes on to that iteration, whatever the
   * speed limit, and pauses there: a replay. `stop` ends it early, `resume` after it goes on as any run.
   *
   * A part of a run that is spread over workers has `marks`, ascending: it reports at these iterations and no others
   * (but where it pauses or ends), and waits at the last of them for a `mark` command.
   */
  | {
      readonly type: 'start';
      readonly configuration: RunConfiguration;
      readonly paused: boolean;
      readonly until?: number;
      readonly marks?: readonly number[];
    }
  /** Goes on to that iteration, whatever the speed limit, and pauses there. */
  | { readonly type: 'until'; readonly iteration: number }
  /** One more mark, after the others. Not answered, but where it is refused. */
  | { readonly type: 'mark'; readonly iteration: number }
  /**
   * Opens the engine that a run would take if WebAssembly spread its members over so many workers, tells of it in an
   * `engine` event, and lets it go.
   */
  | { readonly type: 'choose'; readonly configuration: RunConfiguration; readonly workers: number }
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
      /** Threads that the members are spread over. */
      readonly workers: number;
    }
  /** Within an iteration, at most ten a second: how far it is, 0 … 1. */
  | { readonly type: 'progress'; readonly iteration: number; readonly fraction: number }
  /** A command that makes no sense now was ignored; the run goes on as it was. The sentence says why. */
  | { readonly type: 'refused'; readonly command: TrainingCommand['type']; readonly message: string }
  /**
   * Where a run stands while it is paused: the digests of the parameters after its last whole iteration, by seed and
   * of all together (see `FinishedEvent.digest`). Comes once for every iteration at which it stands. Seeds whose
   * worker broke are left out.
   */
  | {
      readonly type: 'standing';
      readonly iteration: number;
      readonly members: readonly MemberDigest[];
      readonly digest: string;
    }
  /** A worker of several broke; its seeds end at that iteration, the others go on. The sentence says why. */
  | {
      readonly type: 'members-failed';
      readonly seeds: readonly number[];
      readonly iteration: number;
      readonly message: string;
    }
  /** Nothing could be done; the sentence says what and what would help. */
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'pong'; readonly token: number };
