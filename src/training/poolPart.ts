import { algorithmOf } from '../algorithms/algorithmOf.ts';
import type { MemberDigest } from '../trainer/digest.ts';
import type { MemberResult } from '../trainer/events.ts';
import type { TrainingConnection } from './connection.ts';
import type { SessionEvent, SessionPhase, TrainingCommand } from './protocol.ts';

type StartCommand = Extract<TrainingCommand, { type: 'start' }>;

/** The part of a pool's run that one session trains, and where it stands as far as it has been told. */
export class PoolPart {
  #phase: SessionPhase = 'preparing';
  #iteration = 0;
  #position = 0;
  #hasLayer = false;
  #seconds = 0;
  #standing: Extract<SessionEvent, { type: 'standing' }> | null = null;
  #failure: string | null = null;
  #results: readonly MemberResult[] = [];

  constructor(
    readonly connection: TrainingConnection,
    readonly seeds: readonly number[],
  ) {}

  get phase(): SessionPhase {
    return this.#phase;
  }

  /** Iterations that it has finished. */
  get iteration(): number {
    return this.#iteration;
  }

  /** The same with the share of the one under way. */
  get position(): number {
    return this.#position;
  }

  /** Of training, when it last reported. */
  get seconds(): number {
    return this.#seconds;
  }

  get hasEnded(): boolean {
    return this.#phase === 'finished' || this.#phase === 'failed';
  }

  /** Why it could not go on; `null` while nothing is wrong. */
  get failure(): string | null {
    return this.#failure;
  }

  /** Where it was said to stand last. */
  get standing(): { readonly iteration: number } | null {
    return this.#standing;
  }

  /** Of its seeds where they stand or ended; none where its worker broke. */
  get digests(): readonly MemberDigest[] {
    if (this.#failure !== null) return [];
    if (!this.hasEnded) return this.#standing?.members ?? [];
    return this.#results.map(({ seed, digest }) => ({ seed, digest: digest! }));
  }

  /** What its seeds reached, when it has ended. Of seeds whose worker broke, little is known. */
  get results(): readonly MemberResult[] {
    if (this.#failure === null) return this.#results;
    return this.seeds.map((seed) => ({
      seed,
      reason: 'failed',
      iteration: this.#iteration,
      finalReturn: null,
      violations: { states: 0, proposed: 0, projected: this.#hasLayer ? 0 : null },
      digest: null,
    }));
  }

  start(command: StartCommand): void {
    this.#hasLayer = algorithmOf(command.configuration).layer !== null;
    this.connection.send(command);
  }

  send(command: TrainingCommand): void {
    this.connection.send(command);
  }

  /** Sends a command that sets it going, or halts it; counts as going until it says otherwise. */
  order(command: TrainingCommand): void {
    if (this.#phase === 'paused') this.#phase = 'running';
    this.connection.send(command);
  }

  receive(event: SessionEvent): void {
    switch (event.type) {
      case 'iteration':
        this.#iteration = event.iteration;
        this.#position = event.iteration;
        this.#seconds = event.seconds;
        break;
      case 'progress':
        this.#position = event.iteration - 1 + event.fraction;
        break;
      case 'phase':
        // A worker that is gone does not know how far it was.
        if (event.phase !== 'failed') this.#iteration = event.iteration;
        this.#phase = event.phase;
        break;
      case 'standing':
        this.#standing = event;
        break;
      case 'finished':
        this.#results = event.members;
        this.#seconds = event.seconds;
        break;
      case 'failed':
        this.#failure = event.message;
        this.#phase = 'failed';
        break;
    }
  }
}
