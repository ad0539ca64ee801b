import {
  type Engine,
  EngineFailure,
  type EngineId,
  type EngineSnapshot,
  type EngineSpecification,
} from '../engines/engine.ts';
import type { Environment } from '../environments/environment.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import { createHead } from '../policies/heads.ts';
import { HEAD_FACTOR } from '../policies/types.ts';
import type { Checkpoint, ViolationCounts } from './checkpoint.ts';
import { digestParameters } from './digest.ts';
import { entropyFloors } from './entropyFloors.ts';
import type {
  FinishedEvent,
  IterationEvent,
  IterationMetrics,
  MemberReport,
  TrainerEvent,
} from './events.ts';
import { estimateAdvantages, explainedVariance } from './gae.ts';
import { Divergence, type Pace, requireFinite, Stopped } from './interruptions.ts';
import { Measurement, type MemberMeasurement } from './measure.ts';
import { createMember, type Member, mean, restoreMember, snapshotMember } from './member.ts';
import { Progress } from './progress.ts';
import { Environments } from './rollout.ts';
import { engineSpecification, initialSnapshot, projectionSpecification } from './specification.ts';
import { Throughput } from './throughput.ts';
import { STEP_COST, Updates } from './update.ts';

/**
 * Opens the engine of a run with the networks of `start`: the chosen one at first, then, after failures, the
 * next that is not among `failed`. Rejects with a sentence for people when there is none.
 */
export type OpenEngine = (
  specification: EngineSpecification,
  start: EngineSnapshot,
  failed: readonly EngineId[],
) => Promise<Engine>;

export interface TrainerHooks {
  readonly pace: Pace;
  /** Seconds of training so far, pauses left out. */
  readonly seconds: () => number;
}

/** Iterations it takes to spend the budget of environment steps per member. */
export function iterationsInBudget({ steps, environments, stepsPerIteration }: RunConfiguration): number {
  return Math.ceil(steps / (environments * stepsPerIteration));
}

/**
 * Trains a population, one member a seed, and tells what happened: one `iteration` event each, `diverged` where
 * numbers stop being finite, `engine-changed` where a backend broke, at last one `finished`. A run that is
 * stopped or diverges ends as it was after its last whole iteration. Closing the generator frees the engine.
 *
 * @throws what `openEngine` rejects with, when no backend is left
 */
export async function* train(
  configuration: RunConfiguration,
  environment: Environment,
  openEngine: OpenEngine,
  hooks: TrainerHooks,
): AsyncGenerator<TrainerEvent, void, undefined> {
  const run = new Run(configuration, environment, hooks);
  const failures: EngineFailure[] = [];
  let engine: Engine | null = null;
  let checkpoint = run.begin();
  let reason: FinishedEvent['reason'] = 'budget';

  try {
    while (reason === 'budget' && checkpoint.iteration < run.iterations) {
      let event: TrainerEvent;
      try {
        if (!engine) {
          const failed = failures.map((failure) => failure.engine);
          engine = await openEngine(run.specification, checkpoint.engine, failed);
          run.restore(checkpoint);
          const failure = failures.at(-1);
          if (failure) {
            yield {
              type: 'engine-changed',
              from: failure.engine,
              to: engine.id,
              reason: failure.message,
              iteration: checkpoint.iteration,
            };
          }
        }
        const finished = await run.iterate(engine, checkpoint);
        checkpoint = finished.checkpoint;
        event = finished.event;
      } catch (error) {
        if (error instanceof EngineFailure) {
          failures.push(error);
          engine?.dispose();
          engine = null;
          continue;
        }
        if (error instanceof Stopped) {
          reason = 'stopped';
          continue;
        }
        if (!(error instanceof Divergence)) throw error;
        reason = 'diverged';
        event = run.divergedEvent(error, checkpoint);
      }
      yield event;
    }
    yield run.finishedEvent(reason, checkpoint);
  } finally {
    engine?.dispose();
  }
}

/** The machinery of one run; what it knows between iterations is in the checkpoint. */
class Run {
  readonly iterations: number;
  readonly specification: EngineSpecification;
  readonly #configuration: RunConfiguration;
  readonly #environment: Environment;
  readonly #hooks: TrainerHooks;
  readonly #environments: Environments;
  readonly #updates: Updates;
  readonly #measurement: Measurement;
  readonly #throughput = new Throughput();
  readonly #advantage: Float64Array;
  readonly #target: Float64Array;
  #members: readonly Member[];

  constructor(configuration: RunConfiguration, environment: Environment, hooks: TrainerHooks) {
    const { seeds, environments, stepsPerIteration, rewardScale, staggerStarts, normaliseObservations } =
      configuration;
    this.iterations = iterationsInBudget(configuration);
    this.specification = engineSpecification(configuration, environment);
    this.#configuration = configuration;
    this.#environment = environment;
    this.#hooks = hooks;
    const observationSize = environment.observationSpace.size;
    this.#members = seeds.map((seed) => createMember(seed, observationSize, normaliseObservations));
    const head = createHead(this.specification.policy);
    this.#environments = new Environments(
      environment,
      head,
      { members: seeds.length, environments, horizon: stepsPerIteration, rewardScale, staggerStarts },
      this.#members,
    );
    this.#updates = new Updates(configuration, this.#environments.batch);
    this.#measurement = new Measurement(
      projectionSpecification(configuration, environment),
      this.specification.objective.projection !== null,
      configuration,
      environment,
      head,
      this.#environments.batch,
    );
    this.#advantage = new Float64Array(seeds.length * this.#environments.batch.size);
    this.#target = new Float64Array(this.#advantage.length);
  }

  /** The run before its first iteration. */
  begin(): Checkpoint {
    const layer = this.specification.objective.projection !== null;
    return {
      iteration: 0,
      engine: initialSnapshot(this.specification, this.#configuration.seeds),
      environments: this.#environments.snapshot(),
      members: this.#members.map(snapshotMember),
      violations: { states: 0, proposed: 0, projected: layer ? 0 : null },
    };
  }

  /** Puts environments and random streams back to where they were at the checkpoint. */
  restore(checkpoint: Checkpoint): void {
    this.#environments.restore(checkpoint.environments);
    const { seeds, normaliseObservations } = this.#configuration;
    this.#members = seeds.map((seed, p) =>
      restoreMember(
        seed,
        this.#environment.observationSpace.size,
        normaliseObservations,
        checkpoint.members[p]!,
      ),
    );
  }

  /** One iteration, in the order of the textbook. */
  async iterate(
    engine: Engine,
    before: Checkpoint,
  ): Promise<{ readonly checkpoint: Checkpoint; readonly event: IterationEvent }> {
    const { discount, gaeLambda, stateDependent } = this.#configuration;
    const { batch } = this.#environments;
    const members = this.#members;
    const advantage = this.#advantage;
    const target = this.#target;
    const progress = new Progress(this.#hooks.pace, this.#workPerIteration());

    await this.#environments.collect(engine, members, progress);
    estimateAdvantages(batch, discount, gaeLambda, advantage, target);
    const explained = members.map((_, p) =>
      explainedVariance(batch.value, target, p * batch.size, batch.size),
    );
    const floors = entropyFloors(
      this.#configuration,
      HEAD_FACTOR[this.#configuration.head],
      batch,
      members,
      before.iteration,
      this.iterations,
    );

    await this.#updates.fitValue(engine, batch, target, members, progress);
    await this.#updates.fitPolicy(engine, batch, advantage, floors, members, progress);
    const losses = await engine.takeLosses();
    requireFinite(losses.value, members.length, 'value loss');
    requireFinite(losses.policy.surrogate, members.length, 'policy loss');
    requireFinite(losses.policy.trustRegion, members.length, 'trust-region loss');
    requireFinite(losses.policy.entropy, members.length, 'entropy loss');

    if (!stateDependent) await this.#measurement.overwriteFactor(engine, batch, floors);
    const measured = await this.#measurement.measure(engine, batch, floors, progress);
    const snapshot = await engine.snapshot();
    requireFinite(snapshot.policy, members.length, 'policy parameters');
    requireFinite(snapshot.value, members.length, 'value parameters');

    const iteration = before.iteration + 1;
    const seconds = this.#hooks.seconds();
    const stepsPerSecond = this.#throughput.add(seconds, members.length * batch.size);
    const reports = members.map((member, p): MemberReport => {
      const { episodes, meanReturn, meanLength } = member.episodes.take();
      const metrics: IterationMetrics = {
        episodic_return: meanReturn,
        episodic_length: meanLength,
        episodes,
        policy_loss: losses.policy.surrogate[p]!,
        trust_region_loss: losses.policy.trustRegion[p]!,
        entropy_loss: losses.policy.entropy[p]!,
        value_loss: losses.value[p]!,
        explained_variance: explained[p]!,
        entropy_floor: floors[p] === -Infinity ? null : floors[p]!,
        ...measured[p]!.metrics,
      };
      return {
        seed: member.seed,
        metrics,
        proposed: measured[p]!.proposed,
        projected: measured[p]!.projected,
        probes: measured[p]!.probes,
        policy: {
          parameters: memberSlice(snapshot.policy, members.length, p),
          observationMean: member.normaliser.mean.slice(),
          observationDeviation: member.normaliser.deviation(),
        },
      };
    });
    return {
      checkpoint: {
        iteration,
        engine: snapshot,
        environments: this.#environments.snapshot(),
        members: members.map(snapshotMember),
        violations: addViolations(before.violations, measured, batch.size),
      },
      event: {
        type: 'iteration',
        iteration,
        steps: iteration * batch.size,
        seconds,
        stepsPerSecond,
        engine: engine.id,
        members: reports,
      },
    };
  }

  divergedEvent({ member, quantity }: Divergence, { iteration }: Checkpoint): TrainerEvent {
    return {
      type: 'diverged',
      iteration: iteration + 1,
      steps: iteration * this.#environments.batch.size,
      seed: this.#configuration.seeds[member]!,
      quantity,
    };
  }

  finishedEvent(reason: FinishedEvent['reason'], checkpoint: Checkpoint): FinishedEvent {
    const { states, proposed, projected } = checkpoint.violations;
    const share = (count: number) => (states === 0 ? 0 : count / states);
    return {
      type: 'finished',
      reason,
      iteration: checkpoint.iteration,
      steps: checkpoint.iteration * this.#environments.batch.size,
      seconds: this.#hooks.seconds(),
      finalReturn: checkpoint.members.map((member) => mean(member.recentReturns)),
      violations: { proposed: share(proposed), projected: projected === null ? null : share(projected) },
      digest: digestParameters(checkpoint.engine, checkpoint.members.length),
    };
  }

  /** Rows through networks in one iteration (acting, valuing, fitting, measuring), for the progress fraction. */
  #workPerIteration(): number {
    const { policyEpochs, valueEpochs, environments } = this.#configuration;
    const { members, size } = this.#environments.batch;
    return members * (size * (3 + STEP_COST * (policyEpochs + valueEpochs)) + environments);
  }
}

function memberSlice(values: Float32Array, members: number, member: number): Float32Array {
  const count = values.length / members;
  return values.slice(member * count, (member + 1) * count);
}

function addViolations(
  before: ViolationCounts,
  measured: readonly MemberMeasurement[],
  states: number,
): ViolationCounts {
  const share = (pick: (metrics: MemberMeasurement['metrics']) => number | null) =>
    measured.reduce((sum, { metrics }) => sum + Math.round((pick(metrics) ?? 0) * states), 0);
  return {
    states: before.states + states * measured.length,
    proposed: before.proposed + share((metrics) => metrics.violations_proposed),
    projected:
      before.projected === null ? null : before.projected + share((metrics) => metrics.violations_projected),
  };
}
