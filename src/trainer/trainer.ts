import { algorithmOf } from '../algorithms/algorithmOf.ts';
import {
  type Engine,
  EngineFailure,
  type EngineId,
  type EngineSnapshot,
  type EngineSpecification,
} from '../engines/engine.ts';
import type { Environment } from '../environments/environment.ts';
import { iterationsInBudget } from '../experiments/budget.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import type { Checkpoint, ViolationCounts } from './checkpoint.ts';
import { digestMember, digestRun } from './digest.ts';
import type {
  DivergedEvent,
  EndReason,
  FinishedEvent,
  MemberReport,
  MemberResult,
  TrainerEvent,
} from './events.ts';
import { Divergence, type Pace, Stopped } from './interruptions.ts';
import { mean } from './member.ts';
import { Run } from './run.ts';
import { Throughput } from './throughput.ts';

/**
 * Opens an engine of a run with the networks of `start`: the chosen one at first, then, after failures, the next that
 * is not among `failed`. Rejects with a sentence for people when there is none.
 *
 * @param same the kind of engine that the run has already: another of it is wanted, without choosing anew
 */
export type OpenEngine = (
  specification: EngineSpecification,
  start: EngineSnapshot,
  failed: readonly EngineId[],
  same?: EngineId,
) => Promise<Engine>;

/** A seed and the digest of its parameters. */
export interface MemberDigest {
  readonly seed: number;
  readonly digest: string;
}

export interface TrainerHooks {
  readonly pace: Pace;
  /** Seconds of training so far, pauses left out. */
  readonly seconds: () => number;
  /** Called before every `iteration` event; `digests` are those of this iteration, whenever they are asked for. */
  readonly checkpoint?: (iteration: number, digests: () => readonly MemberDigest[]) => void;
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
  const population = new Population(configuration, environment, openEngine, hooks);
  const throughput = new Throughput();
  const size = configuration.environments * configuration.stepsPerIteration;
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
      hooks.checkpoint?.(iteration, population.digests());
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
    yield population.finishedEvent();
  } finally {
    population.dispose();
  }
}

/** A seed of the population and where it stands. */
interface Trainee {
  readonly seed: number;
  checkpoint: Checkpoint;
  report: MemberReport;
  /** Why it no longer trains; `null` while it does. */
  ended: EndReason | null;
}

/** Trainees that share an engine. */
interface Group {
  readonly run: Run;
  readonly engine: Engine;
  readonly trainees: readonly Trainee[];
}

/**
 * The members of a run, in as few engines as may be: a graphics card trains all in one, WebAssembly each in its own
 * (then nothing of one can reach another), and so do algorithms in which members go different ways.
 */
class Population {
  readonly #configuration: RunConfiguration;
  readonly #environment: Environment;
  readonly #openEngine: OpenEngine;
  readonly #hooks: TrainerHooks;
  readonly #trainees: readonly Trainee[];
  readonly #iterations: number;
  readonly #failures: EngineFailure[] = [];
  /** The kind of engine that was opened last, as long as it has not failed. */
  #kind: EngineId | undefined;
  #groups: readonly Group[] = [];
  /** How many groups have trained in the iteration under way. */
  #share = 0;

  constructor(
    configuration: RunConfiguration,
    environment: Environment,
    openEngine: OpenEngine,
    hooks: TrainerHooks,
  ) {
    this.#configuration = configuration;
    this.#environment = environment;
    this.#openEngine = openEngine;
    this.#hooks = hooks;
    this.#iterations = iterationsInBudget(configuration);
    const { seeds } = configuration;
    const run = new Run(configuration, environment, hooks.pace);
    const start = run.begin();
    const reports = run.unmeasured(start);
    this.#trainees = seeds.map((seed, p) => ({
      seed,
      checkpoint: start[p]!,
      report: reports[p]!,
      ended: null,
    }));
  }

  /** Iterations finished by those that still train, or by the last that did. */
  get iteration(): number {
    return Math.max(...this.#trainees.map(({ checkpoint }) => checkpoint.iteration));
  }

  get engine(): EngineId | null {
    return this.#groups[0]?.engine.id ?? null;
  }

  isTraining(): boolean {
    if (this.iteration >= this.#iterations) this.#end('budget');
    return this.#training().length > 0;
  }

  /**
   * Takes everybody who still trains through one iteration; divergences and changes of engine go to `news`.
   * @returns how many finished it
   */
  async iterate(news: TrainerEvent[]): Promise<number> {
    const goal = this.iteration + 1;
    const before = this.#trainees.map(({ checkpoint, report }) => ({ checkpoint, report }));
    for (;;) {
      try {
        if (this.#groups.length === 0) await this.#open(news);
        const waiting = this.#groups.filter(({ trainees }) => trainees[0]!.checkpoint.iteration < goal);
        for (const group of waiting) {
          this.#share = this.#groups.indexOf(group);
          const { checkpoints, reports } = await group.run.iterate(
            group.engine,
            group.trainees.map((trainee) => trainee.checkpoint),
          );
          for (const [p, trainee] of group.trainees.entries()) {
            trainee.checkpoint = checkpoints[p]!;
            trainee.report = reports[p]!;
          }
        }
        break;
      } catch (error) {
        if (error instanceof Stopped) {
          // Nobody keeps half an iteration of the population.
          for (const [p, trainee] of this.#trainees.entries()) Object.assign(trainee, before[p]);
        }
        if (error instanceof EngineFailure) {
          this.#failures.push(error);
          this.#kind = undefined;
        } else if (error instanceof Divergence) news.push(this.#diverge(error));
        else throw error;
        // Whoever has not finished the iteration begins it again, in new engines.
        this.dispose();
        if (this.#training().length === 0) break;
      }
    }
    return this.#trainees.filter(({ checkpoint }) => checkpoint.iteration === goal).length;
  }

  stop(): void {
    this.#end('stopped');
  }

  /**
   * Every seed's last report; one that has ended has no new episodes. Whoever gets them may give their memory away,
   * so that what has to stand for iterations to come is a copy.
   */
  reports(): MemberReport[] {
    return this.#trainees.map(({ report, ended }) => {
      if (this.#trainees.length === 1) return report;
      if (ended === null) return structuredClone(report);
      const metrics = { ...report.metrics, episodic_return: null, episodic_length: null, episodes: 0 };
      return structuredClone({ ...report, metrics });
    });
  }

  /** The digests of everybody as they are now, computed when they are asked for. */
  digests(): () => MemberDigest[] {
    const held = this.#trainees.map(({ seed, checkpoint }) => ({ seed, engine: checkpoint.engine }));
    return () => held.map(({ seed, engine }) => ({ seed, digest: digestMember(engine, 1, 0) }));
  }

  finishedEvent(): FinishedEvent {
    const members = this.#trainees.map(
      ({ seed, checkpoint, ended }): MemberResult => ({
        seed,
        reason: ended ?? 'stopped',
        iteration: checkpoint.iteration,
        finalReturn: mean(checkpoint.member.recentReturns),
        violations: checkpoint.violations,
        digest: digestMember(checkpoint.engine, 1, 0),
      }),
    );
    const { environments, stepsPerIteration } = this.#configuration;
    return finishedFrom(members, environments * stepsPerIteration, this.#hooks.seconds());
  }

  dispose(): void {
    for (const { engine } of this.#groups) engine.dispose();
    this.#groups = [];
  }

  #training(): Trainee[] {
    return this.#trainees.filter(({ ended }) => ended === null);
  }

  #end(reason: EndReason): void {
    for (const trainee of this.#training()) trainee.ended = reason;
  }

  #diverge({ member, quantity }: Divergence): DivergedEvent {
    const trainee = this.#groups[this.#share]!.trainees[member]!;
    const { iteration } = trainee.checkpoint;
    trainee.ended = 'diverged';
    return {
      type: 'diverged',
      iteration: iteration + 1,
      steps: iteration * this.#configuration.environments * this.#configuration.stepsPerIteration,
      seed: trainee.seed,
      quantity,
    };
  }

  /** Opens engines for everybody who still trains. */
  async #open(news: TrainerEvent[]): Promise<void> {
    const trainees = this.#training();
    const failed = this.#failures.map((failure) => failure.engine);
    const prepare = (of: readonly Trainee[]) => {
      const configuration = { ...this.#configuration, seeds: of.map(({ seed }) => seed) };
      const run = new Run(configuration, this.#environment, this.#pace);
      return { run, start: run.restore(of.map(({ checkpoint }) => checkpoint)) };
    };
    const apart = trainees.length > 1 && algorithmOf(this.#configuration).trainsAlone(this.#configuration);
    const first = apart ? trainees.slice(0, 1) : trainees;
    const { run, start } = prepare(first);
    const kind = this.#kind;
    const engine = await this.#openEngine(run.specification, start, failed, kind);
    const { id } = engine;
    this.#kind = id;
    const stages = new Set(trainees.map(({ checkpoint }) => checkpoint.iteration));
    if (first.length === 1 && trainees.length === 1) {
      this.#groups = [{ run, engine, trainees: first }];
    } else if (first.length === trainees.length && id !== 'simd' && stages.size === 1) {
      this.#groups = [{ run, engine, trainees }];
    } else {
      engine.dispose();
      for (const trainee of trainees) {
        const alone = prepare([trainee]);
        const own = await this.#openEngine(alone.run.specification, alone.start, failed, id);
        this.#groups = [...this.#groups, { run: alone.run, engine: own, trainees: [trainee] }];
      }
    }
    const failure = this.#failures.at(-1);
    if (kind === undefined && failure) {
      news.push({
        type: 'engine-changed',
        from: failure.engine,
        to: id,
        reason: failure.message,
        iteration: this.iteration,
      });
    }
  }

  /** Fractions of a group's iteration as fractions of everybody's. */
  readonly #pace: Pace = (fraction) =>
    this.#hooks.pace((this.#share + fraction) / Math.max(1, this.#groups.length));
}

/** The last event of a run from what its members reached, wherever they were trained. */
export function finishedFrom(
  members: readonly MemberResult[],
  statesPerIteration: number,
  seconds: number,
): FinishedEvent {
  const iteration = Math.max(...members.map((member) => member.iteration));
  const reasons: readonly EndReason[] = ['budget', 'stopped', 'diverged', 'failed'];
  const total = members.map(({ violations }) => violations);
  const share = (pick: (counts: ViolationCounts) => number) => {
    const states = total.reduce((sum, counts) => sum + counts.states, 0);
    return states === 0 ? 0 : total.reduce((sum, counts) => sum + pick(counts), 0) / states;
  };
  return {
    type: 'finished',
    reason: reasons.find((reason) => members.some((member) => member.reason === reason))!,
    members,
    iteration,
    steps: iteration * statesPerIteration,
    seconds,
    finalReturn: members.map((member) => member.finalReturn),
    violations: {
      proposed: share(({ proposed }) => proposed),
      projected: total.some(({ projected }) => projected === null)
        ? null
        : share(({ projected }) => projected ?? 0),
    },
    digest: digestRun(members.flatMap(({ digest }) => digest ?? [])),
  };
}
