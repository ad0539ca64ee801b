import type { IterationEvent, IterationSummary, MemberReport } from '../trainer/events.ts';
import type { IterationMetrics } from '../trainer/metrics.ts';
import { summaryOf } from './reporter.ts';

/** What a part has reported beyond the last iteration that was put together, and the last of before. */
interface PartReports {
  /** By iteration, with the arrays of every state. */
  readonly full: Map<number, IterationEvent>;
  /** By iteration: every one that was told of, in full or not. */
  readonly summaries: Map<number, IterationSummary>;
  lastFull: IterationEvent | null;
  lastSummary: IterationSummary | null;
  ended: boolean;
}

/**
 * Puts the iteration events of a run's parts together to those of the run, members in the order of the run's seeds.
 * An iteration is complete when every part that has not ended has reported it in full; those before it go into its
 * `skipped`. Members of a part that has ended keep their last report, without new episodes.
 */
export class MergedReports {
  readonly #seeds: readonly number[];
  readonly #parts: readonly PartReports[];
  readonly #unmeasured: (seed: number) => MemberReport;
  #iteration = 0;

  /**
   * @param seeds all of the run
   * @param parts how many parts the run has
   * @param unmeasured stands for a seed whose part ended before it reported anything
   */
  constructor(seeds: readonly number[], parts: number, unmeasured: (seed: number) => MemberReport) {
    this.#seeds = seeds;
    this.#unmeasured = unmeasured;
    this.#parts = Array.from({ length: parts }, () => ({
      full: new Map(),
      summaries: new Map(),
      lastFull: null,
      lastSummary: null,
      ended: false,
    }));
  }

  /** The last iteration that was put together; 0 before the first. */
  get iteration(): number {
    return this.#iteration;
  }

  add(part: number, event: IterationEvent): void {
    const reports = this.#parts[part]!;
    for (const summary of event.skipped ?? []) reports.summaries.set(summary.iteration, summary);
    reports.summaries.set(event.iteration, summaryOf(event));
    reports.full.set(event.iteration, event);
  }

  /** Nobody waits for this part any more. */
  end(part: number): void {
    this.#parts[part]!.ended = true;
  }

  /** The newest complete iteration that has not been taken, if there is one. */
  take(): IterationEvent | null {
    const last = this.#newestComplete();
    if (last === null) return null;
    const skipped: IterationSummary[] = [];
    while (this.#iteration < last - 1) skipped.push(this.#summaryAt(++this.#iteration));
    const { steps, seconds } = this.#summaryAt(last);
    const members = this.#inOrder(
      this.#parts.flatMap((part) => reportsAt(part, last)),
      (seed) => this.#unmeasured(seed),
    );
    const at = this.#parts.flatMap(({ full }) => full.get(last) ?? []);
    this.#iteration = last;
    for (const part of this.#parts) forget(part, last);
    return {
      type: 'iteration',
      iteration: last,
      steps,
      seconds,
      stepsPerSecond: at.reduce((sum, event) => sum + event.stepsPerSecond, 0),
      engine: at[0]!.engine,
      members,
      ...(skipped.length > 0 ? { skipped } : {}),
    };
  }

  #newestComplete(): number | null {
    const going = this.#parts.filter(({ ended }) => !ended);
    const known = (going.length > 0 ? going.slice(0, 1) : this.#parts).flatMap(({ full }) => [
      ...full.keys(),
    ]);
    const complete = known.filter(
      (iteration) => iteration > this.#iteration && going.every(({ full }) => full.has(iteration)),
    );
    return complete.length > 0 ? Math.max(...complete) : null;
  }

  #summaryAt(iteration: number): IterationSummary {
    const summaries = this.#parts.flatMap((part) => summaryAt(part, iteration) ?? []);
    const now = summaries.filter((summary) => summary.iteration === iteration);
    return {
      iteration,
      steps: now[0]!.steps,
      seconds: Math.max(...now.map(({ seconds }) => seconds)),
      members: this.#inOrder(
        summaries.flatMap(({ members }) => members),
        (seed) => {
          const { iteration: measured, metrics } = this.#unmeasured(seed);
          return { seed, iteration: measured, metrics };
        },
      ),
    };
  }

  #inOrder<Report extends { readonly seed: number }>(
    members: readonly Report[],
    missing: (seed: number) => Report,
  ): Report[] {
    const bySeed = new Map(members.map((member) => [member.seed, member]));
    return this.#seeds.map((seed) => bySeed.get(seed) ?? missing(seed));
  }
}

/** A part's numbers of an iteration; those of its last where it had ended before. */
function summaryAt({ summaries, lastSummary }: PartReports, iteration: number): IterationSummary | null {
  const summary = summaries.get(iteration);
  if (summary) return summary;
  const before = newestBefore(summaries, iteration) ?? lastSummary;
  if (before === null) return null;
  return { ...before, members: before.members.map((member) => ({ ...member, metrics: atRest(member) })) };
}

function reportsAt(part: PartReports, iteration: number): readonly MemberReport[] {
  const full = part.full.get(iteration);
  if (full) return full.members;
  const before = newestBefore(part.full, iteration) ?? part.lastFull;
  return before?.members.map((member) => ({ ...member, metrics: atRest(member) })) ?? [];
}

function newestBefore<Report>(reports: ReadonlyMap<number, Report>, iteration: number): Report | null {
  const before = Math.max(...[...reports.keys()].filter((one) => one < iteration));
  return reports.get(before) ?? null;
}

function atRest({ metrics }: { readonly metrics: IterationMetrics }): IterationMetrics {
  return { ...metrics, episodic_return: null, episodic_length: null, episodes: 0 };
}

function forget(part: PartReports, last: number): void {
  part.lastFull = part.full.get(last) ?? newestBefore(part.full, last) ?? part.lastFull;
  part.lastSummary = part.summaries.get(last) ?? newestBefore(part.summaries, last) ?? part.lastSummary;
  for (const reports of [part.full, part.summaries]) {
    for (const iteration of [...reports.keys()]) if (iteration <= last) reports.delete(iteration);
  }
}
