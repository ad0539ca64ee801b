import { DENSITY_PARTS, type DistanceDensities } from '../trainer/densities.ts';
import type { IterationSummary } from '../trainer/events.ts';
import type { LayerBounds } from '../trainer/specification.ts';
import { BoundedSeries } from './boundedSeries.ts';
import { ThinnedLog } from './thinnedLog.ts';

/** Iterations kept, of which each can be looked at alone: about 2 MB at the most. */
const MOST_MOMENTS = 8192;

/** How far one policy went in one iteration. */
interface Reach {
  /** Share of the states of all its seeds beyond either bound. */
  readonly share: number;
  /** Largest distance of any of them, 1 being its bound; NaN where it is not known. */
  readonly largest: number;
}

/** How a run kept within its bounds in one iteration; its projection `null` without a layer. */
export interface PromiseMoment {
  readonly iteration: number;
  readonly proposed: Reach;
  readonly projected: Reach | null;
}

/** How far one policy of a run went, over all iterations so far. */
export class PromiseRecord {
  /** Largest distance of any state of any seed, 1 being its bound, against environment steps (docs/mathematics.md §8.6). */
  readonly largest = new BoundedSeries(1, undefined, 'largest');
  #shares = 0;
  #iterations = 0;
  #worst: { readonly distance: number; readonly iteration: number } | null = null;

  /** Share of all states of all iterations and seeds beyond either bound; `null` before the first. */
  get share(): number | null {
    return this.#iterations === 0 ? null : this.#shares / this.#iterations;
  }

  /** The largest distance so far and its iteration; `null` where none is known. */
  get worst(): { readonly distance: number; readonly iteration: number } | null {
    return this.#worst;
  }

  add(steps: number, iteration: number, { share, largest }: Reach): void {
    this.largest.push(steps, [largest]);
    if (Number.isFinite(share)) {
      this.#shares += share;
      this.#iterations++;
    }
    if (largest > (this.#worst?.distance ?? 0)) this.#worst = { distance: largest, iteration };
  }
}

/** How a run kept within its bounds: the network, which acts, and what the layer let through. */
export class PromiseHistory {
  readonly proposed = new PromiseRecord();
  /** Stays empty without a layer. */
  readonly projected = new PromiseRecord();
  readonly #bounds: LayerBounds;
  /** Checkpoints, which the past is shown from, know no densities. */
  readonly #moments = new ThinnedLog<PromiseMoment>(MOST_MOMENTS);

  constructor(bounds: LayerBounds) {
    this.#bounds = bounds;
  }

  /** One iteration alone; `null` where none of its numbers are known, or any more. */
  at(iteration: number): PromiseMoment | null {
    return this.#moments.rows.find((moment) => moment.iteration === iteration) ?? null;
  }

  record({ iteration, steps, members }: IterationSummary): void {
    const live = members.filter((member) => member.iteration === iteration);
    if (live.length === 0) return;
    const largest = (policy: number) =>
      Math.max(...live.map(({ densities }) => this.#inBounds(densities, policy)));
    const projected = live.flatMap(({ metrics }) => metrics.violations_projected ?? []);
    const moment: PromiseMoment = {
      iteration,
      proposed: {
        share: mean(live.map(({ metrics }) => metrics.violations_proposed)),
        largest: largest(0),
      },
      projected: projected.length === 0 ? null : { share: mean(projected), largest: largest(1) },
    };
    this.#moments.add(moment);
    this.proposed.add(steps, iteration, moment.proposed);
    if (moment.projected !== null) this.projected.add(steps, iteration, moment.projected);
  }

  /** The largest distance of a state in either part, 1 being the bound on that part; NaN where none were counted. */
  #inBounds(densities: DistanceDensities | undefined, policy: number): number {
    const of = (part: (typeof DENSITY_PARTS)[number]) =>
      densities?.largest[policy * DENSITY_PARTS.length + DENSITY_PARTS.indexOf(part)] ?? Number.NaN;
    const { mean, covariance } = this.#bounds;
    // Policies over discrete actions have no covariance part, and no bound on one.
    return covariance === 0 ? of('mean') / mean : Math.max(of('mean') / mean, of('covariance') / covariance);
  }
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
