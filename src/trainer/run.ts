import { algorithmOf } from '../algorithms/algorithmOf.ts';
import type { Engine, EngineSnapshot, EngineSpecification } from '../engines/engine.ts';
import { memberSnapshot } from '../engines/snapshot.ts';
import type { Environment } from '../environments/environment.ts';
import { iterationsInBudget } from '../experiments/budget.ts';
import type { RunConfiguration } from '../experiments/fields.ts';
import { createHead, type Head } from '../policies/heads.ts';
import { HEAD_FACTOR } from '../policies/types.ts';
import { BatchPolicy } from './batchPolicy.ts';
import { type Checkpoint, joinEnvironments, memberEnvironments } from './checkpoint.ts';
import { entropyFloors } from './entropyFloors.ts';
import type { ActingPolicy, MemberReport } from './events.ts';
import { estimateAdvantages, explainedVariance } from './gae.ts';
import { type Pace, requireFinite } from './interruptions.ts';
import { Measurement, type MemberMeasurement } from './measure.ts';
import { createMember, type Member, type MemberSettings, restoreMember, snapshotMember } from './member.ts';
import { metricsOf } from './metrics.ts';
import { Progress } from './progress.ts';
import { Environments } from './rollout.ts';
import {
  engineSpecification,
  entropyFloorOf,
  initialSnapshot,
  projectionSpecification,
} from './specification.ts';
import { unmeasured } from './unmeasured.ts';
import { STEP_COST, Updates } from './update.ts';

/** What an iteration gave: every member's state after it, and what it has to tell. */
export interface FinishedIteration {
  readonly checkpoints: readonly Checkpoint[];
  readonly reports: readonly MemberReport[];
}

/**
 * The machinery that takes the members of one engine through an iteration. Between iterations all that it knows is in
 * the members' checkpoints.
 */
export class Run {
  readonly iterations: number;
  readonly specification: EngineSpecification;
  readonly #configuration: RunConfiguration;
  readonly #environment: Environment;
  readonly #pace: Pace;
  readonly #head: Head;
  readonly #environments: Environments;
  readonly #updates: Updates;
  readonly #judge: BatchPolicy;
  readonly #measurement: Measurement;
  readonly #advantage: Float64Array;
  readonly #target: Float64Array;
  readonly #float: {
    readonly value: Float32Array;
    readonly target: Float32Array;
    readonly meanBound: Float32Array;
    readonly covarianceBound: Float32Array;
  };
  #members: readonly Member[];

  /** @param configuration its seeds are the members of this engine */
  constructor(configuration: RunConfiguration, environment: Environment, pace: Pace) {
    const { seeds, environments, stepsPerIteration, rewardScale, staggerStarts } = configuration;
    this.iterations = iterationsInBudget(configuration);
    this.specification = engineSpecification(configuration, environment);
    this.#configuration = configuration;
    this.#environment = environment;
    this.#pace = pace;
    this.#members = seeds.map((seed) => createMember(seed, this.#memberSettings()));
    this.#head = createHead(this.specification.policy);
    this.#environments = new Environments(
      environment,
      this.#head,
      { members: seeds.length, environments, horizon: stepsPerIteration, rewardScale, staggerStarts },
      this.#members,
    );
    const { batch } = this.#environments;
    this.#updates = new Updates(batch, configuration.minibatchSize);
    this.#judge = new BatchPolicy(this.#head);
    this.#measurement = new Measurement(
      projectionSpecification(configuration, environment),
      this.specification.objective.projection !== null,
      configuration,
      environment,
      this.#head,
      batch,
    );
    this.#advantage = new Float64Array(seeds.length * batch.size);
    this.#target = new Float64Array(this.#advantage.length);
    this.#float = {
      value: new Float32Array(this.#advantage.length),
      target: new Float32Array(this.#advantage.length),
      meanBound: new Float32Array(seeds.length).fill(configuration.meanBound),
      covarianceBound: new Float32Array(seeds.length).fill(configuration.covarianceBound),
    };
  }

  /** The members before their first iteration. */
  begin(): Checkpoint[] {
    const layer = this.specification.objective.projection !== null;
    const violations = { states: 0, proposed: 0, projected: layer ? 0 : null };
    return this.#checkpoints(
      0,
      initialSnapshot(this.specification, this.#configuration.seeds),
      this.#members.map(() => violations),
    );
  }

  /** What each member has to tell before its first iteration: its policy, and nothing measured. */
  unmeasured(checkpoints: readonly Checkpoint[]): MemberReport[] {
    return this.#members.map((member, p) => ({
      seed: member.seed,
      iteration: 0,
      ...unmeasured(this.specification.objective.projection !== null),
      policy: actingPolicy(checkpoints[p]!, member),
    }));
  }

  /** Puts environments, random streams and statistics to where they were. */
  restore(checkpoints: readonly Checkpoint[]): void {
    const { seeds } = this.#configuration;
    this.#environments.restore(joinEnvironments(checkpoints.map((one) => one.environments)));
    this.#members = seeds.map((seed, p) =>
      restoreMember(seed, this.#memberSettings(), checkpoints[p]!.member),
    );
  }

  /** One iteration, in the order of the textbook. */
  async iterate(engine: Engine, before: readonly Checkpoint[]): Promise<FinishedIteration> {
    const configuration = this.#configuration;
    const { discount, gaeLambda, stateDependent, valueEpochs } = configuration;
    const { batch } = this.#environments;
    const members = this.#members;
    const advantage = this.#advantage;
    const target = this.#target;
    const done = before[0]!.iteration;
    const progress = new Progress(this.#pace, this.#workPerIteration());

    await this.#environments.collect(engine, members, progress);
    estimateAdvantages(batch, discount, gaeLambda, advantage, target);
    const explained = members.map((_, p) =>
      explainedVariance(batch.value, target, p * batch.size, batch.size),
    );
    const floors = entropyFloors(
      entropyFloorOf(configuration),
      HEAD_FACTOR[configuration.head],
      batch,
      members,
      done,
      this.iterations,
    );

    this.#beginUpdate(engine, floors, done);
    await this.#updates.fitValue(engine, valueEpochs, members, progress);
    const algorithm = algorithmOf(configuration);
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
    requireFinite(losses.value, members.length, 'value loss');
    if (algorithm.takesMinibatches) {
      requireFinite(losses.policy.surrogate, members.length, 'policy loss');
      requireFinite(losses.policy.trustRegion, members.length, 'trust-region loss');
      requireFinite(losses.policy.entropy, members.length, 'entropy loss');
    }

    if (!stateDependent) await this.#measurement.overwriteFactor(engine, batch, floors);
    const measured = await this.#measurement.measure(engine, batch, floors, progress);
    const snapshot = await engine.snapshot();
    requireFinite(snapshot.policy.parameters, members.length, 'policy parameters');
    requireFinite(snapshot.value.parameters, members.length, 'value parameters');

    const violations = before.map(({ violations: counted }, p) =>
      addViolations(counted, measured[p]!, batch.size),
    );
    const checkpoints = this.#checkpoints(done + 1, snapshot, violations);
    const reports = members.map((member, p): MemberReport => {
      const { surrogate, trustRegion, entropy } = losses.policy;
      const metrics = metricsOf({
        episodes: member.episodes.take(),
        policyLosses: algorithm.takesMinibatches
          ? { surrogate: surrogate[p]!, trustRegion: trustRegion[p]!, entropy: entropy[p]! }
          : null,
        valueLoss: losses.value[p]!,
        explainedVariance: explained[p]!,
        entropyFloor: floors[p] === -Infinity ? null : floors[p]!,
        update,
        ...measured[p]!.facts,
      });
      return {
        seed: member.seed,
        iteration: done + 1,
        metrics,
        proposed: measured[p]!.proposed,
        projected: measured[p]!.projected,
        probes: measured[p]!.probes,
        policy: actingPolicy(checkpoints[p]!, member),
      };
    });
    return { checkpoints, reports };
  }

  #beginUpdate(engine: Engine, entropyFloor: Float32Array, done: number): void {
    const { learningRate, valueLearningRate, learningRateDecay } = this.#configuration;
    const { batch } = this.#environments;
    const rate = learningRateDecay ? 1 - done / this.iterations : 1;
    this.#float.value.set(batch.value);
    this.#float.target.set(this.#target);
    engine.beginUpdate({
      count: batch.size,
      observation: batch.observation,
      action: batch.action,
      oldMean: batch.oldMean,
      oldFactor: batch.oldFactor,
      oldLogProbability: batch.oldLogProbability,
      oldValue: this.#float.value,
      target: this.#float.target,
      meanBound: this.#float.meanBound,
      covarianceBound: this.#float.covarianceBound,
      entropyFloor,
      policyLearningRate: rate * learningRate,
      valueLearningRate: rate * valueLearningRate,
    });
  }

  #checkpoints(
    iteration: number,
    snapshot: EngineSnapshot,
    violations: readonly Checkpoint['violations'][],
  ): Checkpoint[] {
    const environments = this.#environments.snapshot();
    const members = this.#members.length;
    return this.#members.map((member, p) => ({
      iteration,
      engine: memberSnapshot(snapshot, members, p),
      environments: memberEnvironments(environments, members, p),
      member: snapshotMember(member),
      violations: violations[p]!,
    }));
  }

  #memberSettings(): MemberSettings {
    const { environments, discount, normaliseObservations, normaliseRewards } = this.#configuration;
    const observationSize = this.#environment.observationSpace.size;
    return { observationSize, environments, discount, normaliseObservations, normaliseRewards };
  }

  /** Rows through networks in one iteration (acting, valuing, fitting, measuring), for the progress fraction. */
  #workPerIteration(): number {
    const { policyEpochs, valueEpochs, environments } = this.#configuration;
    const { members, size } = this.#environments.batch;
    return members * (size * (3 + STEP_COST * (policyEpochs + valueEpochs)) + environments);
  }
}

function actingPolicy({ engine }: Checkpoint, { normaliser }: Member): ActingPolicy {
  return {
    // A copy: reports travel to another thread.
    parameters: engine.policy.parameters.slice(),
    observationMean: normaliser.mean.slice(),
    observationDeviation: normaliser.deviation(),
  };
}

function addViolations(
  before: Checkpoint['violations'],
  { facts: { proposed, projected } }: MemberMeasurement,
  states: number,
): Checkpoint['violations'] {
  return {
    states: before.states + states,
    proposed: before.proposed + Math.round(proposed.beyond * states),
    projected:
      before.projected === null ? null : before.projected + Math.round((projected?.beyond ?? 0) * states),
  };
}
