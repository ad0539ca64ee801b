import { algorithmOf } from '../algorithms/algorithmOf.ts';
import type { EngineId } from '../engines/engine.ts';
import { environmentById } from '../environments/environmentById.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import { digestRun, type MemberDigest } from '../trainer/digest.ts';
import type { MemberReport, MemberResult } from '../trainer/events.ts';
import { finishedEvent } from '../trainer/finishedEvent.ts';
import { ObservationNormaliser } from '../trainer/observationNormalisation.ts';
import { engineSpecification, initialSnapshot } from '../trainer/specification.ts';
import { unmeasured } from '../trainer/unmeasured.ts';
import { refusalOf } from './commandRefusal.ts';
import { Listeners, type TrainingConnection } from './connection.ts';
import { MergedReports } from './mergedReports.ts';
import { PoolPart } from './poolPart.ts';
import type { SessionEvent, SessionPhase, TrainingCommand } from './protocol.ts';
import { REPORT_INTERVAL } from './reporter.ts';

type StartCommand = Extract<TrainingCommand, { type: 'start' }>;
type EngineEvent = Extract<SessionEvent, { type: 'engine' }>;

/** How many reports a part may be ahead of the slowest. */
const MARKS_AHEAD = 2;

/** What the pool is getting its parts to do. */
type Aim =
  | { readonly kind: 'go' }
  /**
   * All are to pause after the same iteration: `target`, or the last that any of them has finished where that is later;
   * `null`: the one after that. Then the run ends if it is to.
   */
  | { readonly kind: 'gather'; readonly target: number | null; readonly ends: boolean }
  /** They stand, or have been told to end. */
  | { readonly kind: 'rest' };

/**
 * Trains a run's members in several sessions at once and behaves as one session: the same commands, the same events.
 * A run on WebAssembly is spread over the workers; one on WebGPU stays in a single session, as a population, which is
 * where a graphics card pays. What each member computes does not depend on how they are spread, and neither do the
 * digests.
 *
 * Sessions may run ahead of one another by a few reports, but they pause, step and stop after the same iteration. A
 * session that breaks fails its own members; the others go on.
 */
export class TrainingPool implements TrainingConnection {
  readonly #connect: () => TrainingConnection;
  readonly #workers: number;
  readonly #now: () => number;
  readonly #listeners = new Listeners();
  readonly #connections = new Map<number, TrainingConnection>();
  /** By token: who has not answered. */
  readonly #pings = new Map<number, Set<TrainingConnection>>();
  #phase: SessionPhase = 'idle';
  #configuration: RunConfiguration | null = null;
  #parts: readonly PoolPart[] = [];
  #reports = new MergedReports([], 0, () => {
    throw new TypeError('a run without seeds has no members');
  });
  #aim: Aim = { kind: 'rest' };
  /** Where a replay pauses, until it is there. */
  #goal: number | null = null;
  #limit: number | null = null;
  /** While an engine is being chosen: the start that waits for it, and the commands that came meanwhile. */
  #waiting: { readonly start: StartCommand; readonly commands: TrainingCommand[] } | null = null;
  #engine: EngineId | null = null;
  #lastMark = 0;
  /** Iterations from one report to the next. */
  #stride = 1;
  #lastReport = 0;
  #lastProgress = 0;
  /** The iteration at which the run was last said to stand. */
  #stood = 0;

  /**
   * @param connect opens the way to one more session, in a worker as a rule
   * @param workers most sessions at a time, ≥ 1
   * @param now milliseconds, monotonic
   */
  constructor(connect: () => TrainingConnection, workers: number, now = () => performance.now()) {
    this.#connect = connect;
    this.#workers = workers;
    this.#now = now;
  }

  subscribe(listener: (event: SessionEvent) => void): () => void {
    return this.#listeners.subscribe(listener);
  }

  close(): void {
    this.#listeners.clear();
    for (const connection of this.#connections.values()) connection.close();
    this.#connections.clear();
    this.#parts = [];
  }

  send(command: TrainingCommand): void {
    if (command.type === 'ping') {
      this.#ping(command.token);
      return;
    }
    const refusal =
      command.type === 'mark' || command.type === 'choose'
        ? 'A pool places marks and chooses engines itself.'
        : refusalOf(command, this.#phase, this.#reports.iteration);
    if (refusal !== null) this.#post({ type: 'refused', command: command.type, message: refusal });
    else if (this.#waiting && command.type !== 'limit') this.#waiting.commands.push(command);
    else this.#obey(command);
    this.#postPhase();
    if (this.#parts.length > 0) this.#reconcile();
  }

  #obey(command: TrainingCommand): void {
    switch (command.type) {
      case 'start':
        this.#begin(command);
        break;
      case 'limit':
        this.#limit = command.iterationsPerSecond;
        for (const connection of this.#connections.values()) connection.send(command);
        break;
      case 'pause':
        this.#gather({ kind: 'gather', target: 0, ends: false });
        if (this.#phase === 'running') this.#phase = 'paused';
        break;
      case 'resume':
        if (this.#goal === null) this.#go();
        else this.#gather({ kind: 'gather', target: this.#goal, ends: false });
        break;
      case 'step':
        this.#gather({ kind: 'gather', target: null, ends: false });
        break;
      case 'until':
        this.#goal = command.iteration;
        this.#gather({ kind: 'gather', target: command.iteration, ends: false });
        break;
      case 'stop':
        this.#stop();
        break;
    }
    if (this.#phase === 'paused' && ['resume', 'step', 'until'].includes(command.type)) {
      this.#phase = 'running';
    }
  }

  #ping(token: number): void {
    this.#pings.set(token, new Set(this.#connections.values()));
    for (const connection of this.#connections.values()) connection.send({ type: 'ping', token });
    this.#answerPings();
  }

  #answerPings(): void {
    for (const [token, missing] of this.#pings) {
      if (missing.size > 0) continue;
      this.#pings.delete(token);
      this.#post({ type: 'pong', token });
    }
  }

  #begin(start: StartCommand): void {
    const { configuration } = start;
    const workers = Math.min(this.#workers, configuration.seeds.length);
    this.#configuration = configuration;
    this.#parts = [];
    this.#phase = 'preparing';
    this.#engine = null;
    this.#stood = 0;
    if (workers === 1 || configuration.engine === 'simd' || algorithmOf(configuration).needs.curvature) {
      this.#spread(start, workers, configuration);
      return;
    }
    this.#waiting = { start, commands: [] };
    this.#connection(0).send({ type: 'choose', configuration, workers });
  }

  /** Starts the parts of a run; its events follow from theirs. */
  #spread({ paused, until }: StartCommand, workers: number, configuration: RunConfiguration): void {
    const { seeds } = configuration;
    const marks = workers > 1 ? Array.from({ length: MARKS_AHEAD }, (_, i) => i + 1) : undefined;
    this.#reports = new MergedReports(seeds, workers, (seed) => unmeasuredReport(configuration, seed));
    this.#goal = until ?? null;
    this.#lastMark = MARKS_AHEAD;
    this.#stride = 1;
    this.#lastReport = this.#now();
    if (paused) this.#aim = { kind: 'gather', target: 0, ends: false };
    else if (until !== undefined) this.#aim = { kind: 'gather', target: until, ends: false };
    else this.#aim = { kind: 'go' };
    this.#parts = shares(seeds, workers).map((share, index) => new PoolPart(this.#connection(index), share));
    for (const part of this.#parts) {
      part.start({
        type: 'start',
        configuration: { ...configuration, seeds: part.seeds },
        paused,
        until,
        marks,
      });
    }
  }

  #connection(index: number): TrainingConnection {
    const known = this.#connections.get(index);
    if (known) return known;
    const connection = this.#connect();
    this.#connections.set(index, connection);
    connection.subscribe((event) => this.#receive(connection, event));
    if (this.#limit !== null) connection.send({ type: 'limit', iterationsPerSecond: this.#limit });
    return connection;
  }

  #receive(connection: TrainingConnection, event: SessionEvent): void {
    if (event.type === 'pong') {
      this.#pings.get(event.token)?.delete(connection);
      this.#answerPings();
      return;
    }
    if (event.type === 'failed') this.#drop(connection);
    if (this.#waiting) {
      this.#choosing(event);
      return;
    }
    const index = this.#parts.findIndex((part) => part.connection === connection);
    const part = this.#parts[index];
    if (!part || part.hasEnded) return;
    part.receive(event);
    switch (event.type) {
      case 'iteration':
        this.#reports.add(index, event);
        this.#report();
        break;
      case 'progress':
        this.#progress(event);
        break;
      case 'engine':
        this.#tellEngine(event, this.#parts.length);
        break;
      case 'engine-changed':
        if (event.to !== this.#engine) this.#post(event);
        break;
      case 'diverged':
        this.#post(event);
        break;
      case 'failed':
        this.#fail(part, event.message);
        break;
    }
    if (part.hasEnded) {
      this.#reports.end(index);
      this.#report();
    }
    this.#reconcile();
  }

  /** An event of the session that chooses the engine. */
  #choosing(event: SessionEvent): void {
    const { start, commands } = this.#waiting!;
    if (event.type === 'failed') {
      this.#waiting = null;
      this.#post(event);
      this.#setPhase('failed');
    } else if (event.type === 'engine') {
      this.#engine = event.engine;
      const workers = event.engine === 'simd' ? Math.min(this.#workers, start.configuration.seeds.length) : 1;
      this.#post({ ...event, workers });
    } else if (event.type === 'phase' && event.phase === 'idle') {
      this.#waiting = null;
      const engine = this.#engine === 'webgpu' ? 'webgpu' : 'simd';
      const workers = engine === 'simd' ? Math.min(this.#workers, start.configuration.seeds.length) : 1;
      this.#spread(start, workers, { ...start.configuration, engine });
      for (const command of commands) this.#obey(command);
      this.#reconcile();
    }
  }

  #tellEngine(event: EngineEvent, workers: number): void {
    if (event.engine === this.#engine) return;
    this.#engine = event.engine;
    this.#post({ ...event, workers });
  }

  /** A session that failed may be a worker that is gone. */
  #drop(connection: TrainingConnection): void {
    connection.close();
    for (const [index, one] of this.#connections) if (one === connection) this.#connections.delete(index);
    for (const missing of this.#pings.values()) missing.delete(connection);
    this.#answerPings();
  }

  #fail(part: PoolPart, message: string): void {
    const others = this.#parts.filter((one) => one !== part && one.failure === null);
    if (others.length === 0) return;
    this.#post({ type: 'members-failed', seeds: part.seeds, iteration: part.iteration, message });
  }

  /** The newest iteration that all have reported. */
  #report(): void {
    const before = this.#reports.iteration;
    const event = this.#reports.take();
    if (event === null) return;
    const now = this.#now();
    const done = event.iteration - before;
    const perReport = Math.round((done * REPORT_INTERVAL) / Math.max(now - this.#lastReport, 1));
    this.#stride = Math.max(1, Math.min(perReport, 2 * this.#stride));
    this.#lastReport = now;
    this.#placeMarks();
    this.#post(event);
  }

  /** Lets everybody go on to as many reports beyond the last that all have made. */
  #placeMarks(): void {
    if (this.#parts.length < 2) return;
    const done = Math.max(...this.#parts.map(({ iteration }) => iteration));
    while (
      this.#lastMark < done + 1 ||
      this.#lastMark < this.#reports.iteration + MARKS_AHEAD * this.#stride
    ) {
      this.#lastMark = Math.max(this.#lastMark, done) + this.#stride;
      for (const part of this.#going()) part.send({ type: 'mark', iteration: this.#lastMark });
    }
  }

  #progress(event: Extract<SessionEvent, { type: 'progress' }>): void {
    if (this.#parts.length === 1) {
      this.#post(event);
      return;
    }
    const now = this.#now();
    if (this.#phase !== 'running' || now - this.#lastProgress < REPORT_INTERVAL) return;
    this.#lastProgress = now;
    const { iteration } = this.#reports;
    const shares = this.#going().map(({ position }) => Math.max(0, Math.min(1, position - iteration)));
    const fraction = shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
    this.#post({ type: 'progress', iteration: iteration + 1, fraction });
  }

  #going(): PoolPart[] {
    return this.#parts.filter(({ hasEnded }) => !hasEnded);
  }

  #go(): void {
    this.#aim = { kind: 'go' };
    this.#placeMarks();
  }

  #gather(aim: Extract<Aim, { kind: 'gather' }>): void {
    this.#aim = aim;
    for (const part of this.#going()) if (part.phase !== 'paused') part.order({ type: 'pause' });
  }

  /** All end after the same iteration; whoever asks again will not wait for that. */
  #stop(): void {
    const going = this.#going();
    if (going.length === 1 || (this.#aim.kind === 'gather' && this.#aim.ends)) {
      this.#aim = { kind: 'rest' };
      for (const part of going) part.order({ type: 'stop' });
    } else {
      this.#gather({ kind: 'gather', target: 0, ends: true });
    }
  }

  /** Gives the parts the orders that take them from where they are to what is aimed at. */
  #reconcile(): void {
    const going = this.#going();
    if (going.length === 0) {
      this.#finish();
      return;
    }
    if (going.some(({ phase }) => phase === 'preparing')) return;
    const paused = going.filter(({ phase }) => phase === 'paused');
    const all = paused.length === going.length;
    if (this.#phase === 'preparing' && !all) this.#setPhase('running');
    switch (this.#aim.kind) {
      case 'go':
        for (const part of paused) part.order({ type: 'resume' });
        break;
      case 'gather':
        if (all) this.#gathered(going, this.#aim);
        break;
      case 'rest':
        if (all && going.some(({ iteration }) => iteration !== going[0]!.iteration)) {
          this.#aim = { kind: 'gather', target: 0, ends: false };
          this.#gathered(going, { target: 0, ends: false });
        }
        break;
    }
    this.#tellStanding();
  }

  /** All have paused: those behind go on; when nobody is, the aim is reached. */
  #gathered(
    going: readonly PoolPart[],
    { target, ends }: { readonly target: number | null; readonly ends: boolean },
  ): void {
    const last = Math.max(...going.map(({ iteration }) => iteration));
    const iteration = Math.max(target ?? last + 1, last);
    if (target === null) this.#aim = { kind: 'gather', target: iteration, ends };
    const behind = going.filter((part) => part.iteration < iteration);
    if (behind.length > 0) {
      this.#placeMarks();
      for (const part of behind) part.order({ type: 'until', iteration });
      if (this.#phase === 'preparing') this.#setPhase('running');
      return;
    }
    this.#aim = { kind: 'rest' };
    if (ends) {
      for (const part of going) part.order({ type: 'stop' });
      return;
    }
    if (this.#goal !== null && this.#goal <= iteration) this.#goal = null;
    this.#setPhase('paused');
  }

  /** Once for every iteration at which the run stands: the digests, when all have told theirs. */
  #tellStanding(): void {
    const going = this.#going();
    const iteration = going[0]?.iteration ?? 0;
    if (this.#phase !== 'paused' || this.#aim.kind !== 'rest' || this.#stood === iteration) return;
    if (!going.every(({ phase, standing }) => phase === 'paused' && standing?.iteration === iteration))
      return;
    this.#stood = iteration;
    const known = this.#parts.flatMap(({ digests }) => digests);
    const members = this.#inOrder(known);
    this.#post({
      type: 'standing',
      iteration,
      members,
      digest: digestRun(members.map(({ digest }) => digest)),
    });
  }

  #inOrder<Member extends Pick<MemberDigest, 'seed'>>(members: readonly Member[]): Member[] {
    const { seeds } = this.#configuration!;
    return [...members].sort((a, b) => seeds.indexOf(a.seed) - seeds.indexOf(b.seed));
  }

  /** Nobody trains any more. */
  #finish(): void {
    if (this.#phase === 'finished' || this.#phase === 'failed') return;
    const failed = this.#parts.filter(({ failure }) => failure !== null);
    if (failed.length === this.#parts.length) {
      this.#post({ type: 'failed', message: failed.at(-1)!.failure! });
      this.#setPhase('failed');
      return;
    }
    const { environments, stepsPerIteration } = this.#configuration!;
    const members: readonly MemberResult[] = this.#inOrder(this.#parts.flatMap(({ results }) => results));
    const seconds = Math.max(...this.#parts.map((part) => part.seconds));
    this.#post(finishedEvent(members, environments * stepsPerIteration, seconds));
    this.#setPhase('finished');
  }

  #setPhase(phase: SessionPhase): void {
    this.#phase = phase;
    this.#postPhase();
  }

  #postPhase(): void {
    this.#post({ type: 'phase', phase: this.#phase, iteration: this.#reports.iteration });
  }

  #post(event: SessionEvent): void {
    this.#listeners.tell(event);
  }
}

/** Neighbouring seeds to each worker, as evenly as may be. */
function shares(seeds: readonly number[], workers: number): number[][] {
  return Array.from({ length: workers }, (_, index) =>
    seeds.slice(
      Math.floor((index * seeds.length) / workers),
      Math.floor(((index + 1) * seeds.length) / workers),
    ),
  );
}

/** What a seed has to tell whose worker broke, or whose numbers did, before its first report. */
function unmeasuredReport(configuration: RunConfiguration, seed: number): MemberReport {
  const specification = engineSpecification(configuration, environmentById(configuration.environment));
  const { observationSize } = specification.policy;
  const normaliser = new ObservationNormaliser(observationSize, configuration.normaliseObservations);
  return {
    seed,
    iteration: 0,
    ...unmeasured(specification.objective.projection !== null),
    policy: {
      parameters: initialSnapshot({ ...specification, members: 1 }, [seed]).policy.parameters,
      observationMean: normaliser.mean.slice(),
      observationDeviation: normaliser.deviation(),
    },
  };
}
