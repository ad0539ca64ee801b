import { digestRun } from '../algorithms/digest.ts';
import type { TrainerEvent } from '../algorithms/events.ts';
import { Stopped } from '../algorithms/interruptions.ts';
import { type MemberDigest, type OpenEngine, train } from '../algorithms/trainer.ts';
import { createEngine } from '../engines/createEngine.ts';
import { environmentById } from '../environments/registry.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import { openChosenEngine } from './engineChoice.ts';
import { nextTask } from './macrotask.ts';
import type { SessionEvent, SessionPhase, TrainingCommand } from './protocol.ts';
import { REPORT_INTERVAL, Reporter } from './reporter.ts';
import { Stopwatch } from './stopwatch.ts';

/** Milliseconds of work between two looks at the event loop. */
const SLICE = 8;

export interface SessionOptions {
  /** Opens the engine of a run; the default chooses among the backends there are. */
  readonly openEngine?: typeof openChosenEngine;
  /** Milliseconds, monotonic. */
  readonly now?: () => number;
}

/**
 * One training run at a time, driven by commands, told in events. Knows neither page nor worker: it is given
 * `post`, and runs the same in a worker, in Node and in a test.
 *
 * Reports come at most ten a second: iterations that finish faster are gathered, the newest is always posted,
 * the numbers of the others travel in its `skipped`.
 */
export class TrainingSession {
  readonly #post: (event: SessionEvent) => void;
  readonly #openEngine: typeof openChosenEngine;
  readonly #now: () => number;
  #phase: SessionPhase = 'idle';
  #iteration = 0;
  #paused = false;
  #pauseAfterIteration = false;
  /** The iteration at which a replay pauses; `null` in an ordinary run. */
  #until: number | null = null;
  /** The last whole iteration, until it has been told where the run stands. */
  #standing: { readonly iteration: number; readonly digests: () => readonly MemberDigest[] } | null = null;
  #stopping = false;
  #closed = false;
  #iterationsPerSecond: number | null = null;
  /** An engine that was opened and not yet told of. */
  #opened: Extract<SessionEvent, { type: 'engine' }> | null = null;
  /** Wakes whatever waits for a command. */
  #wake: () => void = () => {};
  #stopwatch: Stopwatch;
  #reporter: Reporter;
  #iterationBegan = 0;
  #lastYield = 0;
  #lastProgress = 0;

  constructor(post: (event: SessionEvent) => void, options: SessionOptions = {}) {
    this.#openEngine = options.openEngine ?? openChosenEngine;
    this.#now = options.now ?? (() => performance.now());
    this.#post = (event) => {
      if (!this.#closed) post(event);
    };
    this.#stopwatch = new Stopwatch(this.#now);
    this.#reporter = new Reporter(this.#post, this.#now);
  }

  get phase(): SessionPhase {
    return this.#phase;
  }

  /** Obeys a command, or refuses it with a sentence; never throws. */
  handle(command: TrainingCommand): void {
    if (command.type === 'ping') {
      this.#post({ type: 'pong', token: command.token });
      return;
    }
    const refusal = this.#obey(command);
    if (refusal) this.#post({ type: 'refused', command: command.type, message: refusal });
    this.#postPhase();
    this.#wake();
  }

  /** Ends the run without another word and frees its engine. */
  close(): void {
    this.#closed = true;
    this.#stopping = true;
    this.#wake();
  }

  /** Changes what the run will see at its next pace; returns why not, if it makes no sense now. */
  #obey(command: Exclude<TrainingCommand, { type: 'ping' }>): string | null {
    const active = this.#phase === 'preparing' || this.#phase === 'running' || this.#phase === 'paused';
    switch (command.type) {
      case 'start':
        if (active) return 'A run is in progress; stop it before starting another.';
        this.#begin(command.configuration, command.paused, command.until ?? null);
        return null;
      case 'limit': {
        const limit = command.iterationsPerSecond;
        if (limit !== null && !(limit > 0))
          return 'The speed limit must be a positive number of iterations a second.';
        this.#iterationsPerSecond = limit;
        return null;
      }
      case 'pause':
        if (!active) return 'There is no run to pause; start one first.';
        this.#setPaused(true);
        return null;
      case 'resume':
        if (!active) return 'There is no run to resume; start one first.';
        this.#pauseAfterIteration = false;
        this.#setPaused(false);
        return null;
      case 'step':
        if (!active) return 'There is no run to take an iteration of; start one first.';
        this.#pauseAfterIteration = true;
        this.#setPaused(false);
        return null;
      case 'stop':
        if (!active) return 'There is no run to stop.';
        this.#stopping = true;
        return null;
    }
  }

  #begin(configuration: RunConfiguration, paused: boolean, until: number | null): void {
    this.#iteration = 0;
    this.#until = until;
    this.#standing = null;
    this.#stopping = false;
    this.#pauseAfterIteration = false;
    this.#paused = paused;
    this.#stopwatch = new Stopwatch(this.#now);
    this.#reporter = new Reporter(this.#post, this.#now);
    this.#phase = 'preparing';
    this.#run(configuration).catch((error: unknown) => {
      this.#reporter.flush();
      this.#post({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
      this.#setPhase('failed');
    });
  }

  async #run(configuration: RunConfiguration): Promise<void> {
    // The answer to `start` goes out before anything heavy begins.
    await nextTask();
    const environment = environmentById(configuration.environment);
    const events = train(configuration, environment, this.#opener(configuration), {
      pace: this.#pace,
      seconds: () => this.#stopwatch.seconds(),
      checkpoint: (iteration, digests) => {
        this.#standing = { iteration, digests };
      },
    });
    for await (const event of events) await this.#report(event);
    this.#setPhase('finished');
  }

  /** Opens engines for the run; the phase changes, and the clock runs, from the first. */
  #opener(configuration: RunConfiguration): OpenEngine {
    return async (specification, start, failed, same) => {
      if (same) return createEngine(same, specification, start);
      const { engine, reason, trials } = await this.#openEngine(configuration, specification, start, failed);
      this.#opened = { type: 'engine', engine: engine.id, description: engine.description, reason, trials };
      if (this.#phase === 'preparing') {
        this.#tellEngine();
        if (!this.#paused) this.#stopwatch.go();
        this.#setPhase(this.#paused ? 'paused' : 'running');
      }
      await this.#whilePaused();
      this.#iterationBegan = this.#now();
      return engine;
    };
  }

  #tellEngine(): void {
    if (this.#opened) this.#post(this.#opened);
    this.#opened = null;
  }

  async #report(event: TrainerEvent): Promise<void> {
    if (event.type !== 'iteration') {
      this.#reporter.flush();
      this.#post(event);
      // First that the engine changed, then to what.
      this.#tellEngine();
      return;
    }
    this.#iteration = event.iteration;
    this.#reporter.add(event);
    if (this.#pauseAfterIteration || event.iteration === this.#until) {
      this.#pauseAfterIteration = false;
      this.#until = null;
      this.#setPaused(true);
      this.#postPhase();
    }
    await this.#keepToLimit();
    await this.#whilePaused();
    this.#iterationBegan = this.#now();
  }

  /** Lets the event loop in, tells how far the iteration is, and waits here while the run is paused. */
  readonly #pace = async (fraction: number): Promise<void> => {
    if (this.#stopping) throw new Stopped();
    const now = this.#now();
    if (now - this.#lastYield >= SLICE || this.#paused) {
      this.#reporter.poll();
      if (now - this.#lastProgress >= REPORT_INTERVAL) {
        this.#lastProgress = now;
        this.#post({ type: 'progress', iteration: this.#iteration + 1, fraction });
      }
      await nextTask();
      await this.#whilePaused();
      this.#lastYield = this.#now();
    }
    if (this.#stopping) throw new Stopped();
  };

  /** Waits until the iteration has taken its share of a second. */
  async #keepToLimit(): Promise<void> {
    while (this.#iterationsPerSecond !== null && this.#until === null && !this.#paused && !this.#stopping) {
      const wait = this.#iterationBegan + 1000 / this.#iterationsPerSecond - this.#now();
      if (wait <= 0) return;
      this.#reporter.poll();
      await Promise.race([this.#command(), sleep(Math.min(wait, REPORT_INTERVAL))]);
    }
  }

  async #whilePaused(): Promise<void> {
    if (this.#paused) this.#tellStanding();
    while (this.#paused && !this.#stopping) await this.#command();
  }

  #tellStanding(): void {
    if (!this.#standing) return;
    const { iteration, digests } = this.#standing;
    this.#standing = null;
    const members = digests();
    const digest = digestRun(members.map((member) => member.digest));
    this.#post({ type: 'standing', iteration, members, digest });
  }

  /** Resolves at the next command. */
  #command(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #setPaused(paused: boolean): void {
    this.#paused = paused;
    if (this.#phase === 'preparing') return;
    if (paused) {
      this.#stopwatch.halt();
      this.#reporter.flush();
    } else {
      this.#stopwatch.go();
    }
    this.#phase = paused ? 'paused' : 'running';
  }

  #setPhase(phase: SessionPhase): void {
    this.#phase = phase;
    this.#postPhase();
  }

  #postPhase(): void {
    this.#post({ type: 'phase', phase: this.#phase, iteration: this.#iteration });
  }
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
