import type { PreparedPolicies, Projector } from 'trust-region-layers';
import type { Engine, PolicyMinibatch, UpdateBatch } from '../../engines/engine.ts';
import type { Environment } from '../../environments/environment.ts';
import type { RunConfiguration } from '../../experiments/fields.ts';
import { createHead } from '../../policies/heads.ts';
import type { Head, PolicyBatch } from '../../policies/headTypes.ts';
import { createLayerProjector } from '../../policies/layer.ts';
import { createPolicyObjective, type PolicyObjective } from '../../policies/objective.ts';
import { clipBinds, ratioOf } from '../../policies/surrogate.ts';
import { BatchPolicy } from '../batchPolicy.ts';
import { describePolicies } from '../describePolicies.ts';
import { Measurement } from '../measure.ts';
import type { Progress } from '../progress.ts';
import type { IterationEstimates } from '../run.ts';
import { boundsOf, type LayerBounds, projectionSpecification } from '../specification.ts';
import type { ChosenState } from './dissectedStates.ts';
import type { DissectedMoment, DissectedPolicy, DissectedStates } from './dissection.ts';
import { rowsOf } from './rowsOf.ts';

/** The states that are looked at: which, and what happened there. */
interface Looked {
  readonly chosen: readonly ChosenState[];
  readonly states: DissectedStates;
}

/**
 * Reads policies of an update from their parameters: at the dissected states with the objective's own code (head,
 * layer, density, loss and gradient; docs/mathematics.md §7), over the batch with the run's own measurement (§8.6).
 */
export class PolicyReader {
  readonly #engine: Engine;
  readonly #head: Head;
  readonly #objective: PolicyObjective;
  /** Without the trust-region loss. */
  readonly #bare: PolicyObjective;
  readonly #old: PreparedPolicies;
  readonly #batch: UpdateBatch;
  readonly #estimates: IterationEstimates;
  readonly #rows: Int32Array;
  readonly #observation: Float32Array;
  readonly #normalisedAdvantage: Float64Array;
  readonly #projector: Projector;
  readonly #layer: boolean;
  readonly #bounds: LayerBounds;
  readonly #measurement: Measurement;
  readonly #judge: BatchPolicy;
  readonly #progress: Progress;

  /** @param engine of one member; its policy parameters are replaced by those that are read */
  constructor(
    engine: Engine,
    configuration: RunConfiguration,
    environment: Environment,
    estimates: IterationEstimates,
    batch: UpdateBatch,
    { chosen, states }: Looked,
    progress: Progress,
  ) {
    const { objective, policy } = engine.specification;
    const specification = projectionSpecification(configuration, environment);
    this.#engine = engine;
    this.#head = createHead(policy);
    this.#objective = createPolicyObjective(objective);
    this.#bare = createPolicyObjective({ ...objective, trustRegionCoefficient: 0 });
    this.#old = this.#objective.prepare({ mean: batch.oldMean, factor: batch.oldFactor }, batch.count);
    this.#batch = batch;
    this.#estimates = estimates;
    this.#rows = Int32Array.from(chosen, ({ index }) => index);
    this.#observation = rowsOf(batch.observation, this.#rows, policy.observationSize);
    this.#normalisedAdvantage = states.normalisedAdvantage;
    this.#projector = createLayerProjector(specification);
    this.#layer = objective.projection !== null;
    this.#bounds = boundsOf(configuration, environment);
    this.#measurement = new Measurement(
      specification,
      this.#layer,
      this.#bounds,
      this.#head,
      estimates.batch,
      false,
    );
    this.#judge = new BatchPolicy(this.#head);
    this.#progress = progress;
  }

  /** The policy with these parameters, in the dissected states and over the batch. */
  async read(parameters: Float32Array): Promise<DissectedPolicy> {
    const engine = this.#engine;
    const { batch, advantage, entropyFloor } = this.#estimates;
    engine.setPolicyParameters(parameters);
    const raw = await engine.policyOutput(this.#observation, this.#rows.length);
    const [measured] = await this.#measurement.measure(engine, batch, entropyFloor, this.#progress);
    const weights = Float32Array.from(advantage);
    const judged = await this.#judge.evaluate(engine, batch, 'old-now', weights, this.#progress);
    const { proposed, projected } = measured!.facts;
    return {
      ...this.#inStates(raw),
      batch: {
        meanKl: proposed.meanKl,
        largestKl: proposed.largestKl,
        beyond: proposed.beyond,
        projectedBeyond: projected?.beyond ?? null,
        reverseKl: judged.kl[0]!,
        surrogate: judged.surrogate[0]!,
      },
    };
  }

  /** Mean losses of a minibatch under the policy with these parameters. */
  async losses(
    parameters: Float32Array,
    { count, rows, advantage }: PolicyMinibatch,
  ): Promise<NonNullable<DissectedMoment['losses']>> {
    const engine = this.#engine;
    engine.setPolicyParameters(parameters);
    const { observationSize } = engine.specification.policy;
    const raw = await engine.policyOutput(rowsOf(this.#batch.observation, rows, observationSize), count);
    const result = this.#objective.createResult(count);
    this.#objective.evaluate(raw, this.#given(rows, advantage), result, count);
    await this.#progress.advance(count);
    return {
      surrogate: meanOf(result.surrogate),
      trustRegion: meanOf(result.trustRegion),
      entropy: meanOf(result.entropy),
    };
  }

  #inStates(raw: Float32Array): Omit<DissectedPolicy, 'batch'> {
    const count = this.#rows.length;
    const advantage = this.#normalisedAdvantage;
    const given = this.#given(this.#rows, advantage);
    const bare = this.#bare.createResult(count);
    this.#bare.evaluate(raw, given, bare, count);
    const through = this.#copy(this.#bare.parts.gradient);
    const result = this.#objective.createResult(count);
    this.#objective.evaluate(raw, given, result, count);
    const { parts } = this.#objective;
    const total = this.#copy(parts.gradient);
    const { clipRatio } = this.#objective.specification;
    const ratio = Float64Array.from(this.#rows, (row, i) =>
      ratioOf(result.logProbability[i]! - this.#batch.oldLogProbability[row]!),
    );
    return {
      ...this.#policies(this.#copy(parts.proposed)),
      ratio,
      clipped: Array.from(ratio, (one, i) => clipBinds(one, advantage[i]!, clipRatio)),
      losses: {
        surrogate: Float64Array.from(result.surrogate),
        trustRegion: Float64Array.from(result.trustRegion),
        entropy: Float64Array.from(result.entropy),
      },
      gradients: {
        upstream: this.#copy(parts.upstream),
        layer: this.#layer ? through : null,
        pull: this.#layer ? difference(total, through) : null,
        total,
      },
    };
  }

  /** What the layer makes of a proposal, with the distances before and after it. */
  #policies(proposed: PolicyBatch): Pick<DissectedPolicy, 'proposed' | 'distance' | 'projected'> {
    const count = this.#rows.length;
    const projector = this.#projector;
    const result = projector.createResult(count);
    const bounds = this.#layer
      ? { ...this.#bounds, entropyFloor: this.#estimates.entropyFloor[0]! }
      : { mean: Infinity, covariance: Infinity };
    projector.forward(proposed, this.#old, bounds, result, count, this.#rows);
    const numbers = (values: ArrayLike<number>) => Float64Array.from(values);
    const parts = ({ mean, covariance }: { mean: ArrayLike<number>; covariance: ArrayLike<number> }) => ({
      mean: numbers(mean),
      covariance: numbers(covariance),
    });
    return {
      proposed: this.#described(proposed),
      distance: parts(result.before),
      projected: this.#layer
        ? {
            ...this.#described(result),
            distance: parts(result.after),
            meanMultiplier: numbers(result.meanMultiplier),
            covarianceMultiplier: numbers(result.covarianceMultiplier),
          }
        : null,
    };
  }

  /** Of what an objective has left: its arrays hold the largest batch that it has seen. */
  #copy({ mean, factor }: PolicyBatch): PolicyBatch {
    const count = this.#rows.length;
    return {
      mean: Float64Array.from(mean.subarray(0, count * this.#head.specification.actionSize)),
      factor: Float64Array.from(factor.subarray(0, count * this.#head.factorSize)),
    };
  }

  #described(policies: PolicyBatch) {
    return describePolicies(this.#head.specification, policies, this.#rows.length);
  }

  /** What a gradient step on these states is given. */
  #given(rows: Int32Array, advantage: Float32Array | Float64Array) {
    const { action, oldLogProbability, meanBound, covarianceBound, entropyFloor } = this.#batch;
    return {
      old: this.#old,
      rows,
      action,
      oldLogProbability,
      advantage,
      meanBound: meanBound[0]!,
      covarianceBound: covarianceBound[0]!,
      entropyFloor: entropyFloor[0]!,
    };
  }
}

function difference(a: PolicyBatch, b: PolicyBatch): PolicyBatch {
  return {
    mean: Float64Array.from(a.mean, (value, i) => value - b.mean[i]!),
    factor: Float64Array.from(a.factor, (value, i) => value - b.factor[i]!),
  };
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}
