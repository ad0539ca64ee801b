import * as m from '#words/sessions';
import { createEngine } from '../engines/createEngine.ts';
import { environmentById } from '../environments/environmentById.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import type { RunCheckpoint } from '../trainer/checkpoint.ts';
import { digestCheckpoint } from '../trainer/digest.ts';
import { dissect } from '../trainer/dissection/dissect.ts';
import type { TrainerEvent } from '../trainer/events.ts';
import { Divergence, Stopped } from '../trainer/interruptions.ts';
import type { OpenEngine } from '../trainer/population.ts';
import { engineSpecification, initialSnapshot } from '../trainer/specification.ts';
import { train } from '../trainer/trainer.ts';
import { refusalOf } from './commandRefusal.ts';
import { type OpenedEngine, openChosenEngine } from './engineChoice.ts';
import { nextTask } from './macrotask.ts';
import type { Allowance, SessionCommand, SessionEvent, SessionPhase } from './protocol.ts';
import { quantityWords } from './quantityWords.ts';
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
 * It trains as far as it is allowed to, and waits there. Reports come at most ten a second, or at the iterations that
 * its pool asks for: those that are not reported are gathered, the newest is always posted, the numbers of the others
 * travel in its `skipped`.
 */
export class TrainingSession {
  readonly #post: (event: SessionEvent) => void;
  readonly #openEngine: typeof openChosenEngine;
  readonly #now: () => number;
  #stage: 'idle' | 'preparing' | 'training' | 'finished' | 'failed' = 'idle';
  #iteration = 0;
  #allowance: Allowance = { to: 0 };
  /** Commands of this run. */
  #heard = 0;
  /** After the last whole iteration; `null` before the first. */
  #checkpoint: RunCheckpoint | null = null;
  /** The last iterations at which it was told where the run stands, and of which a checkpoint was handed out. */
  #stood = 0;
  #handedOut = 0;
  #stopping = false;
  #closed = false;
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
    if (this.#stage !== 'training') return this.#stage;
    return this.#isHalted ? 'paused' : 'running';
  }

  /** Whether it has gone as far as it may. */
  get #isHalted(): boolean {
    return this.#iteration >= this.#allowance.to;
  }

  /** Obeys a command, or refuses it with a sentence; never throws. */
  handle(command: SessionCommand): void {
    if (command.type === 'ping') {
      this.#post({ type: 'pong', token: command.token });
      return;
    }
    const refusal = refusalOf(command, this.phase);
    if (refusal === null) this.#obey(command);
    else this.#post({ type: 'refused', command: command.type, message: refusal });
    this.#heard++;
    this.#tellPhase();
    this.#wake();
  }

  /** Ends the run without another word and frees its engine. */
  close(): void {
    this.#closed = true;
    this.#stopping = true;
    this.#wake();
  }

  /** Changes what the run will see at its next pace. */
  #obey(command: Exclude<SessionCommand, { type: 'ping' }>): void {
    switch (command.type) {
      case 'start':
        this.#begin(command);
        break;
      case 'advance':
        this.#allow(command);
        break;
      case 'choose':
        this.#stage = 'preparing';
        this.#choose(command.configuration, command.workers).catch(this.#fail);
        break;
      case 'dissect':
        this.#dissect(command).catch(this.#fail);
        break;
      case 'stop':
        this.#stopping = true;
        break;
    }
  }

  #begin(start: Extract<SessionCommand, { type: 'start' }>): void {
    const { configuration, from = null, densities } = start;
    this.#iteration = from?.iteration ?? 0;
    this.#heard = 0;
    this.#checkpoint = from;
    this.#stood = 0;
    this.#handedOut = this.#iteration;
    this.#stopping = false;
    this.#stopwatch = new Stopwatch(this.#now, from?.seconds);
    this.#reporter = new Reporter(this.#post, this.#now);
    this.#stage = 'preparing';
    this.#allow(start);
    this.#run(configuration, from, densities).catch(this.#fail);
  }

  #allow(allowance: Allowance): void {
    this.#allowance = allowance;
    this.#reporter.every = allowance.reportEvery;
    this.#keepTime();
    this.#handOut();
  }

  /** The clock stands still while the run waits, and what it has to report is told. */
  #keepTime(): void {
    if (this.phase === 'running') this.#stopwatch.go();
    else this.#stopwatch.halt();
    if (this.#isHalted) this.#reporter.flush();
  }

  #enter(stage: 'idle' | 'training' | 'finished' | 'failed'): void {
    this.#stage = stage;
    this.#keepTime();
    this.#tellPhase();
  }

  readonly #fail = (error: unknown): void => {
    this.#reporter.flush();
    this.#post({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
    this.#enter('failed');
  };

  async #choose(configuration: RunConfiguration, workers: number): Promise<void> {
    await nextTask();
    const specification = engineSpecification(configuration, environmentById(configuration.environment));
    const start = initialSnapshot(specification, configuration);
    const opened = await this.#openEngine(configuration, specification, start, [], { workers });
    opened.engine.dispose();
    this.#post(engineEvent(opened));
    this.#enter('idle');
  }

  /** Trains to the iteration, as any run, and through it, watched. */
  async #dissect(request: Extract<SessionCommand, { type: 'dissect' }>): Promise<void> {
    this.#stage = 'preparing';
    this.#stopping = false;
    this.#iteration = request.iteration - 1;
    this.#allowance = { to: Infinity };
    await nextTask();
    const environment = environmentById(request.configuration.environment);
    try {
      const dissection = await dissect(
        request,
        environment,
        (specification, start) => createEngine('simd', specification, start),
        this.#pace,
      );
      this.#post({ type: 'dissection', dissection });
    } catch (error) {
      if (error instanceof Divergence) {
        throw new Error(
          m.seedNotFinite({
            seed: request.seed,
            iteration: request.iteration - 1,
            quantity: quantityWords(error.quantity),
          }),
        );
      }
      if (!(error instanceof Stopped)) throw error;
    }
    this.#enter('idle');
  }

  async #run(configuration: RunConfiguration, from: RunCheckpoint | null, densities = false): Promise<void> {
    // The answer to `start` goes out before anything heavy begins.
    await nextTask();
    const environment = environmentById(configuration.environment);
    const events = train(configuration, environment, this.#opener(configuration), {
      pace: this.#pace,
      breathe: this.#breathe,
      seconds: () => this.#stopwatch.seconds(),
      from,
      densities,
      checkpoint: (run) => {
        this.#checkpoint = run;
      },
    });
    for await (const event of events) await this.#report(event);
    this.#enter('finished');
  }

  /** Opens engines for the run; the phase changes, and the clock runs, from the first. */
  #opener(configuration: RunConfiguration): OpenEngine {
    return async (specification, start, failed, same) => {
      if (same) return createEngine(same, specification, start);
      const opened = await this.#openEngine(configuration, specification, start, failed);
      this.#opened = engineEvent(opened);
      if (this.#stage === 'preparing') {
        this.#tellEngine();
        this.#enter('training');
      }
      await this.#whileHalted();
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
      if (event.type === 'finished' && this.#allowance.checkpointAt !== undefined) this.#postCheckpoint();
      this.#post(event);
      // First that the engine changed, then to what.
      this.#tellEngine();
      return;
    }
    this.#iteration = event.iteration;
    this.#reporter.add(event);
    this.#handOut();
    if (this.#isHalted) {
      this.#keepTime();
      this.#tellPhase();
    }
    await this.#keepToSpeed();
    await this.#whileHalted();
    this.#iterationBegan = this.#now();
  }

  /** Lets the event loop in, tells how far the iteration is, and waits here while it may not go on. */
  readonly #pace = async (fraction: number): Promise<void> => {
    if (this.#stopping) throw new Stopped();
    const now = this.#now();
    if (now - this.#lastYield >= SLICE || this.#isHalted) {
      this.#reporter.poll();
      if (now - this.#lastProgress >= REPORT_INTERVAL) {
        this.#lastProgress = now;
        this.#post({ type: 'progress', iteration: this.#iteration + 1, fraction });
      }
      await nextTask();
      await this.#whileHalted();
      this.#lastYield = this.#now();
    }
    if (this.#stopping) throw new Stopped();
  };

  /** Lets the event loop in, whether or not it may go on: as long as the run is not stopped. */
  readonly #breathe = async (): Promise<void> => {
    if (this.#stopping || this.#now() - this.#lastYield < SLICE) return;
    await nextTask();
    this.#lastYield = this.#now();
  };

  /** Waits until the iteration has taken its share of a second. */
  async #keepToSpeed(): Promise<void> {
    while (!this.#isHalted && !this.#stopping) {
      const { iterationsPerSecond } = this.#allowance;
      if (iterationsPerSecond == null) return;
      const wait = this.#iterationBegan + 1000 / iterationsPerSecond - this.#now();
      if (wait <= 0) return;
      this.#reporter.poll();
      await Promise.race([this.#command(), sleep(Math.min(wait, REPORT_INTERVAL))]);
    }
  }

  async #whileHalted(): Promise<void> {
    if (this.#isHalted) this.#tellStanding();
    while (this.#isHalted && !this.#stopping) await this.#command();
  }

  /** Hands out a checkpoint if one is due, after all reports until then. */
  #handOut(): void {
    const { checkpointAt = Infinity } = this.#allowance;
    if (this.#iteration < checkpointAt || this.#handedOut >= checkpointAt || !this.#checkpoint) return;
    this.#reporter.flush();
    this.#postCheckpoint();
  }

  #postCheckpoint(): void {
    this.#handedOut = this.#checkpoint!.iteration;
    this.#post({ type: 'checkpoint', ...this.#checkpoint! });
  }

  #tellStanding(): void {
    if (this.#checkpoint === null || this.#checkpoint.iteration === this.#stood) return;
    const { iteration } = this.#checkpoint;
    this.#stood = iteration;
    this.#post({ type: 'standing', iteration, ...digestCheckpoint(this.#checkpoint) });
  }

  /** Resolves at the next command. */
  #command(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  #tellPhase(): void {
    this.#post({ type: 'phase', phase: this.phase, iteration: this.#iteration, heard: this.#heard });
  }
}

/** The session itself is one thread. */
function engineEvent({ engine, reason, trials }: OpenedEngine): Extract<SessionEvent, { type: 'engine' }> {
  return { type: 'engine', engine: engine.id, description: engine.description, reason, trials, workers: 1 };
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
