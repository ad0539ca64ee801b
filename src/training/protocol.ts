import type { EngineId } from '../engines/engine.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import type { RunCheckpoint } from '../trainer/checkpoint.ts';
import type { MemberDigest } from '../trainer/digest.ts';
import type { DissectionRequest } from '../trainer/dissection/dissect.ts';
import type { BrokenDissection, Dissection } from '../trainer/dissection/dissection.ts';
import type { TrainerEvent } from '../trainer/events.ts';
import type { Locale } from '../words/locale.ts';
import type { EngineTrial } from './engineChoice.ts';

/**
 * Page → pool of sessions. Every command is answered within 50 ms, also in mid-iteration: `ping` by `pong`, every other
 * by a `phase` event, with a `refused` event before it where the command makes no sense in that phase. A session looks
 * up after every gradient step of one member on WebAssembly, of all on WebGPU, so that this holds where one such step
 * is shorter: with the default agent by far, with networks or minibatches many times as large not.
 */
export type TrainingCommand =
  /**
   * Begins the run; `paused` prepares everything and waits. With `until` it goes on to that iteration, whatever the
   * speed limit, and pauses there: a replay. `stop` ends it early, `resume` after it goes on as any run. It begins
   * where `from` says: the checkpoint of a run with the same configuration. With `densities` the distances of every
   * iteration are counted, for a map of them.
   */
  | {
      readonly type: 'start';
      readonly configuration: RunConfiguration;
      readonly paused: boolean;
      readonly until?: number;
      readonly from?: RunCheckpoint;
      readonly densities?: boolean;
    }
  /** Goes on to that iteration, whatever the speed limit, and pauses there. */
  | { readonly type: 'advance'; readonly to: number }
  /** Asks for one `checkpoint` event, as soon as all members have finished the same iteration. */
  | { readonly type: 'checkpoint' }
  | { readonly type: 'pause' }
  /** Goes on: a replay to where it was going. */
  | { readonly type: 'resume' }
  /** Runs one iteration, then pauses. */
  | { readonly type: 'step' }
  /** Ends the run; a `finished` event follows with what was reached. */
  | { readonly type: 'stop' }
  /** At most this many iterations a second; `null` removes the limit. */
  | { readonly type: 'limit'; readonly iterationsPerSecond: number | null }
  /** Answered by `pong` at once: the page measures the latency. */
  | { readonly type: 'ping'; readonly token: number };

/** How far a session may train, how fast, and where it reports. */
export interface Allowance {
  /**
   * It trains while it has finished fewer iterations than this, and waits then, if need be in mid-iteration.
   * Infinity: to the end of the run; 0: it stays where it is.
   */
  readonly to: number;
  /** At most this many iterations a second; `null` or left out: as fast as it goes. */
  readonly iterationsPerSecond?: number | null;
  /** It reports the iterations that this divides, and where it waits; left out: at most ten reports a second. */
  readonly reportEvery?: number;
  /**
   * It hands out a `checkpoint` when it has finished this iteration, at once if it has already, and at its end; left
   * out: never.
   */
  readonly checkpointAt?: number;
}

/** Pool → session. Answered as a {@link TrainingCommand} is. */
export type SessionCommand =
  | ({
      readonly type: 'start';
      readonly configuration: RunConfiguration;
      /** Where its members go on. */
      readonly from?: RunCheckpoint;
      /** Whether its reports have the densities of distances. */
      readonly densities?: boolean;
    } & Allowance)
  /** Replaces the allowance that the run has. */
  | ({ readonly type: 'advance' } & Allowance)
  /**
   * Opens the engine that a run would take if WebAssembly spread its members over so many workers, tells of it in an
   * `engine` event, and lets it go.
   */
  | { readonly type: 'choose'; readonly configuration: RunConfiguration; readonly workers: number }
  /**
   * Recomputes one iteration of one member on WebAssembly and looks into it; `progress` events until a `dissection`
   * follows. For a session of its own beside the run; `stop` ends it without an answer.
   */
  | ({ readonly type: 'dissect' } & DissectionRequest)
  /** Ends the run where it is; a `finished` event follows with what was reached. */
  | { readonly type: 'stop' }
  | { readonly type: 'ping'; readonly token: number };

/** Client → worker, before the first command in another language than the last: what its sentences are to be in. */
export interface SpeakMessage {
  readonly type: 'speak';
  readonly locale: Locale;
}

/** A session that waits for a larger allowance is `paused`. */
export type SessionPhase = 'idle' | 'preparing' | 'running' | 'paused' | 'finished' | 'failed';

/** Session → pool, and pool → page. */
export type SessionEvent =
  | TrainerEvent
  | {
      readonly type: 'phase';
      readonly phase: SessionPhase;
      /** Iterations that the run has finished. */
      readonly iteration: number;
      /** Commands of this run that the session had been given when it said so, its start included; a pool leaves it out. */
      readonly heard?: number;
    }
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
  | {
      readonly type: 'refused';
      readonly command: (TrainingCommand | SessionCommand)['type'];
      readonly message: string;
    }
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
  /**
   * Everything that the run goes on from, after an iteration. Comes after that iteration's report, and for a run of
   * whose checkpoints one has been asked for, a last one before `finished`.
   */
  | ({ readonly type: 'checkpoint' } & RunCheckpoint)
  /** What `dissect` asked for. */
  | { readonly type: 'dissection'; readonly dissection: Dissection | BrokenDissection }
  /** A worker of several broke; its seeds end at that iteration, the others go on. The sentence says why. */
  | {
      readonly type: 'members-failed';
      readonly seeds: readonly number[];
      readonly iteration: number;
      readonly message: string;
    }
  /** Nothing could be done; the sentence says what and what would help. */
  | { readonly type: 'failed'; readonly message: string }
  | { readonly type: 'pong'; readonly token: number }
  /** Only the page's end of a run tells of it: a worker has not answered for a while, or answers again. */
  | { readonly type: 'silence'; readonly silent: boolean };
