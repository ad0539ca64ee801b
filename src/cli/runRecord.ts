import type { RunConfiguration } from '../experiments/fields.ts';
import type { EndReason, FinishedEvent, IterationEvent, IterationSummary } from '../trainer/events.ts';

/**
 * What a table needs of one seed; a share is of states, 0 … 1, over all its iterations. NaN, which JSON writes as null,
 * where it finished none.
 */
export interface SeedSummary {
  readonly seed: number;
  readonly reason: EndReason;
  /** Iterations it finished. */
  readonly iteration: number;
  /** Mean undiscounted return of the last 64 finished episodes; `null` if none finished, or if its worker broke. */
  readonly finalReturn: number | null;
  /** Environment steps, episodes and their mean return, of every iteration in which an episode finished. */
  readonly returns: readonly (readonly [steps: number, episodes: number, mean: number])[];
  /** Share of states beyond a bound in the run's own metric: network output, and projection (`null` without one). */
  readonly violations: { readonly proposed: number; readonly projected: number | null };
  /** The same with both parts measured in KL. */
  readonly klViolations: { readonly proposed: number; readonly projected: number | null };
  /** KL of network output and projection from the old policy: mean over all states, and largest. */
  readonly kl: { readonly mean: number; readonly max: number };
  readonly projectedKl: { readonly mean: number; readonly max: number } | null;
  /** SHA-256 over its parameters; `null` where its worker broke. */
  readonly digest: string | null;
}

/** What a run came to, on one line of JSON. */
export interface RunSummary {
  readonly summary: true;
  readonly config: RunConfiguration;
  readonly reason: EndReason;
  readonly iteration: number;
  /** Environment steps per seed. */
  readonly steps: number;
  readonly seconds: number;
  /** Environment steps of all seeds per second of training. */
  readonly stepsPerSecond: number;
  /** Mean undiscounted return of the last 64 finished episodes; one per seed if there are several. */
  readonly finalReturn: number | null | readonly (number | null)[];
  readonly violations: FinishedEvent['violations'];
  readonly digest: string;
  readonly members: readonly SeedSummary[];
}

/** Sums over the iterations of one seed. */
class SeedRecord {
  readonly returns: [number, number, number][] = [];
  #iterations = 0;
  #violations = { proposed: 0, projected: 0 };
  #klViolations = { proposed: 0, projected: 0 };
  #kl = { sum: 0, max: 0 };
  #projectedKl: { sum: number; max: number } | null = null;
  #hasLayer = false;

  add(steps: number, metrics: IterationSummary['members'][number]['metrics']): void {
    this.#iterations++;
    if (metrics.episodic_return !== null) {
      this.returns.push([steps, metrics.episodes, metrics.episodic_return]);
    }
    this.#violations.proposed += metrics.violations_proposed;
    this.#violations.projected += metrics.violations_projected ?? 0;
    this.#hasLayer = metrics.violations_projected !== null;
    this.#klViolations.proposed += metrics.kl_violations_proposed;
    this.#klViolations.projected += metrics.kl_violations_projected ?? 0;
    this.#kl.sum += metrics.approx_kl;
    this.#kl.max = Math.max(this.#kl.max, metrics.max_kl);
    if (metrics.projected_kl === null || metrics.projected_max_kl === null) return;
    this.#projectedKl ??= { sum: 0, max: 0 };
    this.#projectedKl.sum += metrics.projected_kl;
    this.#projectedKl.max = Math.max(this.#projectedKl.max, metrics.projected_max_kl);
  }

  summary(): Pick<SeedSummary, 'returns' | 'violations' | 'klViolations' | 'kl' | 'projectedKl'> {
    const n = this.#iterations;
    const shares = ({ proposed, projected }: { proposed: number; projected: number }) => ({
      proposed: proposed / n,
      projected: this.#hasLayer ? projected / n : null,
    });
    const kl = ({ sum, max }: { sum: number; max: number }) => ({
      mean: sum / n,
      max: n === 0 ? Number.NaN : max,
    });
    return {
      returns: this.returns,
      violations: shares(this.#violations),
      klViolations: shares(this.#klViolations),
      kl: kl(this.#kl),
      projectedKl: this.#projectedKl && kl(this.#projectedKl),
    };
  }
}

/** Gathers what a run tells until it ends. */
export class RunRecord {
  readonly #configuration: RunConfiguration;
  readonly #seeds: ReadonlyMap<number, SeedRecord>;

  constructor(configuration: RunConfiguration) {
    this.#configuration = configuration;
    this.#seeds = new Map(configuration.seeds.map((seed) => [seed, new SeedRecord()]));
  }

  /** Takes an event's iterations, those it carries along first; each with the members that finished it. */
  add({ skipped = [], ...event }: IterationEvent): IterationSummary[] {
    return [...skipped, event].map(({ iteration, steps, seconds, members }) => {
      const finished = members.filter((member) => member.iteration === iteration);
      for (const { seed, metrics } of finished) this.#seeds.get(seed)!.add(steps, metrics);
      return { iteration, steps, seconds, members: finished };
    });
  }

  summary(finished: FinishedEvent): RunSummary {
    const { reason, iteration, steps, seconds, finalReturn, violations, digest, members } = finished;
    const { environments, stepsPerIteration } = this.#configuration;
    const trained = members.reduce((sum, one) => sum + one.iteration, 0) * environments * stepsPerIteration;
    return {
      summary: true,
      config: this.#configuration,
      reason,
      iteration,
      steps,
      seconds,
      stepsPerSecond: seconds > 0 ? trained / seconds : 0,
      finalReturn: finalReturn.length === 1 ? finalReturn[0]! : finalReturn,
      violations,
      digest,
      members: members.map((member) => ({
        seed: member.seed,
        reason: member.reason,
        iteration: member.iteration,
        finalReturn: member.finalReturn,
        ...this.#seeds.get(member.seed)!.summary(),
        digest: member.digest,
      })),
    };
  }
}
