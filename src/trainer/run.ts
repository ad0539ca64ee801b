import { algorithmOf } from '../algorithms/algorithmOf.ts';
import type { Engine } from '../engines/engine.ts';
import { memberPart } from '../engines/memberAxis.ts';
import { memberSnapshot } from '../engines/snapshot.ts';
import type { Environment } from '../environments/environment.ts';
import { iterationsInBudget } from '../experiments/budget.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import { createHead } from '../policies/heads.ts';
import type { Head } from '../policies/headTypes.ts';
import { isCategoricalLayer } from '../policies/layer.ts';
import type { Batch } from './batch.ts';
import { BatchPolicy } from './batchPolicy.ts';
import type { Checkpoint } from './checkpoint.ts';
import { entropyFloors } from './entropyFloors.ts';
import { joinEnvironments, memberEnvironments } from './environmentsSnapshot.ts';
import type { MemberReport } from './events.ts';
import { estimateAdvantages, explainedVariance } from './gae.ts';
import { type Pace, requireFinite } from './interruptions.ts';
import { Measurement } from './measure.ts';
import { actingPolicy, type Member, memberSettings, restoreMember, snapshotMember } from './member.ts';
import { metricsOf } from './metrics.ts';
import { PolicyComparison } from './policyComparison.ts';
import { chooseProbes } from './probeChoice.ts';
import { probeReport } from './probes.ts';
import { Progress } from './progress.ts';
import { actWithProjectedCovariance } from './projectedCovariance.ts';
import { Rollout } from './rollout.ts';
import { boundsOf, entropyFloorOf, type LayerBounds, projectionSpecification } from './specification.ts';
import { STEP_COST, Updates } from './update.ts';
import { addViolations } from './violations.ts';

/** What an iteration gave a member: its state after it, and what it has to tell. */
export interface MemberIteration {
  readonly checkpoint: Checkpoint;
  readonly report: MemberReport;
}

/** What an iteration knows before its updates; the run's own arrays, which the next iteration writes over. */
export interface IterationEstimates {
  readonly batch: Batch;
  /** [P, T, N] each. */
  readonly advantage: Float64Array;
  readonly target: Float64Array;
  /** [P], β in nats, −Infinity for none. */
  readonly entropyFloor: Float32Array;
}

export interface RunOptions {
  /** Whether reports have the densities of distances. */
  readonly countsDensities?: boolean;
  /** Is shown every iteration's estimates, to be read only. */
  readonly estimated?: ((estimates: IterationEstimates) => void) | null;
}

/**
 * The machinery that takes the members of one engine through an iteration. Between iterations all that it knows is in
 * the members' checkpoints.
 */
export class Run {
  readonly #configuration: RunConfiguration;
  readonly #iterations: number;
  readonly #pace: Pace;
  readonly #engine: Engine;
  readonly #head: Head;
  readonly #bounds: LayerBounds;
  readonly #members: readonly Member[];
  readonly #rollout: Rollout;
  readonly #updates: Updates;
  readonly #judge: BatchPolicy;
  readonly #measurement: Measurement;
  readonly #environment: Environment;
  readonly #comparison: PolicyComparison;
  /** [P, T, N] each, as {@link estimateAdvantages} writes them. */
  readonly #advantage: Float64Array;
  readonly #target: Float64Array;
  readonly #estimated: ((estimates: IterationEstimates) => void) | null;

  /**
   * @param configuration its seeds are the members of the engine
   * @param start where each of them goes on, equally far all
   */
  constructor(
    configuration: RunConfiguration,
    environment: Environment,
    pace: Pace,
    engine: Engine,
    start: readonly Checkpoint[],
    { countsDensities = false, estimated = null }: RunOptions = {},
  ) {
    const { policy, objective } = engine.specification;
    this.#configuration = configuration;
    this.#estimated = estimated;
    this.#iterations = iterationsInBudget(configuration);
    this.#pace = pace;
    this.#engine = engine;
    this.#head = createHead(policy);
    this.#bounds = boundsOf(configuration, environment);
    const settings = memberSettings(configuration, environment);
    this.#members = configuration.seeds.map((seed, p) =>
      restoreMember(seed, settings, policy.observationSize, start[p]!.member),
    );
    const copies = joinEnvironments(start.map(({ environments }) => environments));
    this.#rollout = new Rollout(environment, this.#head, configuration, copies);
    const { batch } = this.#rollout;
    this.#updates = new Updates(batch, configuration.minibatchSize);
    this.#judge = new BatchPolicy(this.#head);
    this.#measurement = new Measurement(
      projectionSpecification(configuration, environment),
      objective.projection !== null,
      this.#bounds,
      this.#head,
      batch,
      countsDensities,
    );
    this.#environment = environment;
    this.#comparison = new PolicyComparison(configuration, environment);
    this.#advantage = new Float64Array(batch.members * batch.size);
    this.#target = new Float64Array(batch.members * batch.size);
  }

  /** What the last rollout has written, as far as it came; the run's own arrays, to be read only. */
  get batch(): Batch {
    return this.#rollout.batch;
  }

  /** One iteration of every member, in the order of the textbook. */
  async iterate(before: readonly Checkpoint[]): Promise<MemberIteration[]> {
    const configuration = this.#configuration;
    const engine = this.#engine;
    const members = this.#members;
    const advantage = this.#advantage;
    const target = this.#target;
    const { batch } = this.#rollout;
    const { discount, gaeLambda, valueEpochs } = configuration;
    const algorithm = algorithmOf(configuration);
    const done = before[0]!.iteration;
    const progress = new Progress(this.#pace, this.#workPerIteration());

    await this.#rollout.collect(engine, members, progress);
    for (const [p, member] of members.entries()) {
      member.probes ??= chooseProbes(batch, p, this.#environment.stateSize);
    }
    estimateAdvantages(batch, discount, gaeLambda, advantage, target);
    const explained = members.map((_, p) =>
      explainedVariance(batch.value, target, p * batch.size, batch.size),
    );
    const floors = entropyFloors(
      entropyFloorOf(configuration),
      this.#head,
      batch,
      members,
      done,
      this.#iterations,
    );

    this.#estimated?.({ batch, advantage, target, entropyFloor: floors });
    this.#beginUpdate(floors, done);
    await this.#updates.fitValue(engine, valueEpochs, members, progress);
    const update = await algorithm.update({
      settings: configuration,
      engine,
      head: this.#head,
      epochs: configuration.policyEpochs,
      epoch: () => this.#updates.policyEpoch(engine, advantage, members, progress),
      wholeBatch: () => this.#updates.wholeBatch(advantage),
      evaluate: (direction, weights) =>
        this.#judge.evaluate(engine, batch, direction, weights ?? null, progress),
      requireFinite: (values, quantity) => requireFinite(values, members.length, quantity),
    });
    const losses = await engine.takeLosses();
    const { surrogate, trustRegion, entropy } = losses.policy;
    requireFinite(losses.value, members.length, 'value loss');
    if (algorithm.takesMinibatches) {
      requireFinite(surrogate, members.length, 'policy loss');
      requireFinite(trustRegion, members.length, 'trust-region loss');
      requireFinite(entropy, members.length, 'entropy loss');
    }

    const { policy, objective } = engine.specification;
    if (objective.projection && !isCategoricalLayer(objective.projection) && !policy.stateDependent) {
      await actWithProjectedCovariance(engine, this.#head, batch, objective.projection, this.#bounds, floors);
    }
    const measured = await this.#measurement.measure(engine, batch, floors, progress);
    const snapshot = await engine.snapshot();
    requireFinite(snapshot.policy.parameters, members.length, 'policy parameters');
    requireFinite(snapshot.value.parameters, members.length, 'value parameters');

    const environments = this.#rollout.snapshot();
    return members.map((member, p) => {
      const { facts, ...inEveryState } = measured[p]!;
      const checkpoint: Checkpoint = {
        iteration: done + 1,
        engine: memberSnapshot(snapshot, members.length, p),
        environments: memberEnvironments(environments, members.length, p),
        member: snapshotMember(member),
        violations: addViolations(before[p]!.violations, facts, batch.size),
      };
      const metrics = metricsOf({
        episodes: member.episodes.take(),
        policyLosses: algorithm.takesMinibatches
          ? { surrogate: surrogate[p]!, trustRegion: trustRegion[p]!, entropy: entropy[p]! }
          : null,
        valueLoss: losses.value[p]!,
        explainedVariance: explained[p]!,
        entropyFloor: floors[p] === -Infinity ? null : floors[p]!,
        update,
        ...facts,
      });
      const policy = actingPolicy(member, checkpoint.engine.policy.parameters);
      const oldParameters = before[p]!.engine.policy.parameters.slice();
      return {
        checkpoint,
        report: {
          seed: member.seed,
          iteration: done + 1,
          metrics,
          ...inEveryState,
          observation: memberPart(batch.observation, members.length, p).slice(),
          probes: probeReport(
            this.#comparison,
            this.#environment,
            Float64Array.from(member.probes!),
            {
              old: oldParameters,
              proposed: policy.parameters,
              entropyFloor: metrics.entropy_floor,
            },
            policy,
          ),
          policy,
          oldParameters,
          valueParameters: checkpoint.engine.value.parameters.slice(),
        },
      };
    });
  }

  /** Gives the engine the batch, in its own precision. */
  #beginUpdate(entropyFloor: Float32Array, done: number): void {
    const { learningRate, valueLearningRate, learningRateDecay } = this.#configuration;
    const { batch } = this.#rollout;
    // docs/mathematics.md §10.4
    const rate = learningRateDecay ? 1 - done / this.#iterations : 1;
    const perMember = (value: number) => new Float32Array(batch.members).fill(value);
    this.#engine.beginUpdate({
      count: batch.size,
      observation: batch.observation,
      action: batch.action,
      oldMean: batch.oldMean,
      oldFactor: batch.oldFactor,
      oldLogProbability: batch.oldLogProbability,
      oldValue: new Float32Array(batch.value),
      target: new Float32Array(this.#target),
      meanBound: perMember(this.#bounds.mean),
      covarianceBound: perMember(this.#bounds.covariance),
      entropyFloor,
      policyLearningRate: rate * learningRate,
      valueLearningRate: rate * valueLearningRate,
    });
  }

  /** Rows through networks in one iteration (acting, valuing, fitting, measuring), for the progress fraction. */
  #workPerIteration(): number {
    const { policyEpochs, valueEpochs, environments } = this.#configuration;
    const { members, size } = this.#rollout.batch;
    return members * (size * (3 + STEP_COST * (policyEpochs + valueEpochs)) + environments);
  }
}
