import type { IterationSummary, MemberResult } from '../trainer/events.ts';
import { type CurvePoint, CurveRecorder } from './curve.ts';

/** How far beyond its bounds a policy was over a whole run. */
export interface Drift {
  /** Share 0 … 1 of all states in which either part exceeds its bound, measured in the run's own metric. */
  readonly beyond: number;
  /** The same with both parts measured in KL, so that methods can be held against one another. */
  readonly beyondKl: number;
  /** Largest KL from the old policy in any state. */
  readonly largestKl: number;
}

/** Why a run is over. One whose worker broke is not: it has said nothing about its method. */
export type RunOutcome = 'budget' | 'diverged';

/** What remains of one run. */
export interface RunRecord {
  readonly outcome: RunOutcome;
  /** Iteration and quantity of the first number that was not finite; `null` as a rule. */
  readonly trouble: string | null;
  readonly curve: readonly CurvePoint[];
  /** Mean undiscounted return of its last 64 episodes, of the last it had where it diverged; `null` if none ended. */
  readonly finalReturn: number | null;
  /** The network's own output. */
  readonly proposed: Drift;
  /** Behind the layer; `null` without one. */
  readonly projected: Drift | null;
  /** Environment steps taken. */
  readonly steps: number;
  /** Seconds of training. */
  readonly seconds: number;
  /** SHA-256 of its parameters. */
  readonly digest: string;
}

/** A record while its run goes on. */
export class RunDraft {
  readonly #curve = new CurveRecorder();
  readonly #proposed = new DriftSums();
  readonly #projected = new DriftSums();
  #hasLayer = false;
  #steps = 0;
  #seconds = 0;
  #iteration = 0;
  #trouble: string | null = null;

  get steps(): number {
    return this.#steps;
  }

  get seconds(): number {
    return this.#seconds;
  }

  get curve(): readonly CurvePoint[] {
    return this.#curve.points;
  }

  add({ iteration, steps, seconds, members }: IterationSummary): void {
    const member = members[0]!;
    // A member that has diverged repeats its last report.
    if (member.iteration !== iteration || iteration <= this.#iteration) return;
    this.#iteration = iteration;
    this.#steps = steps;
    this.#seconds = seconds;
    const { metrics } = member;
    if (metrics.episodic_return !== null) {
      this.#curve.add({ steps, seconds, episodes: metrics.episodes, mean: metrics.episodic_return });
    }
    this.#proposed.add(metrics.violations_proposed, metrics.kl_violations_proposed, metrics.max_kl);
    this.#hasLayer = metrics.violations_projected !== null;
    this.#projected.add(
      metrics.violations_projected ?? 0,
      metrics.kl_violations_projected ?? 0,
      metrics.projected_max_kl ?? 0,
    );
  }

  diverged(trouble: string): void {
    this.#trouble ??= trouble;
  }

  /** @param result what the trainer says of its only seed */
  finish({ reason, finalReturn, digest }: MemberResult & { readonly digest: string }): RunRecord {
    return {
      outcome: reason === 'diverged' ? reason : 'budget',
      trouble: this.#trouble,
      curve: this.curve,
      finalReturn: finalReturn ?? this.curve.at(-1)?.mean ?? null,
      proposed: this.#proposed.drift(),
      projected: this.#hasLayer ? this.#projected.drift() : null,
      steps: this.#steps,
      seconds: this.#seconds,
      digest,
    };
  }
}

/** Every iteration has equally many states, so that shares of iterations average to the share of all states. */
class DriftSums {
  #iterations = 0;
  #beyond = 0;
  #beyondKl = 0;
  #largestKl = 0;

  add(beyond: number, beyondKl: number, largestKl: number): void {
    this.#iterations++;
    this.#beyond += beyond;
    this.#beyondKl += beyondKl;
    this.#largestKl = Math.max(this.#largestKl, largestKl);
  }

  drift(): Drift {
    const n = Math.max(1, this.#iterations);
    return { beyond: this.#beyond / n, beyondKl: this.#beyondKl / n, largestKl: this.#largestKl };
  }
}
