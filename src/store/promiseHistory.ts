import { DENSITY_PARTS, type DistanceDensities } from '../trainer/densities.ts';
import type { IterationSummary } from '../trainer/events.ts';
import type { LayerBounds } from '../trainer/specification.ts';
import { BoundedSeries } from './boundedSeries.ts';

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

  /** @param largest NaN where it is not known */
  add(steps: number, iteration: number, share: number, largest: number): void {
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

  constructor(bounds: LayerBounds) {
    this.#bounds = bounds;
  }

  record({ iteration, steps, members }: IterationSummary): void {
    const live = members.filter((member) => member.iteration === iteration);
    if (live.length === 0) return;
    const largest = (policy: number) =>
      Math.max(...live.map(({ densities }) => this.#inBounds(densities, policy)));
    const share = mean(live.map(({ metrics }) => metrics.violations_proposed));
    this.proposed.add(steps, iteration, share, largest(0));
    const projected = live.flatMap(({ metrics }) => metrics.violations_projected ?? []);
    if (projected.length > 0) this.projected.add(steps, iteration, mean(projected), largest(1));
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
