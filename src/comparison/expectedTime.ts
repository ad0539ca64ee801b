import type { PlannedRun } from '../experiments/comparison/plan.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import type { TrainingConnection } from '../training/connection.ts';
import type { SessionEvent } from '../training/protocol.ts';

/** Settings that decide how long an environment step takes. */
const COSTLY = [
  'environment',
  'algorithm',
  'projection',
  'scaled',
  'head',
  'stateDependent',
  'hiddenSizes',
  'environments',
  'stepsPerIteration',
  'policyEpochs',
  'valueEpochs',
  'minibatchSize',
  'entropySchedule',
] as const satisfies readonly (keyof RunConfiguration)[];

/** Runs of one kind take equally long for a step. */
export function kindOf(configuration: RunConfiguration): string {
  return COSTLY.map((name) => String(configuration[name])).join('|');
}

/** Seconds of training an environment step takes on this machine, by kind: of trials at first, of whole runs as soon as there are any. */
export class SpeedBook {
  readonly #trials = new Map<string, number>();
  readonly #runs = new Map<string, { steps: number; seconds: number }>();

  knows(configuration: RunConfiguration): boolean {
    return this.secondsPerStep(configuration) !== null;
  }

  addTrial(configuration: RunConfiguration, secondsPerStep: number): void {
    this.#trials.set(kindOf(configuration), secondsPerStep);
  }

  addRun(configuration: RunConfiguration, steps: number, seconds: number): void {
    if (!(steps > 0 && seconds > 0)) return;
    const known = this.#runs.get(kindOf(configuration)) ?? { steps: 0, seconds: 0 };
    this.#runs.set(kindOf(configuration), {
      steps: known.steps + steps,
      seconds: known.seconds + seconds,
    });
  }

  secondsPerStep(configuration: RunConfiguration): number | null {
    const kind = kindOf(configuration);
    const run = this.#runs.get(kind);
    return run ? run.seconds / run.steps : (this.#trials.get(kind) ?? null);
  }

  /**
   * Seconds until all these runs are over, each with its steps left, spread over the workers; the longest run is the least it
   * can take. `null` while a kind is unknown, or, `roughly`, while all are: then unknown ones count as the mean of the known.
   */
  expected(
    runs: readonly { readonly configuration: RunConfiguration; readonly stepsLeft: number }[],
    workers: number,
    how: 'exactly' | 'roughly' = 'exactly',
  ): number | null {
    const known = runs.flatMap(({ configuration }) => this.secondsPerStep(configuration) ?? []);
    const mean =
      how === 'roughly' && known.length > 0 ? known.reduce((sum, one) => sum + one, 0) / known.length : null;
    let total = 0;
    let longest = 0;
    for (const { configuration, stepsLeft } of runs) {
      const speed = this.secondsPerStep(configuration) ?? mean;
      if (speed === null) return null;
      total += speed * stepsLeft;
      longest = Math.max(longest, speed * stepsLeft);
    }
    return Math.max(total / workers, longest);
  }
}

/** Iterations of a trial: the first are slow, as code is still being compiled. */
const TRIAL_ITERATIONS = 4;
const WARM_UP = 2;

/**
 * Trains a few iterations of every kind of run that the book does not know, one after the other in one session, and writes their
 * speeds into it. Ends early where `signal` says so.
 */
export async function calibrate(
  book: SpeedBook,
  runs: readonly Pick<PlannedRun, 'configuration'>[],
  connect: () => TrainingConnection,
  signal: AbortSignal,
): Promise<void> {
  const unknown = new Map(
    runs
      .filter(({ configuration }) => !book.knows(configuration))
      .map(({ configuration }) => [kindOf(configuration), configuration]),
  );
  if (unknown.size === 0 || signal.aborted) return;
  const connection = connect();
  const close = () => connection.close();
  signal.addEventListener('abort', close);
  try {
    for (const configuration of unknown.values()) {
      if (signal.aborted) return;
      const speed = await trial(connection, configuration, signal);
      if (speed === null) return;
      book.addTrial(configuration, speed);
    }
  } finally {
    signal.removeEventListener('abort', close);
    connection.close();
  }
}

function trial(
  connection: TrainingConnection,
  configuration: RunConfiguration,
  signal: AbortSignal,
): Promise<number | null> {
  const { environments, stepsPerIteration } = configuration;
  const perIteration = environments * stepsPerIteration;
  return new Promise((resolve) => {
    const marks: { iteration: number; seconds: number }[] = [];
    const over = (speed: number | null) => {
      unsubscribe();
      signal.removeEventListener('abort', abort);
      resolve(speed);
    };
    const abort = () => over(null);
    const unsubscribe = connection.subscribe((event: SessionEvent) => {
      if (event.type === 'iteration') marks.push(...(event.skipped ?? []), event);
      if (event.type !== 'phase' || (event.phase !== 'finished' && event.phase !== 'failed')) return;
      const [first, last] = [marks.find(({ iteration }) => iteration >= WARM_UP), marks.at(-1)];
      const measured = first && last && last.iteration > first.iteration;
      over(
        measured
          ? (last.seconds - first.seconds) / ((last.iteration - first.iteration) * perIteration)
          : null,
      );
    });
    signal.addEventListener('abort', abort);
    const steps = TRIAL_ITERATIONS * perIteration;
    connection.send({
      type: 'start',
      configuration: { ...configuration, steps },
      to: Number.POSITIVE_INFINITY,
    });
  });
}
