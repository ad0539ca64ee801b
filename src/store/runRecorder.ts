import { KEPT_FORMAT, type KeptRun } from '../keeping/keptRun.ts';
import type { KeptRuns } from '../keeping/keptRuns.ts';
import { WritePace } from '../keeping/writePace.ts';
import type { IterationEvent, IterationSummary } from '../trainer/events.ts';
import { summaryOf } from '../training/reporter.ts';
import { isLive, type TrainRun } from './trainRun.ts';

export interface RecorderSurroundings {
  readonly kept: Pick<KeptRuns, 'write' | 'relabel'>;
  /** Whether the run is this page's own, when that is known; nothing is written before. */
  readonly mine: Promise<boolean>;
  /** Milliseconds, monotonic. */
  readonly now: () => number;
  /** Milliseconds since 1970. */
  readonly date: () => number;
  /** The visit that trains the run. */
  readonly visit: string;
  /** Asks the run for a checkpoint. */
  readonly ask: () => void;
  readonly onTrouble: (error: unknown) => void;
}

/**
 * Keeps one run while it trains: its checkpoint every few seconds, where it pauses and where it ends, with the numbers of
 * the iterations until then. Costs the run no more than `WritePace` lets it.
 */
export class RunRecorder {
  readonly #surroundings: RecorderSurroundings;
  readonly #pace = new WritePace();
  readonly #unsubscribe: readonly (() => void)[];
  /** Where the run began, or was taken up: until it has gone on there is nothing to write. */
  readonly #start: number;
  /** What the reader had made of it when that was written last. */
  #labels: string;
  #run: TrainRun;
  #shown = true;
  #seen: IterationEvent | null;
  /** Not written yet, oldest first. */
  #rows: readonly IterationSummary[];
  /** What was written last, to know whether there is news. */
  #written = '';
  #asked = false;
  /** The next checkpoint is written whatever the pace: the run stands, or the page may be about to close. */
  #urgent = false;
  #dropped = false;
  /** One write after the other. */
  #writing = Promise.resolve();

  /** @param unwritten iterations that the run has behind it and that are not in the database */
  constructor(
    run: TrainRun,
    surroundings: RecorderSurroundings,
    unwritten: readonly IterationSummary[] = [],
  ) {
    this.#run = run;
    this.#surroundings = surroundings;
    this.#start = run.checkpoints.latest?.iteration ?? 0;
    this.#labels = labelsOf(run);
    this.#seen = run.feed.latest;
    this.#rows = unwritten;
    this.#unsubscribe = [
      run.feed.subscribe(() => this.#hear()),
      run.checkpoints.subscribe(() => this.#take()),
    ];
  }

  /** @param shown whether it is the one on show */
  update(run: TrainRun, shown: boolean): void {
    const before = this.#run;
    this.#run = run;
    this.#shown = shown;
    if (run.phase === 'paused' && before.phase !== 'paused') this.#hurry();
    if (labelsOf(run) !== labelsOf(before)) void this.flush();
  }

  /** The page may be about to close: what is there is written at once, and what comes next as well. */
  hurry(): void {
    void this.flush();
    this.#hurry();
  }

  /** Writes what is there now. */
  flush(): Promise<void> {
    return this.#write();
  }

  /** Iterations that are not in the database yet. */
  get unwritten(): readonly IterationSummary[] {
    return this.#rows;
  }

  /** What it knows of the run. */
  get run(): TrainRun {
    return this.#run;
  }

  /** The last words about a run that is over; resolves when they are written. */
  end(run: TrainRun): Promise<void> {
    this.#leave();
    this.#run = run;
    return this.#write();
  }

  /** Writes no more of the run; resolves when nothing is being written. */
  drop(): Promise<void> {
    this.#dropped = true;
    this.#leave();
    return this.#writing;
  }

  #leave(): void {
    for (const leave of this.#unsubscribe) leave();
  }

  #hurry(): void {
    this.#urgent = true;
    this.#surroundings.ask();
  }

  #hear(): void {
    const { latest, log } = this.#run.feed;
    if (latest === null || latest === this.#seen) return;
    this.#seen = latest;
    // As many as the page itself keeps of a long run.
    const news = [...(latest.skipped ?? []), summaryOf(latest)].filter(
      ({ iteration }) => iteration % log.stride === 0,
    );
    this.#rows = [...this.#rows, ...news.map(withinMeasure)];
    if (this.#asked || !this.#pace.isDue(this.#surroundings.now())) return;
    this.#asked = true;
    this.#surroundings.ask();
  }

  #take(): void {
    this.#asked = false;
    if (!this.#urgent && !this.#pace.isDue(this.#surroundings.now())) return;
    this.#urgent = false;
    void this.#write();
  }

  #write(): Promise<void> {
    this.#writing = this.#writing.then(() => this.#writeNow());
    return this.#writing;
  }

  /** A run that has not gone on yet is kept as it was, but for what the reader has made of it. */
  async #relabel(): Promise<void> {
    const { name, pinned, hidden } = this.#run;
    const labels = labelsOf(this.#run);
    if (labels === this.#labels || !(await this.#surroundings.mine) || this.#dropped) return;
    try {
      await this.#surroundings.kept.relabel(this.#run.key, { name, pinned, hidden });
      this.#labels = labels;
    } catch (error) {
      this.#surroundings.onTrouble(error);
    }
  }

  async #writeNow(): Promise<void> {
    const checkpoint = this.#run.checkpoints.latest;
    if (checkpoint === null) return;
    if (checkpoint.iteration <= this.#start) return this.#relabel();
    if (!(await this.#surroundings.mine) || this.#dropped) return;
    const { iteration } = checkpoint;
    const { kept, now, date, visit, onTrouble } = this.#surroundings;
    const record = keptRunOf(this.#run, iteration, { visit, shown: this.#shown, when: date() });
    const signature = JSON.stringify([
      iteration,
      record.ended,
      record.shown,
      labelsOf(record),
      record.diverged.length,
    ]);
    if (signature === this.#written) return;
    const rows = this.#rows.filter((row) => row.iteration <= iteration);
    const began = now();
    try {
      await kept.write({
        kept: record,
        checkpoint,
        rows,
        ...(this.#written === '' && { beginning: this.#run.checkpoints.beginning }),
      });
      this.#written = signature;
      this.#rows = this.#rows.filter((row) => !rows.includes(row));
      this.#pace.written(began, now());
    } catch (error) {
      this.#pace.failed(now());
      // What waits for better times stays small.
      this.#rows = this.#rows.map(withoutCounts);
      onTrouble(error);
    }
  }
}

/** What the reader has made of a run. */
function labelsOf({ name, pinned, hidden }: Pick<KeptRun, 'name' | 'pinned' | 'hidden'>): string {
  return JSON.stringify([name, pinned, hidden]);
}

/** The counts of every state are 2 kB an iteration and seed: of longer runs every second is kept, then every fourth… */
const MOST_COUNTED = 1024;

/** Without the counts where the map of so long a run has several iterations to a column. */
function withinMeasure(row: IterationSummary): IterationSummary {
  const stride = 2 ** Math.max(0, Math.floor(Math.log2(row.iteration / MOST_COUNTED)));
  if (row.iteration % stride === 0) return row;
  return withoutCounts(row);
}

function withoutCounts(row: IterationSummary): IterationSummary {
  return { ...row, members: row.members.map(({ densities: _, ...member }) => member) };
}

/** What is kept of a run besides its numbers, as it was after this iteration. */
export function keptRunOf(
  run: TrainRun,
  iteration: number,
  { visit, shown, when }: Pick<KeptRun, 'visit' | 'shown' | 'when'>,
): KeptRun {
  const { key, name, configuration, origin, engine, until, diverged } = run;
  return {
    key,
    format: KEPT_FORMAT,
    name,
    configuration,
    origin,
    engine: engine?.id ?? null,
    until,
    diverged,
    visit,
    shown,
    ended: !isLive(run),
    pinned: run.pinned,
    hidden: run.hidden,
    iteration,
    when,
  };
}
