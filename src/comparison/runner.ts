import * as m from '#words/runs';
import type { PlannedRun } from '../experiments/comparison/plan.ts';
import type { FinishedEvent, MemberResult } from '../trainer/events.ts';
import type { TrainingConnection } from '../training/connection.ts';
import type { SessionEvent } from '../training/protocol.ts';
import { quantityWords } from '../training/quantityWords.ts';
import { watchSilence } from '../training/silenceWatch.ts';
import { WorkerDepot } from '../training/workerDepot.ts';
import type { CurvePoint } from './curve.ts';
import { RunDraft, type RunRecord } from './runRecord.ts';

/** Who is told how the runs get on. `index` is the run's place in the list. */
export interface RunnerListener {
  /** A run has got so far, in so many seconds of training. */
  progress(index: number, steps: number, seconds: number, curve: readonly CurvePoint[]): void;
  ended(index: number, record: RunRecord): void;
  /** A run's worker broke, why: there is no record of it, and it can be trained again. */
  failed(index: number, message: string): void;
  /** Whether any worker has not answered for a while; told when that changes. */
  silent(silent: boolean): void;
  /** Nothing is left to do. */
  done(): void;
}

const GO = { type: 'advance', to: Number.POSITIVE_INFINITY } as const;
const HALT = { type: 'advance', to: 0 } as const;

interface ActiveRun {
  readonly index: number;
  readonly connection: TrainingConnection;
  /** Ends the watch over its silence. */
  readonly unwatch: () => void;
}

/**
 * Trains runs of one seed each, one in every worker at a time: no worker waits for another, and each keeps its compiled code for
 * the next run. What a run computes does not depend on where it is trained.
 */
export class ComparisonRunner {
  readonly #runs: readonly PlannedRun[];
  readonly #waiting: number[];
  readonly #depot: WorkerDepot;
  readonly #workers: number;
  readonly #listener: RunnerListener;
  readonly #active = new Map<number, ActiveRun>();
  readonly #silent = new Set<number>();
  #paused = false;
  #over = false;

  /**
   * @param runs all of a plan
   * @param indices those of them that are to be trained, in this order
   * @param connect opens the way to one more session
   * @param workers most sessions at a time, ≥ 1
   */
  constructor(
    runs: readonly PlannedRun[],
    indices: readonly number[],
    connect: () => TrainingConnection,
    workers: number,
    listener: RunnerListener,
  ) {
    this.#runs = runs;
    this.#waiting = [...indices];
    this.#depot = new WorkerDepot(connect);
    this.#workers = workers;
    this.#listener = listener;
  }

  start(): void {
    this.#fill();
  }

  pause(): void {
    this.#paused = true;
    for (const { connection } of this.#active.values()) connection.send(HALT);
  }

  resume(): void {
    this.#paused = false;
    for (const { connection } of this.#active.values()) connection.send(GO);
    this.#fill();
  }

  /** Ends everything at once; runs under way are lost, and nothing more is told. */
  cancel(): void {
    this.#over = true;
    for (const { connection, unwatch } of this.#active.values()) {
      unwatch();
      connection.close();
    }
    this.#active.clear();
    this.#depot.close();
  }

  #fill(): void {
    if (this.#over || this.#paused) return;
    while (this.#active.size < this.#workers && this.#waiting.length > 0) this.#begin(this.#waiting.shift()!);
    if (this.#active.size > 0) return;
    this.#over = true;
    this.#depot.close();
    this.#listener.done();
  }

  #begin(index: number): void {
    const connection = this.#depot.borrow();
    const unwatch = watchSilence(connection, (silent) => this.#hear(index, silent));
    this.#active.set(index, { index, connection, unwatch });
    const draft = new RunDraft();
    let finished: FinishedEvent | null = null;
    let failure: string | null = null;
    connection.subscribe((event: SessionEvent) => {
      switch (event.type) {
        case 'iteration':
          for (const summary of event.skipped ?? []) draft.add(summary);
          draft.add(event);
          this.#listener.progress(index, draft.steps, draft.seconds, draft.curve);
          break;
        case 'diverged':
          draft.diverged(
            m.wasNotFinite({ quantity: quantityWords(event.quantity), iteration: event.iteration }),
          );
          break;
        case 'failed':
          failure ??= event.message;
          break;
        case 'finished':
          finished = event;
          break;
        case 'phase':
          if (event.phase !== 'finished' && event.phase !== 'failed') break;
          if (!this.#active.delete(index)) break;
          unwatch();
          this.#hear(index, false);
          connection.close();
          this.#tell(index, draft, finished?.members[0] ?? null, failure);
          // Later: who subscribes while an event is told would be told it as well.
          queueMicrotask(() => this.#fill());
          break;
      }
    });
    const { configuration } = this.#runs[index]!;
    connection.send({ ...GO, type: 'start', configuration });
  }

  /** One worker's silence begins or ends. */
  #hear(index: number, silent: boolean): void {
    const before = this.#silent.size > 0;
    if (silent) this.#silent.add(index);
    else this.#silent.delete(index);
    const now = this.#silent.size > 0;
    if (now !== before) this.#listener.silent(now);
  }

  #tell(index: number, draft: RunDraft, result: MemberResult | null, failure: string | null): void {
    // What has no parameters at its end has not come to one.
    const digest = result?.digest ?? null;
    if (result === null || digest === null) this.#listener.failed(index, failure ?? m.workerGone());
    else this.#listener.ended(index, draft.finish({ ...result, digest }));
  }
}
