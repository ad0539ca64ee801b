import type { IterationSummary, MemberSummary } from '../trainer/events.ts';

/** The metrics of one iteration. */
export interface LoggedIteration extends Pick<IterationSummary, 'iteration' | 'steps' | 'seconds'> {
  readonly members: readonly Pick<MemberSummary, 'seed' | 'iteration' | 'metrics'>[];
}

/** Iterations kept, shared among a run's seeds: about 6 MB at the most, so that a long run's page soon stops growing. */
const MOST_ROWS = 8192;

/**
 * The metrics of a run's iterations, for whoever wants the numbers. In bounded memory: when it is full, every second
 * iteration is let go, and from then on only every second (fourth, …) is taken.
 */
export class MetricsLog {
  #summaries: LoggedIteration[] = [];
  #stride = 1;
  readonly #capacity: number;

  /** @param members seeds of the run; each takes a row of an iteration */
  constructor(members: number, rows = MOST_ROWS) {
    this.#capacity = Math.max(2, Math.floor(rows / members));
  }

  /** Oldest first. */
  get summaries(): readonly LoggedIteration[] {
    return this.#summaries;
  }

  /** Every how many iterations one is kept. */
  get stride(): number {
    return this.#stride;
  }

  add({ iteration, steps, seconds, members }: LoggedIteration): void {
    if (iteration % this.#stride !== 0) return;
    // An event's members carry arrays for every state; only their numbers are kept, and those of seeds that ended once.
    const numbers = members
      .filter((member) => member.iteration === iteration)
      .map(({ seed, metrics }) => ({ seed, iteration, metrics }));
    this.#summaries.push({ iteration, steps, seconds, members: numbers });
    if (this.#summaries.length < this.#capacity) return;
    this.#stride *= 2;
    this.#summaries = this.#summaries.filter((summary) => summary.iteration % this.#stride === 0);
  }
}
