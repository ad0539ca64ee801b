import type { Environment } from '../environments/environment.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import { beginMembers } from './beginning.ts';
import type { RunCheckpoint } from './checkpoint.ts';
import type { TrainerEvent } from './events.ts';
import { finishedEvent } from './finishedEvent.ts';
import { type Pace, Stopped } from './interruptions.ts';
import { type OpenEngine, Population } from './population.ts';
import { Throughput } from './throughput.ts';

export interface TrainerHooks {
  readonly pace: Pace;
  /** Seconds of training so far, pauses left out. */
  readonly seconds: () => number;
  /** Called every few milliseconds while members begin; lets others in. Left out: they begin at once. */
  readonly breathe?: () => Promise<void>;
  /** Where the run goes on; left out: from the beginning. */
  readonly from?: RunCheckpoint | null;
  /** Whether reports have the densities of distances; left out: no. */
  readonly densities?: boolean;
  /** Called before every `iteration` event and before `finished`, with the run as it is then, to be read only. */
  readonly checkpoint?: (run: RunCheckpoint) => void;
}

/**
 * Trains a population, one member a seed, and tells what happened: one `iteration` event each, `diverged` where
 * a member's numbers stop being finite (the others go on), `engine-changed` where a backend broke, at last one
 * `finished`. A member that diverges, and a run that is stopped, end as they were after their last whole
 * iteration. Closing the generator frees the engines.
 *
 * @throws what `openEngine` rejects with, when no backend is left
 */
export async function* train(
  configuration: RunConfiguration,
  environment: Environment,
  openEngine: OpenEngine,
  hooks: TrainerHooks,
): AsyncGenerator<TrainerEvent, void, undefined> {
  const { from = null, pace, breathe, densities } = hooks;
  const start = from?.members ?? (breathe ? await beginMembers(configuration, environment, breathe) : null);
  const population = new Population(configuration, environment, openEngine, pace, start, densities);
  const throughput = new Throughput(from?.seconds);
  const size = configuration.environments * configuration.stepsPerIteration;
  const keep = (seconds: number) => {
    hooks.checkpoint?.({ iteration: population.iteration, seconds, members: population.standings() });
  };
  try {
    while (population.isTraining()) {
      const news: TrainerEvent[] = [];
      let trained = 0;
      try {
        trained = await population.iterate(news);
      } catch (error) {
        if (!(error instanceof Stopped)) throw error;
        population.stop();
      }
      yield* news;
      if (trained === 0) continue;
      const seconds = hooks.seconds();
      const { iteration } = population;
      keep(seconds);
      yield {
        type: 'iteration',
        iteration,
        steps: iteration * size,
        seconds,
        stepsPerSecond: throughput.add(seconds, trained * size),
        engine: population.engine!,
        members: population.reports(),
      };
    }
    const seconds = hooks.seconds();
    keep(seconds);
    yield finishedEvent(population.results(), size, seconds);
  } finally {
    population.dispose();
  }
}
