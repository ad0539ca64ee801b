import type { IterationSummary, MemberSummary } from '../trainer/events.ts';
import { ThinnedLog } from './thinnedLog.ts';

/** The metrics of one iteration. */
export interface LoggedIteration extends Pick<IterationSummary, 'iteration' | 'steps' | 'seconds'> {
  readonly members: readonly Pick<MemberSummary, 'seed' | 'iteration' | 'metrics'>[];
}

/** Iterations kept, shared among a run's seeds: about 6 MB at the most, so that a long run's page soon stops growing. */
const MOST_ROWS = 8192;

/** The metrics of a run's iterations, for whoever wants the numbers. */
export class MetricsLog {
  readonly #log: ThinnedLog<LoggedIteration>;

  /** @param members seeds of the run; each takes a row of an iteration */
  constructor(members: number, rows = MOST_ROWS) {
    this.#log = new ThinnedLog(rows / members);
  }

  /** Oldest first. */
  get summaries(): readonly LoggedIteration[] {
    return this.#log.rows;
  }

  /** Every how many iterations one is kept. */
  get stride(): number {
    return this.#log.stride;
  }

  add({ iteration, steps, seconds, members }: LoggedIteration): void {
    // An event's members carry arrays for every state; only their numbers are kept, and those of seeds that ended once.
    const numbers = members
      .filter((member) => member.iteration === iteration)
      .map(({ seed, metrics }) => ({ seed, iteration, metrics }));
    this.#log.add({ iteration, steps, seconds, members: numbers });
  }
}
