import { algorithmOf } from '../algorithms/algorithmOf.ts';
import type { EngineId } from '../engines/engine.ts';
import { environmentById } from '../environments/environmentById.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import { beginMember } from '../trainer/beginning.ts';
import type { MemberStanding, RunCheckpoint } from '../trainer/checkpoint.ts';
import { digestRun } from '../trainer/digest.ts';
import { finishedEvent } from '../trainer/finishedEvent.ts';
import { refusalOf, refusalOfGoal } from './commandRefusal.ts';
import { Announcer, type TrainingConnection } from './connection.ts';
import { Horizon } from './horizon.ts';
import { MergedReports } from './mergedReports.ts';
import { Pings } from './pings.ts';
import { PoolPart } from './poolPart.ts';
import type { Allowance, SessionEvent, SessionPhase, TrainingCommand } from './protocol.ts';
import { REPORT_INTERVAL } from './reporter.ts';
import { ReportWindow } from './reportWindow.ts';
import { inOrder, mergedCheckpoint, shares } from './spread.ts';

/**
 * Trains a run's members in several sessions at once and behaves as one session would for its user. A run on
 * WebAssembly is spread over the workers; one on WebGPU stays in a single session, as a population, which is where a
 * graphics card pays. What each member computes does not depend on how they are spread, and neither do the digests.
 *
 * How far the run may go is in its {@link Horizon}; from this and from where the sessions are follows, after every
 * command and every event, what each of them is allowed. They may run ahead of one another by a few reports, but they
 * pause, step and stop after the same iteration. A session that breaks fails its own members; the others go on.
 */
export class TrainingPool extends Announcer implements TrainingConnection<TrainingCommand> {
  readonly #connect: () => TrainingConnection;
  readonly #workers: number;
  readonly #now: () => number;
  readonly #connections = new Map<number, TrainingConnection>();
  readonly #pings = new Pings((token) => this.post({ type: 'pong', token }));
  #configuration: RunConfiguration | null = null;
  #from: RunCheckpoint | null = null;
  /** Whether reports have the densities of distances. */
  #densities = false;
  #horizon = new Horizon(true);
  #iterationsPerSecond: number | null = null;
  /** None while an engine is being chosen. */
  #parts: readonly PoolPart[] = [];
  /** Where the parts report, of several. */
  #window: ReportWindow | null = null;
  #reports: MergedReports | null = null;
  #outcome: 'finished' | 'failed' | null = null;
  #engine: EngineId | null = null;
  #told: { readonly phase: SessionPhase; readonly iteration: number } = { phase: 'idle', iteration: 0 };
  #lastProgress = 0;
  /** The iteration at which the run was last said to stand. */
  #stood = 0;
  /** The iteration whose checkpoint was asked for last, and whether it is still waited for. */
  #checkpointAt: number | undefined;
  #checkpointDue = false;

  /**
   * @param connect opens the way to one more session, in a worker as a rule
   * @param workers most sessions at a time, ≥ 1
   * @param now milliseconds, monotonic
   */
  constructor(connect: () => TrainingConnection, workers: number, now = () => performance.now()) {
    super();
    this.#connect = connect;
    this.#workers = workers;
    this.#now = now;
  }

  override close(): void {
    super.close();
    for (const connection of this.#connections.values()) connection.close();
    this.#connections.clear();
    this.#parts = [];
  }

  /** The last that all have reported. */
  get #iteration(): number {
    return this.#reports?.iteration ?? 0;
  }

  get #phase(): SessionPhase {
    if (this.#configuration === null) return 'idle';
    if (this.#outcome !== null) return this.#outcome;
    if (this.#parts.length === 0 || this.#going().some(({ isPreparing }) => isPreparing)) return 'preparing';
    return this.#iteration < this.#horizon.to ? 'running' : 'paused';
  }

  send(command: TrainingCommand): void {
    if (command.type === 'ping') {
      this.#pings.send(command.token, [...this.#connections.values()]);
      return;
    }
    const refusal = refusalOf(command, this.#phase) ?? this.#refusalOfGoal(command);
    if (refusal === null) this.#obey(command);
    else this.post({ type: 'refused', command: command.type, message: refusal });
    this.#tellPhase();
    this.#reconcile();
  }

  #refusalOfGoal(command: TrainingCommand): string | null {
    if (command.type === 'start' && command.until !== undefined) return refusalOfGoal(command.until, 0);
    if (command.type === 'advance') return refusalOfGoal(command.to, this.#iteration);
    return null;
  }

  #obey(command: Exclude<TrainingCommand, { type: 'ping' }>): void {
    const last = Math.max(0, ...this.#parts.map(({ iteration }) => iteration));
    switch (command.type) {
      case 'start':
        this.#begin(command);
        break;
      case 'advance':
        this.#horizon.replay(command.to);
        break;
      case 'checkpoint':
        this.#checkpointAt = Math.max(1, this.#window?.edge ?? last);
        this.#checkpointDue = true;
        break;
      case 'pause':
        this.#horizon.pause();
        break;
      case 'resume':
        this.#horizon.resume(last);
        break;
      case 'step':
        this.#horizon.step(last);
        break;
      case 'limit':
        this.#iterationsPerSecond = command.iterationsPerSecond;
        break;
      case 'stop':
        // All end after the same iteration; whoever asks again will not wait for that.
        if (this.#horizon.ends || this.#parts.length === 1) for (const part of this.#parts) part.stop();
        this.#horizon.end();
        break;
    }
  }

  #begin({
    configuration,
    paused,
    until,
    from,
    densities = false,
  }: Extract<TrainingCommand, { type: 'start' }>): void {
    this.#configuration = configuration;
    this.#from = from ?? null;
    this.#densities = densities;
    this.#horizon = new Horizon(paused, until);
    this.#parts = [];
    this.#reports = null;
    this.#outcome = null;
    this.#engine = null;
    this.#stood = 0;
    this.#checkpointAt = undefined;
    this.#checkpointDue = false;
    const workers = Math.min(this.#workers, configuration.seeds.length);
    if (workers === 1 || configuration.engine === 'simd' || algorithmOf(configuration).needs.curvature) {
      this.#spread(configuration, workers);
    } else {
      this.#connection(0).send({ type: 'choose', configuration, workers });
    }
  }

  /** Starts the parts of a run; its events follow from theirs. */
  #spread(configuration: RunConfiguration, workers: number): void {
    const { seeds } = configuration;
    const from = this.#from;
    const start = from ?? { iteration: 0, seconds: 0 };
    // A member whose worker or numbers broke before its first report has its beginning to tell.
    this.#reports = new MergedReports(seeds, workers, (seed) => this.#beginning(seed).report, start);
    this.#window = workers > 1 ? new ReportWindow(this.#now(), start.iteration) : null;
    const allowance = this.#allowance([]);
    this.#parts = shares(seeds, workers).map((share, index) => {
      const own = from && { ...from, members: share.map((seed) => this.#beginning(seed)) };
      const part = { ...configuration, seeds: share };
      return new PoolPart(this.#connection(index), part, allowance, own, this.#densities);
    });
  }

  /** Where a member begins. */
  #beginning(seed: number): MemberStanding {
    const known = this.#from?.members.find((member) => member.seed === seed);
    if (known) return known;
    const configuration = this.#configuration!;
    return {
      seed,
      ...beginMember(configuration, environmentById(configuration.environment), seed),
      ended: null,
    };
  }

  #connection(index: number): TrainingConnection {
    const known = this.#connections.get(index);
    if (known) return known;
    const connection = this.#connect();
    this.#connections.set(index, connection);
    connection.subscribe((event) => this.#receive(connection, event));
    return connection;
  }

  #receive(connection: TrainingConnection, event: SessionEvent): void {
    if (event.type === 'pong') {
      this.#pings.receive(event.token, connection);
      return;
    }
    if (event.type === 'failed') this.#drop(connection);
    if (this.#phase === 'preparing' && this.#parts.length === 0) {
      this.#choosing(event);
      return;
    }
    const index = this.#parts.findIndex((part) => part.connection === connection);
    const part = this.#parts[index];
    if (!part || part.hasEnded) return;
    part.receive(event);
    switch (event.type) {
      case 'iteration':
        this.#reports?.add(index, event);
        break;
      case 'progress':
        this.#progress(event);
        break;
      case 'engine':
        this.#tellEngine(event);
        break;
      case 'engine-changed':
        if (event.to !== this.#engine) this.post(event);
        break;
      case 'diverged':
        this.post(event);
        break;
      case 'failed':
        this.#fail(part, event.message);
        break;
    }
    if (part.hasEnded) this.#reports?.end(index);
    this.#report();
    this.#reconcile();
  }

  /** An event of the session that chooses the engine. */
  #choosing(event: SessionEvent): void {
    const configuration = this.#configuration!;
    if (event.type === 'failed') {
      this.#outcome = 'failed';
      this.post(event);
      this.#tellPhase();
    } else if (event.type === 'engine') {
      this.#engine = event.engine;
      this.post({ ...event, workers: this.#workersOn(event.engine) });
    } else if (event.type === 'phase' && event.phase === 'idle') {
      const engine = this.#engine === 'webgpu' ? 'webgpu' : 'simd';
      this.#spread({ ...configuration, engine }, this.#workersOn(engine));
    }
  }

  #workersOn(engine: EngineId): number {
    return engine === 'simd' ? Math.min(this.#workers, this.#configuration!.seeds.length) : 1;
  }

  #tellEngine(event: Extract<SessionEvent, { type: 'engine' }>): void {
    if (event.engine === this.#engine) return;
    this.#engine = event.engine;
    this.post({ ...event, workers: this.#parts.length });
  }

  /** A session that failed may be a worker that is gone. */
  #drop(connection: TrainingConnection): void {
    connection.close();
    for (const [index, one] of this.#connections) if (one === connection) this.#connections.delete(index);
    this.#pings.forget(connection);
  }

  #fail(part: PoolPart, message: string): void {
    const others = this.#parts.filter((one) => one !== part && one.failure === null);
    if (others.length === 0) return;
    this.post({ type: 'members-failed', seeds: part.seeds, iteration: part.iteration, message });
  }

  /** The newest iteration that all have reported. */
  #report(): void {
    const event = this.#reports?.take();
    if (!event) return;
    this.#window?.add(event.iteration, this.#now());
    this.post(event);
  }

  #progress(event: Extract<SessionEvent, { type: 'progress' }>): void {
    if (this.#parts.length === 1) {
      this.post(event);
      return;
    }
    const now = this.#now();
    if (this.#phase !== 'running' || now - this.#lastProgress < REPORT_INTERVAL) return;
    this.#lastProgress = now;
    const iteration = this.#iteration;
    const shares = this.#going().map(({ position }) => Math.max(0, Math.min(1, position - iteration)));
    const fraction = shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
    this.post({ type: 'progress', iteration: iteration + 1, fraction });
  }

  #going(): PoolPart[] {
    return this.#parts.filter(({ hasEnded }) => !hasEnded);
  }

  #allowance(going: readonly PoolPart[]): Allowance {
    return {
      to: this.#horizon.allowed(going, this.#window?.edge ?? Infinity),
      iterationsPerSecond: this.#horizon.hurries ? null : this.#iterationsPerSecond,
      reportEvery: this.#window?.stride,
      ...(this.#checkpointAt !== undefined && { checkpointAt: this.#checkpointAt }),
    };
  }

  /** Tells the parts how far they may go, and everybody what follows from where they are. */
  #reconcile(): void {
    if (this.#parts.length === 0 || this.#outcome !== null) return;
    const going = this.#going();
    if (going.length === 0) {
      this.#finish();
      return;
    }
    const stands = this.#horizon.isReachedBy(going);
    // Nobody will get to the iteration that was asked for while the run stands before it.
    if (stands && this.#checkpointDue) this.#checkpointAt = Math.max(1, going[0]!.iteration);
    const allowance = this.#allowance(going);
    for (const part of going) part.allow(allowance);
    this.#tellCheckpoint(going);
    if (stands && this.#horizon.ends) for (const part of going) part.stop();
    const { phase, iteration } = this.#told;
    if (phase !== this.#phase || (stands && iteration !== this.#iteration)) this.#tellPhase();
    if (stands && !this.#horizon.ends) this.#tellStanding(going);
  }

  /** As it was asked for, when all have handed out theirs. */
  #tellCheckpoint(going: readonly PoolPart[]): void {
    const at = this.#checkpointAt ?? Infinity;
    if (!this.#checkpointDue || going.some(({ checkpointed }) => checkpointed < at)) return;
    // One alone may have gone on until it heard of it; of several, some may have ended since.
    this.#postCheckpoint(this.#window ? at : Infinity);
  }

  #postCheckpoint(until: number): void {
    this.#checkpointDue = false;
    const { seeds } = this.#configuration!;
    const checkpoint = mergedCheckpoint(this.#parts, seeds, until, (seed) => this.#beginning(seed));
    if (checkpoint !== null) this.post({ type: 'checkpoint', ...checkpoint });
  }

  /** Once for every iteration at which the run stands: the digests, when all have told theirs. */
  #tellStanding(going: readonly PoolPart[]): void {
    const { iteration } = going[0]!;
    if (this.#stood === iteration || going.some(({ standing }) => standing?.iteration !== iteration)) return;
    this.#stood = iteration;
    const members = inOrder(
      this.#parts.flatMap(({ digests }) => digests),
      this.#configuration!.seeds,
    );
    this.post({
      type: 'standing',
      iteration,
      members,
      digest: digestRun(members.map(({ digest }) => digest)),
    });
  }

  /** Nobody trains any more. */
  #finish(): void {
    const failed = this.#parts.filter(({ failure }) => failure !== null);
    // Before anybody is told: whoever answers with a command finds the run over.
    this.#outcome = failed.length === this.#parts.length ? 'failed' : 'finished';
    if (this.#outcome === 'failed') {
      this.post({ type: 'failed', message: failed.at(-1)!.failure! });
      this.#tellPhase();
      return;
    }
    const { seeds, environments, stepsPerIteration } = this.#configuration!;
    const results = this.#parts.flatMap((part) => part.results);
    const seconds = Math.max(...this.#parts.map((part) => part.seconds));
    if (this.#checkpointAt !== undefined) this.#postCheckpoint(Infinity);
    this.post(finishedEvent(inOrder(results, seeds), environments * stepsPerIteration, seconds));
    this.#tellPhase();
  }

  #tellPhase(): void {
    this.#told = { phase: this.#phase, iteration: this.#iteration };
    this.post({ type: 'phase', ...this.#told });
  }
}
