/** How far one of the sessions that train a run is. */
export interface Standpoint {
  /** Iterations that it is known to have finished. */
  readonly iteration: number;
  /** It has waited since it was last told how far it may go: that is the iteration that it has finished, and no other. */
  readonly halted: boolean;
}

/**
 * How far a run may go: one number, the iteration after which all its sessions are to stand. Pause, resume, step,
 * replay and stop are values of it. Sessions may be ahead of one another; nobody can stand before the last iteration
 * that one of them has finished, and so those behind go on to that.
 */
export class Horizon {
  #to: number;
  /** Where a replay leads. Counts no more when the run has been there. */
  #goal: number;
  #ends = false;

  /** @param until the iteration to which it is replayed; Infinity: an ordinary run */
  constructor(paused: boolean, until = Infinity) {
    this.#goal = until;
    this.#to = paused ? 0 : until;
  }

  /** Where the run is to stand: 0: as soon as may be; Infinity: nowhere. */
  get to(): number {
    return this.#to;
  }

  /** All are to end where they stand first. */
  get ends(): boolean {
    return this.#ends;
  }

  /** Whether it is on its way to a place: nobody watches it go, and no speed limit counts. */
  get hurries(): boolean {
    return this.#wish < Infinity;
  }

  pause(): void {
    this.#to = 0;
  }

  /** @param iteration the last that any session has finished */
  resume(iteration: number): void {
    this.#to = this.#goal > iteration ? this.#goal : Infinity;
  }

  /** @param iteration the last that any session has finished */
  step(iteration: number): void {
    this.#to = iteration + 1;
  }

  replay(until: number): void {
    this.#goal = until;
    this.#to = until;
  }

  end(): void {
    this.#ends = true;
  }

  /** How far each session may go now, if none may go beyond `edge`. */
  allowed(sessions: readonly Standpoint[], edge: number): number {
    return Math.min(Math.max(this.#wish, furthest(sessions)), edge);
  }

  /** Whether all stand where the run is to stand. */
  isReachedBy(sessions: readonly Standpoint[]): boolean {
    const last = furthest(sessions);
    return last >= this.#wish && sessions.every(({ iteration, halted }) => halted && iteration === last);
  }

  get #wish(): number {
    return this.#ends ? 0 : this.#to;
  }
}

function furthest(sessions: readonly Standpoint[]): number {
  return Math.max(0, ...sessions.map(({ iteration }) => iteration));
}
