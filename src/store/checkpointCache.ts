import type { RunCheckpoint } from '../trainer/checkpoint.ts';
import { bytesOfCheckpoints } from './checkpointSize.ts';

/** What the checkpoints that were recomputed last may take. */
const MOST_BYTES = 32 * 2 ** 20;
const MOST = 32;

/** The checkpoints that were wanted last. */
export class CheckpointCache {
  /** Newest last. */
  #kept: RunCheckpoint[] = [];

  /** The one nearest to an iteration that is not after it. */
  before(iteration: number): RunCheckpoint | null {
    const earlier = this.#kept.filter((one) => one.iteration <= iteration);
    return earlier.reduce<RunCheckpoint | null>(
      (best, one) => (best === null || one.iteration > best.iteration ? one : best),
      null,
    );
  }

  keep(checkpoint: RunCheckpoint): void {
    this.#kept = [...this.#kept.filter(({ iteration }) => iteration !== checkpoint.iteration), checkpoint];
    const most = Math.max(2, Math.min(MOST, Math.floor(MOST_BYTES / bytesOfCheckpoints([checkpoint]))));
    this.#kept = this.#kept.slice(-most);
  }
}
