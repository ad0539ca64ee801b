import { createEngine } from '../engines/createEngine.ts';
import { environmentById } from '../environments/environmentById.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import { digestRun, type MemberDigest } from '../trainer/digest.ts';
import type { TrainerEvent } from '../trainer/events.ts';
import { Stopped } from '../trainer/interruptions.ts';
import type { OpenEngine } from '../trainer/population.ts';
import { engineSpecification, initialSnapshot } from '../trainer/specification.ts';
import { train } from '../trainer/trainer.ts';
import { refusalOf } from './commandRefusal.ts';
import { type OpenedEngine, openChosenEngine } from './engineChoice.ts';
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
 * the numbers of the others travel in its `skipped`. A part of a pool's run reports at its marks instead.
 */
export class TrainingSession {
  readonly #post: (event: SessionEvent) => void;
  readonly #openEngine: typeof openChosenEngine;
  readonly #now: () => number;
  #phase: SessionPhase = 'idle';
  #iteration = 0;
  #paused = false;
  /** Where the run pauses, and whether the speed limit counts on the way; `null`: nowhere. */
  #goal: { readonly iteration: number; readonly hurries: boolean } | null = null;
  /** Iterations to report at that have not been reached, ascending; `null` in a run that reports ten a second. */
  #marks: number[] | null = null;
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
    if (refusal || command.type !== 'mark') this.#postPhase();
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
    const refusal = refusalOf(command, this.#phase, this.#iteration);
    if (refusal !== null) return refusal;
    switch (command.type) {
      case 'start':
        this.#begin(command);
        break;
      case 'choose':
        this.#phase = 'preparing';
        this.#choose(command.configuration, command.workers).catch(this.#fail);
        break;
      case 'limit':
        this.#iterationsPerSecond = command.iterationsPerSecond;
        break;
      case 'pause':
        this.#setPaused(true);
        break;
      case 'resume':
        // A replay goes on to where it was going.
        if (!this.#goal?.hurries) this.#goal = null;
        this.#setPaused(false);
        break;
      case 'step':
        this.#goal = { iteration: this.#iteration + 1, hurries: false };
        this.#setPaused(false);
        break;
      case 'until':
        this.#goal = { iteration: command.iteration, hurries: true };
        this.#setPaused(false);
        break;
      case 'mark':
        this.#marks?.push(command.iteration);
        break;
      case 'stop':
        this.#stopping = true;
        break;
    }
    return null;
  }

  #begin({ configuration, paused, until, marks }: Extract<TrainingCommand, { type: 'start' }>): void {
    this.#iteration = 0;
    this.#goal = until === undefined ? null : { iteration: until, hurries: true };
    this.#marks = marks ? [...marks] : null;
    this.#standing = null;
    this.#stopping = false;
    this.#paused = paused;
    this.#stopwatch = new Stopwatch(this.#now);
    this.#reporter = new Reporter(this.#post, this.#now, marks ? Infinity : REPORT_INTERVAL);
    this.#phase = 'preparing';
    this.#run(configuration).catch(this.#fail);
  }

  readonly #fail = (error: unknown): void => {
    this.#reporter.flush();
    this.#post({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
    this.#setPhase('failed');
  };

  async #choose(configuration: RunConfiguration, workers: number): Promise<void> {
    await nextTask();
    const specification = engineSpecification(configuration, environmentById(configuration.environment));
    const start = initialSnapshot(specification, configuration.seeds);
    const opened = await this.#openEngine(configuration, specification, start, [], { workers });
    opened.engine.dispose();
    this.#post(engineEvent(opened));
    this.#setPhase('idle');
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
      const opened = await this.#openEngine(configuration, specification, start, failed);
      this.#opened = engineEvent(opened);
      if (this.#phase === 'preparing') {
        this.#tellEngine();
        if (!this.#paused) this.#stopwatch.go();
        this.#setPhase(this.#paused ? 'paused' : 'running');
      }
      await this.#whilePaused();
      this.#iterationBegan = this.#now();
      return opened.engine;
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
    this.#passMarks(event.iteration);
    if (this.#goal && event.iteration >= this.#goal.iteration) {
      this.#goal = null;
      this.#setPaused(true);
      this.#postPhase();
    }
    await this.#keepToLimit();
    await this.#whileHeld();
    this.#iterationBegan = this.#now();
  }

  #passMarks(iteration: number): void {
    const marks = this.#marks;
    if (!marks || !(marks[0]! <= iteration)) return;
    while (marks[0]! <= iteration) marks.shift();
    this.#reporter.flush();
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
    while (this.#iterationsPerSecond !== null && !this.#goal?.hurries && !this.#paused && !this.#stopping) {
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

  /** Between two iterations: waits also at the last of the marks. */
  async #whileHeld(): Promise<void> {
    await this.#whilePaused();
    while (this.#marks?.length === 0 && !this.#stopping) {
      await this.#command();
      await this.#whilePaused();
    }
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

/** The session itself is one thread. */
function engineEvent({ engine, reason, trials }: OpenedEngine): Extract<SessionEvent, { type: 'engine' }> {
  return { type: 'engine', engine: engine.id, description: engine.description, reason, trials, workers: 1 };
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
