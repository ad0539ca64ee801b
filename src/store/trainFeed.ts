import type { IterationEvent, IterationSummary } from '../trainer/events.ts';
import type { IterationMetrics } from '../trainer/metrics.ts';
import type { LayerBounds } from '../trainer/specification.ts';
import { Announcer } from './announcer.ts';
import { BoundedSeries } from './boundedSeries.ts';
import { DensityHistory, type DensityPolicy } from './densityHistory.ts';
import { MetricsLog } from './metricsLog.ts';
import { PromiseHistory } from './promiseHistory.ts';

/** A history of the network and one of its projection. */
export type ByPolicy = { readonly [Policy in DensityPolicy]: BoundedSeries };

function byPolicy(members: number, merge: 'mean' | 'largest'): ByPolicy {
  const series = () => new BoundedSeries(members, undefined, merge);
  return { proposed: series(), projected: series() };
}

/**
 * What the pictures of one run read: histories and the last report, outside React. Listeners are told that
 * something arrived; they read what they need when they next draw.
 */
export class TrainFeed extends Announcer {
  /** Mean return of the episodes that finished, one column per seed, against environment steps per seed. */
  readonly returns: BoundedSeries;
  /** Mean entropy of the acting policy in nats, one column per seed. */
  readonly entropy: BoundedSeries;
  /** The entropy floor, one column per seed; empty without one. */
  readonly entropyFloor: BoundedSeries;
  /**
   * Share of states (0 … 1) beyond either bound, and the largest KL of a state, one column per seed, against environment
   * steps per seed: of the network, and of its projection (empty without a layer).
   */
  readonly beyond: ByPolicy;
  readonly largestKl: ByPolicy;
  /** How far all states moved in every iteration, by seed; empty where the run does not count them. */
  readonly densities: readonly DensityHistory[];
  /** The metrics of every iteration, for the data file. */
  readonly log: MetricsLog;
  /** How the run kept within its bounds. */
  readonly promise: PromiseHistory;
  #latest: IterationEvent | null = null;
  #visited: IterationEvent | null = null;
  /** How far the iteration in progress is, 0 … 1. */
  #fraction = 0;

  /** @param bounds of the run; left out: distances are told as they are */
  constructor(
    readonly members: number,
    bounds: LayerBounds = { mean: 1, covariance: 1 },
  ) {
    super();
    this.returns = new BoundedSeries(members);
    this.entropy = new BoundedSeries(members);
    this.entropyFloor = new BoundedSeries(members);
    this.beyond = byPolicy(members, 'mean');
    this.largestKl = byPolicy(members, 'largest');
    this.densities = Array.from({ length: members }, () => new DensityHistory());
    this.log = new MetricsLog(members);
    this.promise = new PromiseHistory(bounds);
  }

  get latest(): IterationEvent | null {
    return this.#latest;
  }

  /** What the panels show: the iteration that is visited, else the newest. */
  get shown(): IterationEvent | null {
    return this.#visited ?? this.#latest;
  }

  /** The past iteration on show; `null`: the panels follow the run. */
  get visited(): IterationEvent | null {
    return this.#visited;
  }

  /** Shows a past iteration, or with `null` the newest again. */
  visit(event: IterationEvent | null): void {
    this.#visited = event;
    this.announce();
  }

  get fraction(): number {
    return this.#fraction;
  }

  receive(event: IterationEvent): void {
    for (const summary of event.skipped ?? []) this.#record(summary);
    this.#record(event);
    this.#latest = event;
    this.#fraction = 0;
    this.announce();
  }

  /**
   * What a run that goes on has behind it: the numbers of its iterations, and then the last report.
   * @param last asked for when the others are in the log
   */
  restore(rows: readonly IterationSummary[], last: () => IterationEvent): void {
    for (const row of rows) this.#record(row);
    this.receive(last());
  }

  progress(fraction: number): void {
    this.#fraction = fraction;
    this.announce();
  }

  #record(summary: IterationSummary): void {
    this.log.add(summary);
    this.promise.record(summary);
    const { iteration, steps, members } = summary;
    /** One number a seed; the curves of those that have ended end as well. */
    const column = (pick: (metrics: IterationMetrics) => number | null) =>
      members.map((member) =>
        member.iteration === iteration ? (pick(member.metrics) ?? Number.NaN) : Number.NaN,
      );
    this.returns.push(
      steps,
      column((metrics) => metrics.episodic_return),
    );
    this.entropy.push(
      steps,
      column((metrics) => metrics.entropy),
    );
    const push = (series: BoundedSeries, pick: (metrics: IterationMetrics) => number | null) => {
      const row = column(pick);
      if (!row.every(Number.isNaN)) series.push(steps, row);
    };
    push(this.entropyFloor, (metrics) => metrics.entropy_floor);
    push(this.beyond.proposed, (metrics) => metrics.violations_proposed);
    push(this.beyond.projected, (metrics) => metrics.violations_projected);
    push(this.largestKl.proposed, (metrics) => metrics.max_kl);
    push(this.largestKl.projected, (metrics) => metrics.projected_max_kl);
    for (const [index, member] of members.entries()) {
      if (member.densities && member.iteration === iteration) {
        this.densities[index]!.add(iteration, member.densities);
      }
    }
  }
}
