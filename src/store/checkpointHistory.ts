import { bisector } from 'd3-array';
import type { RunCheckpoint } from '../trainer/checkpoint.ts';
import { Announcer } from './announcer.ts';
import { bytesOfCheckpoints } from './checkpointSize.ts';

/** Most checkpoints kept of a run: between two of them a replay takes a second or less. */
const MOST = 24;
/** What those of one run may take, however large its networks and batches are. */
const MOST_BYTES = 64 * 2 ** 20;
/** Milliseconds between two requests: copying a checkpoint costs the run a few milliseconds. */
export const CHECKPOINT_INTERVAL = 500;

const byIteration = bisector(({ iteration }: RunCheckpoint) => iteration);

/**
 * Checkpoints of a run, spread over its iterations: when there are too many, or they are too large, every other one
 * goes, and the next are asked for half as often; the newest always stays. Listeners are told of every one that arrives.
 */
export class CheckpointHistory extends Announcer {
  #kept: RunCheckpoint[] = [];
  #beginning: RunCheckpoint | null = null;
  #stride = 1;
  #askedAt = -Infinity;
  #asked = 0;
  readonly #bytes = new WeakMap<RunCheckpoint, number>();
  readonly #mostBytes: number;

  constructor(mostBytes = MOST_BYTES) {
    super();
    this.#mostBytes = mostBytes;
  }

  /** Where a run began that goes on from another; never dropped. `null`: not known, or it began at the beginning. */
  get beginning(): RunCheckpoint | null {
    return this.#beginning;
  }

  set beginning(checkpoint: RunCheckpoint | null) {
    this.#beginning = checkpoint;
  }

  /** Oldest first. */
  get all(): readonly RunCheckpoint[] {
    return this.#kept;
  }

  get latest(): RunCheckpoint | null {
    return this.#kept.at(-1) ?? null;
  }

  /** The last one at this iteration or before it; `null`: only the beginning of the run is. */
  before(iteration: number): RunCheckpoint | null {
    const beginning = (this.#beginning?.iteration ?? Infinity) <= iteration ? this.#beginning : null;
    return this.#kept[byIteration.right(this.#kept, iteration) - 1] ?? beginning;
  }

  /**
   * Whether one more should be asked for, and takes it that this is done.
   * @param iteration that the run has finished
   * @param now milliseconds, monotonic
   */
  asks(iteration: number, now: number): boolean {
    if (iteration < this.#asked + this.#stride || now < this.#askedAt + CHECKPOINT_INTERVAL) return false;
    this.#asked = iteration;
    this.#askedAt = now;
    return true;
  }

  /** Takes one that was asked for here or elsewhere: the newest always, of those before it no more than it asks for. */
  receive(checkpoint: RunCheckpoint): void {
    const [before, last] = [this.#kept.at(-2), this.#kept.at(-1)];
    const crowded = last && last.iteration - (before?.iteration ?? 0) < this.#stride / 2;
    if (crowded && checkpoint.iteration > last.iteration) this.#kept.pop();
    const place = byIteration.left(this.#kept, checkpoint.iteration);
    const known = this.#kept[place]?.iteration === checkpoint.iteration;
    this.#kept.splice(place, known ? 1 : 0, checkpoint);
    this.#bytes.set(checkpoint, bytesOfCheckpoints([checkpoint]));
    while (this.#kept.length > MOST || (this.#kept.length > 1 && this.#size() > this.#mostBytes)) {
      const last = this.#kept.length - 1;
      this.#kept = this.#kept.filter((_, index) => (last - index) % 2 === 0);
      this.#stride *= 2;
    }
    this.announce();
  }

  #size(): number {
    return this.#kept.reduce((sum, one) => sum + this.#bytes.get(one)!, 0);
  }
}
