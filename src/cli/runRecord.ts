import type { RunConfiguration } from '../experiments/fields.ts';
import type {
  EndReason,
  FinishedEvent,
  IterationEvent,
  IterationSummary,
  MemberResult,
} from '../trainer/events.ts';
import type { IterationMetrics } from '../trainer/metrics.ts';

/**
 * What a table needs of one member beside what it reached; a share is of states, 0 … 1, over all its iterations. NaN,
 * which JSON writes as null, where it finished none.
 */
export interface MemberSummary extends Omit<MemberResult, 'violations'> {
  /** Environment steps, episodes and their mean return, of every iteration in which an episode finished. */
  readonly returns: readonly (readonly [steps: number, episodes: number, mean: number])[];
  /** Share of states beyond a bound in the run's own metric: network output, and projection (`null` without one). */
  readonly violations: { readonly proposed: number; readonly projected: number | null };
  /** The same with both parts measured in KL. */
  readonly klViolations: { readonly proposed: number; readonly projected: number | null };
  /** KL of network output and projection from the old policy: mean over all states, and largest. */
  readonly kl: { readonly mean: number; readonly max: number };
  readonly projectedKl: { readonly mean: number; readonly max: number } | null;
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
  readonly members: readonly MemberSummary[];
}

/** Environment steps so far, and what was measured in the iteration that ended there. */
interface Measured {
  readonly steps: number;
  readonly metrics: IterationMetrics;
}

/** What the iterations of one member come to. */
function overall(
  iterations: readonly Measured[],
): Omit<MemberSummary, keyof Omit<MemberResult, 'violations'>> {
  type Metric = (metrics: IterationMetrics) => number | null;
  const mean = (pick: Metric) =>
    iterations.reduce((sum, { metrics }) => sum + (pick(metrics) ?? 0), 0) / iterations.length;
  const max = (pick: Metric) =>
    iterations.reduce(
      (largest, { metrics }) => Math.max(largest, pick(metrics) ?? 0),
      iterations.length > 0 ? 0 : Number.NaN,
    );
  const hasLayer = iterations.some(({ metrics }) => metrics.violations_projected !== null);
  return {
    returns: iterations.flatMap(({ steps, metrics: { episodes, episodic_return } }) =>
      episodic_return === null ? [] : [[steps, episodes, episodic_return] as const],
    ),
    violations: {
      proposed: mean((metrics) => metrics.violations_proposed),
      projected: hasLayer ? mean((metrics) => metrics.violations_projected) : null,
    },
    klViolations: {
      proposed: mean((metrics) => metrics.kl_violations_proposed),
      projected: hasLayer ? mean((metrics) => metrics.kl_violations_projected) : null,
    },
    kl: { mean: mean((metrics) => metrics.approx_kl), max: max((metrics) => metrics.max_kl) },
    projectedKl: hasLayer
      ? { mean: mean((metrics) => metrics.projected_kl), max: max((metrics) => metrics.projected_max_kl) }
      : null,
  };
}

/** Gathers what a run tells until it ends. */
export class RunRecord {
  readonly #configuration: RunConfiguration;
  /** By seed. */
  readonly #iterations: ReadonlyMap<number, Measured[]>;

  constructor(configuration: RunConfiguration) {
    this.#configuration = configuration;
    this.#iterations = new Map(configuration.seeds.map((seed) => [seed, []]));
  }

  /** Takes an event's iterations, those it carries along first; each with the members that finished it. */
  add({ skipped = [], ...event }: IterationEvent): IterationSummary[] {
    return [...skipped, event].map(({ iteration, steps, seconds, members }) => {
      const finished = members.filter((member) => member.iteration === iteration);
      for (const { seed, metrics } of finished) this.#iterations.get(seed)!.push({ steps, metrics });
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
      members: members.map((member) => ({ ...member, ...overall(this.#iterations.get(member.seed)!) })),
    };
  }
}
