import { algorithmOf } from '../algorithms/algorithmOf.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import type { RunCheckpoint } from '../trainer/checkpoint.ts';
import type { MemberDigest } from '../trainer/digest.ts';
import type { MemberResult } from '../trainer/events.ts';
import type { TrainingConnection } from './connection.ts';
import type { Standpoint } from './horizon.ts';
import type { Allowance, SessionCommand, SessionEvent, SessionPhase } from './protocol.ts';

/** The part of a pool's run that one session trains: where it is as far as it has told, and how far it may go. */
export class PoolPart implements Standpoint {
  readonly connection: TrainingConnection;
  readonly configuration: RunConfiguration;
  iteration: number;
  /** Iterations with the share of the one under way. */
  position: number;
  /** Of training, when it last reported. */
  seconds = 0;
  /** Where it was said to stand last. */
  standing: Extract<SessionEvent, { type: 'standing' }> | null = null;
  /** Why it could not go on; `null` while nothing is wrong. */
  failure: string | null = null;
  /** Those it handed out, oldest first, until they are needed no more; at first the one it began with. */
  #checkpoints: readonly RunCheckpoint[];
  #phase: SessionPhase = 'preparing';
  #results: readonly MemberResult[] = [];
  #allowance: Allowance;
  #stopped = false;
  /** Commands sent, and how many of them it had been given when it last told its phase. */
  #sent = 0;
  #heard = 0;

  /** Starts the part. */
  constructor(
    connection: TrainingConnection,
    configuration: RunConfiguration,
    allowance: Allowance,
    from: RunCheckpoint | null,
    densities: boolean,
  ) {
    this.connection = connection;
    this.configuration = configuration;
    this.iteration = from?.iteration ?? 0;
    this.position = this.iteration;
    this.#checkpoints = from ? [from] : [];
    this.#allowance = allowance;
    this.#send({
      type: 'start',
      configuration,
      ...(from && { from }),
      ...(densities && { densities }),
      ...allowance,
    });
  }

  get seeds(): readonly number[] {
    return this.configuration.seeds;
  }

  get isPreparing(): boolean {
    return this.#phase === 'preparing';
  }

  get hasEnded(): boolean {
    return this.#phase === 'finished' || this.#phase === 'failed';
  }

  get halted(): boolean {
    return this.#phase === 'paused' && this.#heard === this.#sent;
  }

  /** Of its seeds where they stand or ended; none where its worker broke. */
  get digests(): readonly MemberDigest[] {
    if (this.failure !== null) return [];
    if (!this.hasEnded) return this.standing?.members ?? [];
    return this.#results.map(({ seed, digest }) => ({ seed, digest: digest! }));
  }

  /** What its seeds reached, when it has ended. Of seeds whose worker broke, little is known. */
  get results(): readonly MemberResult[] {
    if (this.failure === null) return this.#results;
    const projected = algorithmOf(this.configuration).layer === null ? null : 0;
    return this.seeds.map((seed) => ({
      seed,
      reason: 'failed',
      iteration: this.iteration,
      finalReturn: null,
      violations: { states: 0, proposed: 0, projected },
      digest: null,
    }));
  }

  /** The iteration of its last checkpoint; 0 without one. */
  get checkpointed(): number {
    return this.#checkpoints.at(-1)?.iteration ?? 0;
  }

  /**
   * Its newest checkpoint that is not after this iteration, members whose worker broke as ended; lets older ones go.
   * `null` if it has none.
   */
  checkpointUntil(iteration: number): RunCheckpoint | null {
    const newest = this.#checkpoints.findLast((one) => one.iteration <= iteration);
    if (!newest) return null;
    this.#checkpoints = this.#checkpoints.slice(this.#checkpoints.indexOf(newest));
    if (this.failure === null) return newest;
    return { ...newest, members: newest.members.map((one) => ({ ...one, ended: one.ended ?? 'failed' })) };
  }

  /** Says how far it may go, if that has changed. */
  allow(allowance: Allowance): void {
    const { to, iterationsPerSecond, reportEvery, checkpointAt } = this.#allowance;
    const same =
      allowance.to === to &&
      allowance.iterationsPerSecond === iterationsPerSecond &&
      allowance.reportEvery === reportEvery &&
      allowance.checkpointAt === checkpointAt;
    if (same || this.#stopped) return;
    this.#allowance = allowance;
    this.#send({ type: 'advance', ...allowance });
  }

  /** Ends it where it is. */
  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#send({ type: 'stop' });
  }

  receive(event: SessionEvent): void {
    switch (event.type) {
      case 'iteration':
        this.iteration = event.iteration;
        this.position = event.iteration;
        this.seconds = event.seconds;
        break;
      case 'progress':
        this.position = event.iteration - 1 + event.fraction;
        break;
      case 'phase':
        // Its last words about the run before, to a command that came too late for it.
        if ((event.heard ?? 0) > this.#sent) break;
        // A worker that is gone does not know how far it was.
        if (event.phase !== 'failed') this.iteration = event.iteration;
        this.#phase = event.phase;
        this.#heard = event.heard ?? 0;
        break;
      case 'standing':
        this.standing = event;
        break;
      case 'checkpoint':
        this.#checkpoints = [...this.#checkpoints, event];
        break;
      case 'finished':
        this.#results = event.members;
        this.seconds = event.seconds;
        break;
      case 'failed':
        this.failure = event.message;
        this.#phase = 'failed';
        break;
    }
  }

  #send(command: SessionCommand): void {
    this.#sent++;
    this.connection.send(command);
  }
}
