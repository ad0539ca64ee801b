import { algorithmOf } from '../algorithms/algorithmOf.ts';
import {
  type Engine,
  EngineFailure,
  type EngineId,
  type EngineSnapshot,
  type EngineSpecification,
} from '../engines/engine.ts';
import { joinSnapshots } from '../engines/snapshot.ts';
import type { Environment } from '../environments/environment.ts';
import { iterationsInBudget } from '../experiments/budget.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import { beginMember } from './beginning.ts';
import type { MemberStanding, RunCheckpoint } from './checkpoint.ts';
import { digestMember } from './digest.ts';
import { mean, RECENT_EPISODES } from './episodeLog.ts';
import type { EndReason, MemberReport, MemberResult, TrainerEvent } from './events.ts';
import { Divergence, type Pace, Stopped } from './interruptions.ts';
import { atRest } from './metrics.ts';
import { Run } from './run.ts';
import { engineSpecification } from './specification.ts';

/**
 * Opens an engine with the networks of `start`: the chosen one at first, then, after failures, the next that is not
 * among `failed`. It takes as many of the specification's members as it trains side by side (`createEngine`). Rejects
 * with a sentence for people when there is none.
 *
 * @param same the kind of engine that the run has already: another of it is wanted, without choosing anew
 */
export type OpenEngine = (
  specification: EngineSpecification,
  start: EngineSnapshot,
  failed: readonly EngineId[],
  same?: EngineId,
) => Promise<Engine>;

/** A member and where it stands now. */
type Standing = { -readonly [Part in keyof MemberStanding]: MemberStanding[Part] };

/** Members that share an engine. */
interface Group {
  readonly engine: Engine;
  readonly run: Run;
  readonly members: readonly Standing[];
}

/**
 * The members of a run, in as few engines as may be: a graphics card trains all in one, WebAssembly each in its own
 * (then nothing of one can reach another), and so do algorithms in which members go different ways.
 */
export class Population {
  readonly #configuration: RunConfiguration;
  readonly #environment: Environment;
  readonly #openEngine: OpenEngine;
  readonly #pace: Pace;
  readonly #members: readonly Standing[];
  readonly #iterations: number;
  readonly #countsDensities: boolean;
  readonly #failures: EngineFailure[] = [];
  /** The kind of engine that was opened last, as long as it has not failed. */
  #kind: EngineId | undefined;
  #groups: Group[] = [];
  /** The group that is being trained, as an index. */
  #current = 0;

  /**
   * @param from where they go on, one a seed; from the beginning without it
   * @param countsDensities whether reports have the densities of distances
   */
  constructor(
    configuration: RunConfiguration,
    environment: Environment,
    openEngine: OpenEngine,
    pace: Pace,
    from: RunCheckpoint['members'] | null = null,
    countsDensities = false,
  ) {
    this.#countsDensities = countsDensities;
    this.#configuration = configuration;
    this.#environment = environment;
    this.#openEngine = openEngine;
    this.#pace = pace;
    this.#iterations = iterationsInBudget(configuration);
    this.#members = configuration.seeds.map((seed, p) => {
      if (from === null) return { seed, ...beginMember(configuration, environment, seed), ended: null };
      const standing = from[p]!;
      const goesOn = standing.ended === 'stopped' || standing.ended === 'budget';
      return { ...standing, ended: goesOn ? null : standing.ended };
    });
  }

  /** Iterations finished by those that still train, or by the last that did. */
  get iteration(): number {
    return Math.max(...this.#members.map(({ checkpoint }) => checkpoint.iteration));
  }

  /** The kind of engine that they train in; `undefined` before the first is open. */
  get engine(): EngineId | undefined {
    return this.#kind;
  }

  isTraining(): boolean {
    this.#endAtReturn();
    if (this.iteration >= this.#iterations) this.#end('budget');
    return this.#training().length > 0;
  }

  /**
   * Takes everybody who still trains through one iteration; divergences and changes of engine go to `news`.
   * @returns how many finished it
   * @throws {Stopped} with everybody as before the iteration
   */
  async iterate(news: TrainerEvent[]): Promise<number> {
    const goal = this.iteration + 1;
    const before = this.#members.map(({ checkpoint, report }) => ({ checkpoint, report }));
    while (this.#training().some(({ checkpoint }) => checkpoint.iteration < goal)) {
      try {
        if (this.#groups.length === 0) await this.#open(news);
        for (const [index, group] of this.#groups.entries()) {
          this.#current = index;
          if (group.members[0]!.checkpoint.iteration < goal) await trainGroup(group);
        }
      } catch (error) {
        if (error instanceof Stopped) {
          // Nobody keeps half an iteration of the population.
          for (const [p, member] of this.#members.entries()) Object.assign(member, before[p]);
        }
        if (error instanceof EngineFailure) {
          this.#failures.push(error);
          this.#kind = undefined;
        } else if (error instanceof Divergence) news.push(this.#diverge(error));
        else throw error;
        // Whoever has not finished the iteration begins it again, in new engines.
        this.dispose();
      }
    }
    return this.#members.filter(({ checkpoint }) => checkpoint.iteration === goal).length;
  }

  stop(): void {
    this.#end('stopped');
  }

  /** Every member's last report; one that has ended has no new episodes. */
  reports(): MemberReport[] {
    return this.#members.map(({ report, ended }) =>
      ended === null ? report : { ...report, metrics: atRest(report.metrics) },
    );
  }

  /** Everybody as they are now. Arrays that nobody writes to, to be copied by whoever gives them away. */
  standings(): MemberStanding[] {
    return this.#members.map((member) => ({ ...member }));
  }

  /** What everybody has reached. */
  results(): MemberResult[] {
    return this.#members.map(({ seed, checkpoint, ended }) => ({
      seed,
      reason: ended ?? 'stopped',
      iteration: checkpoint.iteration,
      finalReturn: mean(checkpoint.member.recentReturns),
      violations: checkpoint.violations,
      digest: digestMember(checkpoint.engine),
    }));
  }

  dispose(): void {
    for (const { engine } of this.#groups) engine.dispose();
    this.#groups = [];
  }

  #training(): Standing[] {
    return this.#members.filter(({ ended }) => ended === null);
  }

  /** Ends those that have reached the return at which they are to stop; the others go on in engines of their own. */
  #endAtReturn(): void {
    const reached = this.#training().filter(({ checkpoint: { member } }) =>
      hasReached(member.recentReturns, this.#configuration.stopAtReturn),
    );
    if (reached.length === 0) return;
    for (const member of reached) member.ended = 'return';
    this.dispose();
  }

  #end(reason: EndReason): void {
    for (const member of this.#training()) member.ended = reason;
  }

  #diverge({ member: p, quantity }: Divergence): TrainerEvent {
    const member = this.#groups[this.#current]!.members[p]!;
    const { iteration } = member.checkpoint;
    member.ended = 'diverged';
    return {
      type: 'diverged',
      iteration: iteration + 1,
      steps: iteration * this.#configuration.environments * this.#configuration.stepsPerIteration,
      seed: member.seed,
      quantity,
    };
  }

  /** Opens engines for everybody who still trains; those who have finished different iterations share none. */
  async #open(news: TrainerEvent[]): Promise<void> {
    const replaces = this.#kind === undefined ? this.#failures.at(-1) : undefined;
    const failed = this.#failures.map(({ engine }) => engine);
    for (let waiting = this.#training(); waiting.length > 0; ) {
      const { iteration } = waiting[0]!.checkpoint;
      const together = algorithmOf(this.#configuration).trainsAlone(this.#configuration)
        ? waiting.slice(0, 1)
        : waiting.filter(({ checkpoint }) => checkpoint.iteration === iteration);
      const engine = await this.#openEngine(
        engineSpecification(this.#configurationOf(together), this.#environment),
        joinSnapshots(together.map(({ checkpoint }) => checkpoint.engine)),
        failed,
        this.#kind,
      );
      this.#kind = engine.id;
      const members = together.slice(0, engine.specification.members);
      const run = new Run(
        this.#configurationOf(members),
        this.#environment,
        this.#groupPace,
        engine,
        members.map(({ checkpoint }) => checkpoint),
        { countsDensities: this.#countsDensities },
      );
      this.#groups.push({ engine, run, members });
      waiting = waiting.filter((member) => !members.includes(member));
    }
    if (replaces) {
      const { engine: from, message: reason } = replaces;
      news.push({ type: 'engine-changed', from, to: this.engine!, reason, iteration: this.iteration });
    }
  }

  #configurationOf(members: readonly Standing[]): RunConfiguration {
    return { ...this.#configuration, seeds: members.map(({ seed }) => seed) };
  }

  /** Fractions of a group's iteration as fractions of everybody's. */
  readonly #groupPace: Pace = (fraction) =>
    this.#pace((this.#current + fraction) / Math.max(1, this.#groups.length));
}

/** Whether the mean return of so many episodes as count is at least this; fewer tell too little. */
function hasReached(recentReturns: readonly number[], goal: number): boolean {
  return recentReturns.length === RECENT_EPISODES && mean(recentReturns)! >= goal;
}

async function trainGroup({ run, members }: Group): Promise<void> {
  const iterations = await run.iterate(members.map(({ checkpoint }) => checkpoint));
  for (const [p, member] of members.entries()) Object.assign(member, iterations[p]);
}
