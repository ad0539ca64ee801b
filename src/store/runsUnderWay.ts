import type { EngineId } from '../engines/engine.ts';
import type { RunCheckpoint } from '../trainer/checkpoint.ts';
import type { SessionEvent, TrainingCommand } from '../training/protocol.ts';
import type { Connect, SessionConnection } from './connectWorkers.ts';
import { goalAhead, withoutStops } from './goingOn.ts';
import { afterEvent, isLive, type TrainRun, troubleKinds } from './trainRun.ts';
import type { TrainAccess } from './trainState.ts';

/** How the session of a run is to begin. */
interface SessionStart {
  readonly paused: boolean;
  /** `null`: at its beginning. */
  readonly from: RunCheckpoint | null;
  /** Instead of the one that its settings name. */
  readonly engine: EngineId | null;
}

/** The runs that have a session: what they are told, and what follows from what they tell. */
export class RunsUnderWay {
  readonly #access: TrainAccess;
  readonly #connect: Connect;
  readonly #onIteration: (id: number) => void;
  readonly #connections = new Map<number, SessionConnection>();
  /** Seconds of training that a run had behind it when it was gone on with: a limit of time counts from there. */
  readonly #secondsBefore = new Map<number, number>();
  /** Runs that were started without being put on show: neither trouble nor the clock stops them. */
  readonly aside = new Set<number>();

  /**
   * @param connect opens the way to a run
   * @param onIteration told after every iteration that a run reports
   */
  constructor(access: TrainAccess, connect: Connect, onIteration: (id: number) => void) {
    this.#access = access;
    this.#connect = connect;
    this.#onIteration = onIteration;
  }

  get ids(): readonly number[] {
    return [...this.#connections.keys()];
  }

  /** One of the list's runs; `null` if it has left. */
  run(id: number): TrainRun | null {
    return this.#access.get().runs.find((one) => one.id === id) ?? null;
  }

  /** Changes a run; one that has come to its end loses its session. */
  update(id: number, change: (run: TrainRun) => TrainRun): void {
    const run = this.run(id);
    if (run === null) return;
    const next = change(run);
    if (next !== run) {
      const { runs } = this.#access.get();
      this.#access.set({ runs: runs.map((one) => (one === run ? next : one)) });
    }
    if (!isLive(next)) this.#disconnect(id);
  }

  /** A run whose session is taken away keeps what it reached. */
  end(id: number): void {
    this.#disconnect(id);
    this.update(id, (run) => (isLive(run) ? { ...run, phase: 'finished' } : run));
  }

  endAllBut(kept: number | null): void {
    for (const id of this.ids) if (id !== kept) this.end(id);
  }

  send(id: number, command: TrainingCommand): void {
    this.#connections.get(id)?.send(command);
  }

  sendAll(command: TrainingCommand): void {
    for (const connection of this.#connections.values()) connection.send(command);
  }

  /**
   * Opens the way to a run and lets it train.
   * @param open the way, where it is not the usual one
   */
  begin(run: TrainRun, { paused, from, engine }: SessionStart, open = this.#connect): void {
    const { id, configuration, until } = run;
    const known = run.feed.latest?.iteration ?? 0;
    const connection = open((event) => this.#hear(run, event, known));
    this.#connections.set(id, connection);
    connection.send({
      type: 'start',
      configuration: engine ? { ...configuration, engine } : configuration,
      paused,
      densities: true,
      ...(until === null ? {} : { until }),
      ...(from && { from }),
    });
    const { iterationsPerSecond } = this.#access.get();
    if (iterationsPerSecond !== null) connection.send({ type: 'limit', iterationsPerSecond });
  }

  /** Goes on with one that was stopped, from its last checkpoint, on the engine that it had. */
  goOn(id: number, paused: boolean): void {
    const { checkpoints, until, engine } = this.run(id)!;
    const from = withoutStops(checkpoints.latest!);
    this.#secondsBefore.set(id, from.seconds);
    this.update(id, (run) => ({
      ...run,
      ...{ phase: 'preparing', finished: null, stoppedAfter: null, failure: null, silent: false },
      until: goalAhead(until, from.iteration),
    }));
    this.begin(this.run(id)!, { paused, from, engine: engine?.id ?? null });
  }

  #disconnect(id: number): void {
    this.#connections.get(id)?.close();
    this.#connections.delete(id);
  }

  #hear(run: TrainRun, told: SessionEvent, known: number): void {
    const { id, checkpoints } = run;
    const event = newsOf(told, known, this.run(id));
    if (event === null) return;
    this.#receive(id, event);
    if (event.type !== 'iteration') return;
    this.#onIteration(id);
    this.#stopInTime(id, event.seconds);
    if (checkpoints.asks(event.iteration, performance.now())) this.send(id, { type: 'checkpoint' });
  }

  /** Where a run meets trouble of a kind that it had not met before, it stands, and with it those that race it. */
  #receive(id: number, event: SessionEvent): void {
    const before = this.run(id);
    this.update(id, (one) => afterEvent(one, event));
    const after = this.run(id);
    if (before === null || after === null || before === after) return;
    const isNew = troubleKinds(after).size > troubleKinds(before).size;
    if (isNew && this.#access.get().pausesOnTrouble && after.until === null && !this.aside.has(id)) {
      this.sendAll({ type: 'pause' });
    }
  }

  #stopInTime(id: number, seconds: number): void {
    const { stopAfterSeconds } = this.#access.get();
    if (this.aside.has(id)) return;
    if (stopAfterSeconds === null || seconds - (this.#secondsBefore.get(id) ?? 0) < stopAfterSeconds) return;
    const run = this.run(id);
    if (!run || run.until !== null || run.stoppedAfter !== null) return;
    this.update(id, (one) => ({ ...one, stoppedAfter: stopAfterSeconds }));
    this.send(id, { type: 'stop' });
  }
}

/**
 * What is new in an event of a run that has already told of so many iterations: one that goes on from a checkpoint before
 * its last iteration repeats those between. `null`: nothing.
 */
function newsOf(event: SessionEvent, known: number, run: TrainRun | null): SessionEvent | null {
  if (event.type === 'diverged') return run?.diverged.some(({ seed }) => seed === event.seed) ? null : event;
  if (event.type !== 'iteration' || known === 0) return event;
  if (event.iteration <= known) return null;
  const skipped = event.skipped?.filter(({ iteration }) => iteration > known);
  return skipped === undefined ? event : { ...event, skipped };
}
