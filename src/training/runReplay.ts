import * as m from '#words/sessions';
import type { RunConfiguration } from '../experiments/fields.ts';
import type { RunCheckpoint } from '../trainer/checkpoint.ts';
import type { TrainingConnection } from './connection.ts';
import type { SessionEvent, TrainingCommand } from './protocol.ts';

/** Iterations before the one that is wanted which are handed out on the way: a hand that goes back wants them next. */
const ON_THE_WAY = 8;

/** Who waits for what. */
interface Wish {
  readonly iteration: number;
  readonly fulfil: (checkpoint: RunCheckpoint | null) => void;
  readonly refuse: (reason: Error) => void;
}

/** What a replay is told about the run that it repeats. */
export interface ReplayedRun {
  /** With the engine that the run has, so that none is chosen. */
  readonly configuration: RunConfiguration;
  /** The checkpoint nearest to an iteration that is not after it; `null`: only the beginning of the run is. */
  readonly nearest: (iteration: number) => RunCheckpoint | null;
  /** Given every checkpoint that is made, those on the way included. */
  readonly keep?: (checkpoint: RunCheckpoint) => void;
}

/**
 * Trains a run a second time, to where it is wanted, in a connection of its own. It begins at the nearest checkpoint,
 * or goes on from where it stands where that is nearer. One wish at a time: a later one drops the one before, unless
 * it lies on the way.
 */
export class RunReplay {
  readonly #run: ReplayedRun;
  readonly #connection: TrainingConnection<TrainingCommand>;
  #wish: Wish | null = null;
  #working = false;
  #closed = false;
  /** The iteration at which it stands or to which it goes; `null`: it has not begun, or has ended. */
  #goal: number | null = null;
  #stands = false;
  #handedOut: RunCheckpoint | null = null;
  #failure: string | null = null;
  #wake: () => void = () => {};

  constructor(run: ReplayedRun, connect: () => TrainingConnection<TrainingCommand>) {
    this.#run = run;
    this.#connection = connect();
    this.#connection.subscribe((event) => {
      this.#receive(event);
      this.#wake();
    });
  }

  /**
   * The run after an iteration ≥ 1 that it has finished.
   * @returns `null` if a later wish took the place of this one, or the replay was closed
   * @throws {Error} with a sentence, if it could not be trained again; the replay is of no more use then
   */
  reach(iteration: number): Promise<RunCheckpoint | null> {
    this.#drop();
    return new Promise((fulfil, refuse) => {
      this.#wish = { iteration, fulfil, refuse };
      this.#wake();
      this.#work().catch((error) => {
        this.#wish?.refuse(error instanceof Error ? error : new Error(String(error)));
        this.#wish = null;
        this.close();
      });
    });
  }

  /** Frees the connection. */
  close(): void {
    this.#closed = true;
    this.#drop();
    this.#connection.close();
    this.#wake();
  }

  #drop(): void {
    this.#wish?.fulfil(null);
    this.#wish = null;
  }

  #receive(event: SessionEvent): void {
    switch (event.type) {
      case 'standing':
        this.#stands = event.iteration === this.#goal;
        break;
      case 'checkpoint':
        this.#handedOut = event;
        break;
      case 'finished':
        this.#goal = null;
        break;
      case 'failed':
      case 'members-failed':
      case 'refused':
        this.#failure = event.message;
        break;
    }
  }

  /** Takes the run one leg nearer to the wish, until there is none. */
  async #work(): Promise<void> {
    if (this.#working) return;
    this.#working = true;
    try {
      while (this.#wish !== null) await this.#leg(this.#wish.iteration);
    } finally {
      this.#working = false;
    }
  }

  async #leg(wished: number): Promise<void> {
    const known = this.#run.nearest(wished);
    if (known?.iteration === wished) {
      this.#give(known);
      return;
    }
    const from = known?.iteration ?? 0;
    const here = this.#goal !== null && this.#goal >= from && this.#goal < wished ? this.#goal : null;
    const goal = Math.max((here ?? from) + 1, wished - ON_THE_WAY);
    if (here === null) await this.#begin(known, goal);
    else this.#send({ type: 'advance', to: goal }, goal);
    await this.#until(() => this.#stands || this.#goal === null || !this.#leadsOn(goal));
    if (!this.#stands) {
      if (this.#goal === null && this.#leadsOn(goal)) {
        throw new Error(m.replayEnded({ iteration: wished }));
      }
      await this.#end();
      return;
    }
    this.#takeHandedOut();
    this.#connection.send({ type: 'checkpoint' });
    await this.#until(() => this.#handedOut?.iteration === goal || this.#goal === null);
    const checkpoint = this.#takeHandedOut();
    if (checkpoint?.iteration !== goal) return;
    this.#run.keep?.(checkpoint);
    this.#give(checkpoint);
  }

  #takeHandedOut(): RunCheckpoint | null {
    const checkpoint = this.#handedOut;
    this.#handedOut = null;
    return checkpoint;
  }

  /** Fulfils the wish if this is what it wants. */
  #give(checkpoint: RunCheckpoint): void {
    if (this.#wish?.iteration !== checkpoint.iteration) return;
    this.#wish.fulfil(checkpoint);
    this.#wish = null;
  }

  /** Whether the present wish lies at the goal, or so little beyond that going on is the way to it. */
  #leadsOn(goal: number): boolean {
    if (this.#wish === null || this.#wish.iteration < goal) return false;
    return (this.#run.nearest(this.#wish.iteration)?.iteration ?? 0) < goal;
  }

  async #begin(from: RunCheckpoint | null, goal: number): Promise<void> {
    await this.#end();
    const { configuration } = this.#run;
    this.#send({ type: 'start', configuration, paused: false, until: goal, ...(from && { from }) }, goal);
  }

  async #end(): Promise<void> {
    if (this.#goal === null) return;
    this.#connection.send({ type: 'stop' });
    await this.#until(() => this.#goal === null);
  }

  #send(command: TrainingCommand, goal: number): void {
    this.#stands = false;
    this.#goal = goal;
    this.#connection.send(command);
  }

  /** @throws {Error} when the connection says that it cannot go on */
  async #until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      if (this.#failure !== null) throw new Error(this.#failure);
      if (this.#closed) throw new Error(m.replayClosed());
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}
