import type { IterationEvent, IterationSummary, MemberReport } from '../trainer/events.ts';
import { atRest } from '../trainer/metrics.ts';
import { Throughput } from '../trainer/throughput.ts';
import { memberSummary, summaryOf } from './reporter.ts';

/** What a part has reported since the last iteration that was put together, and before that its last; ascending. */
interface PartReports {
  /** With the arrays of every state. */
  full: IterationEvent[];
  /** Of every iteration, reported in full or not. */
  summaries: IterationSummary[];
  ended: boolean;
}

/**
 * Puts the iteration events of a run's parts together to those of the run, members in the order of the run's seeds.
 * An iteration is complete when every part that had not ended before has reported it in full; those before it go into
 * its `skipped`. Members of a part that has ended keep their last report, without new episodes.
 */
export class MergedReports {
  readonly #seeds: readonly number[];
  readonly #parts: readonly PartReports[];
  readonly #unmeasured: (seed: number) => MemberReport;
  readonly #throughput: Throughput;
  #iteration: number;

  /**
   * @param seeds all of the run
   * @param parts how many parts the run has
   * @param unmeasured stands for a seed whose part ended before it reported anything
   * @param start iterations, and seconds of training, that the run has behind it
   */
  constructor(
    seeds: readonly number[],
    parts: number,
    unmeasured: (seed: number) => MemberReport,
    start = { iteration: 0, seconds: 0 },
  ) {
    this.#throughput = new Throughput(start.seconds);
    this.#iteration = start.iteration;
    this.#seeds = seeds;
    this.#unmeasured = unmeasured;
    this.#parts = Array.from({ length: parts }, () => ({ full: [], summaries: [], ended: false }));
  }

  /** The last iteration that was put together; where it began before the first. */
  get iteration(): number {
    return this.#iteration;
  }

  add(part: number, event: IterationEvent): void {
    const { full, summaries } = this.#parts[part]!;
    summaries.push(...(event.skipped ?? []), summaryOf(event));
    full.push(event);
  }

  /** Nobody waits for this part any more. */
  end(part: number): void {
    this.#parts[part]!.ended = true;
  }

  /** The newest complete iteration that has not been taken, if there is one. */
  take(): IterationEvent | null {
    const last = this.#newestComplete();
    if (last === null) return null;
    const told: IterationSummary[] = [];
    let stepsPerSecond = 0;
    while (this.#iteration < last) {
      const summary = this.#summaryAt(++this.#iteration);
      const trained = summary.members.filter(({ iteration }) => iteration === summary.iteration).length;
      stepsPerSecond = this.#throughput.add(summary.seconds, (trained * summary.steps) / summary.iteration);
      told.push(summary);
    }
    const { steps, seconds } = told.pop()!;
    const reports = this.#parts.flatMap(({ full }) => newestUntil(full, last) ?? []);
    const members = this.#inOrder(reports.flatMap((report) => membersAt(report, last)));
    const { engine } = reports.find(({ iteration }) => iteration === last)!;
    for (const part of this.#parts) {
      part.full = withoutOlder(part.full, last);
      part.summaries = withoutOlder(part.summaries, last);
    }
    return {
      type: 'iteration',
      iteration: last,
      steps,
      seconds,
      stepsPerSecond,
      engine,
      members,
      ...(told.length > 0 ? { skipped: told } : {}),
    };
  }

  #newestComplete(): number | null {
    const known = this.#parts.flatMap(({ full }) => full.map(({ iteration }) => iteration));
    const complete = known.filter(
      (iteration) =>
        iteration > this.#iteration &&
        this.#parts.every(({ full, ended }) => {
          const last = full.at(-1)?.iteration ?? 0;
          return (ended && last < iteration) || full.some((report) => report.iteration === iteration);
        }),
    );
    return complete.length > 0 ? Math.max(...complete) : null;
  }

  #summaryAt(iteration: number): IterationSummary {
    const summaries = this.#parts.flatMap((part) => newestUntil(part.summaries, iteration) ?? []);
    const now = summaries.filter((summary) => summary.iteration === iteration);
    const members = this.#inOrder(summaries.flatMap((summary) => membersAt(summary, iteration)));
    return {
      iteration,
      steps: now[0]!.steps,
      seconds: Math.max(...now.map(({ seconds }) => seconds)),
      members: members.map(memberSummary),
    };
  }

  #inOrder<Member extends IterationSummary['members'][number]>(
    members: readonly Member[],
  ): (Member | MemberReport)[] {
    const bySeed = new Map(members.map((member) => [member.seed, member]));
    return this.#seeds.map((seed) => bySeed.get(seed) ?? this.#unmeasured(seed));
  }
}

function newestUntil<Report extends { readonly iteration: number }>(
  reports: readonly Report[],
  iteration: number,
): Report | undefined {
  return reports.findLast((report) => report.iteration <= iteration);
}

function withoutOlder<Report extends { readonly iteration: number }>(
  reports: readonly Report[],
  iteration: number,
): Report[] {
  const newest = newestUntil(reports, iteration);
  return reports.filter((report) => report === newest || report.iteration > iteration);
}

/** The members of a report as they are at an iteration: without new episodes where the report is older. */
function membersAt<Member extends IterationSummary['members'][number]>(
  report: { readonly iteration: number; readonly members: readonly Member[] },
  iteration: number,
): readonly Member[] {
  if (report.iteration === iteration) return report.members;
  return report.members.map((member) => ({ ...member, metrics: atRest(member.metrics) }));
}
