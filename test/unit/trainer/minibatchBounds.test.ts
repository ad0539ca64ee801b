import type { ProjectionSpecification } from 'trust-region-layers';
import { createDistance, createProjector } from 'trust-region-layers';
import type { GaussianBatch } from 'trust-region-layers/gaussian';
import { createLogDensity } from 'trust-region-layers/gaussian';
import { describe, expect, it } from 'vitest';
import type { Engine, PolicyMinibatch, UpdateBatch } from '../../../src/engines/engine.ts';
import { pointMass } from '../../../src/environments/point-mass/dynamics.ts';
import type { RunConfiguration } from '../../../src/experiments/fields.ts';
import { createHead } from '../../../src/policies/heads.ts';
import { createPolicyNetwork } from '../../../src/policies/policyShape.ts';
import { factorKindOf } from '../../../src/policies/types.ts';
import type { OpenEngine } from '../../../src/trainer/population.ts';
import { projectionSpecification } from '../../../src/trainer/specification.ts';
import type { TrainerHooks } from '../../../src/trainer/trainer.ts';
import { openReference } from '../../support/reference/referenceEngine.ts';
import { runToEnd, smallRun } from '../../support/runs.ts';

/**
 * What a projected policy may exceed its bound by: the accuracy that the projections promise in float64. Their
 * arithmetic is all there is between the network's output and the distance measured here.
 */
const within = (bound: number) => bound * (1 + 1e-9) + 1e-15;

/** log-probabilities are kept in float32, so that the ratio of a policy to itself is 1 up to its rounding. */
const RATIO_TOLERANCE = 1e-5;

/** What the minibatches of a run were like. */
interface Findings {
  minibatches: number;
  states: number;
  /** States whose proposal was beyond a bound, by part. */
  beyondMean: number;
  beyondCovariance: number;
  /** Largest distance after projection, as a share of what is allowed. */
  worstMean: number;
  worstCovariance: number;
  /** States compared with the policy that acted, before the first step of their iteration. */
  compared: number;
  /** States whose proposal was not the old policy then. */
  different: number;
  worstRatio: number;
}

/** Trains on the real engine and judges every minibatch of the policy by the parameters its step starts from. */
async function everyMinibatch(configuration: RunConfiguration): Promise<Findings> {
  const found: Findings = {
    minibatches: 0,
    states: 0,
    beyondMean: 0,
    beyondCovariance: 0,
    worstMean: 0,
    worstCovariance: 0,
    compared: 0,
    different: 0,
    worstRatio: 0,
  };
  const specification = projectionSpecification(configuration, pointMass) as ProjectionSpecification;
  const projector = createProjector(specification);
  const distance = createDistance(specification);
  const stepsPerEpoch =
    (configuration.environments * configuration.stepsPerIteration) / configuration.minibatchSize;

  let engine: Engine | null = null;
  let batch: UpdateBatch | null = null;
  let parameters: Float32Array = new Float32Array();
  let initial = parameters;
  let step = 0;

  const judge = ({ count, rows }: PolicyMinibatch) => {
    const { members, policy } = engine!.specification;
    const total = members * count;
    const pick = (values: Float32Array) => {
      const width = values.length / (members * batch!.count);
      const picked = new Float32Array(total * width);
      for (let i = 0; i < total; i++) {
        const state = Math.floor(i / count) * batch!.count + rows[i]!;
        picked.set(values.subarray(state * width, (state + 1) * width), i * width);
      }
      return picked;
    };
    const [observation, oldMean, oldFactor] = [batch!.observation, batch!.oldMean, batch!.oldFactor].map(
      pick,
    ) as [Float32Array, Float32Array, Float32Array];
    const head = createHead(policy);
    const network = createPolicyNetwork(policy);
    const gaussians = (flat: Float32Array): GaussianBatch => {
      const size = network.parameterCount;
      const raw = new Float32Array(total * network.rawSize);
      for (let p = 0; p < members; p++) {
        network.forward(
          flat.subarray(p * size, (p + 1) * size),
          observation.subarray(p * count * policy.observationSize),
          count,
          raw.subarray(p * count * network.rawSize),
        );
      }
      const gaussian = {
        mean: new Float32Array(total * policy.actionSize),
        factor: new Float32Array(total * head.factorSize),
      };
      head.forward(raw, total, gaussian);
      return gaussian;
    };

    const old = { mean: oldMean, factor: oldFactor };
    const result = projector.createResult(total);
    const perState = (bounds: Float32Array) =>
      Float64Array.from({ length: total }, (_, i) => bounds[Math.floor(i / count)]!);
    const bounds = {
      mean: perState(batch!.meanBound),
      covariance: perState(batch!.covarianceBound),
      entropyFloor: perState(batch!.entropyFloor),
    };
    const after = { mean: new Float64Array(total), covariance: new Float64Array(total) };
    projector.forward(gaussians(parameters), old, bounds, result, total);
    distance.evaluate(result, old, after.mean, after.covariance, total);
    for (let i = 0; i < total; i++) {
      const [mean, covariance] = [bounds.mean[i]!, bounds.covariance[i]!];
      if (result.before.mean[i]! > mean) found.beyondMean++;
      if (result.before.covariance[i]! > covariance) found.beyondCovariance++;
      found.worstMean = Math.max(found.worstMean, after.mean[i]! / within(mean));
      found.worstCovariance = Math.max(found.worstCovariance, after.covariance[i]! / within(covariance));
    }
    found.minibatches++;
    found.states += total;

    // The first epoch's minibatches together are the whole batch.
    if (step >= stepsPerEpoch) return;
    const first = gaussians(initial);
    const logProbability = new Float64Array(total);
    createLogDensity(factorKindOf(policy.head), policy.actionSize).forward(
      first,
      pick(batch!.action),
      logProbability,
      total,
    );
    const same = (a: ArrayLike<number>, b: ArrayLike<number>) => {
      for (let i = 0; i < b.length; i++) if (a[i] !== b[i]) return false;
      return true;
    };
    if (!same(first.mean, oldMean) || !same(first.factor, oldFactor)) found.different += total;
    const oldLogProbability = pick(batch!.oldLogProbability);
    for (let i = 0; i < total; i++) {
      const ratio = Math.exp(logProbability[i]! - oldLogProbability[i]!);
      found.worstRatio = Math.max(found.worstRatio, Math.abs(ratio - 1));
    }
    found.compared += total;
  };

  const openEngine: OpenEngine = async (...args) => {
    const opened = await openReference(...args);
    const policyStep = opened.policyStep.bind(opened);
    const beginUpdate = opened.beginUpdate.bind(opened);
    opened.beginUpdate = (given) => {
      batch = given;
      beginUpdate(given);
    };
    opened.policyStep = (minibatch) => {
      if (step === 0) initial = parameters;
      judge(minibatch);
      step = (step + 1) % (stepsPerEpoch * configuration.policyEpochs);
      policyStep(minibatch);
    };
    engine = opened;
    return opened;
  };
  // The trainer paces itself after every step: the next one starts from the parameters read here.
  const hooks: TrainerHooks = {
    seconds: () => 0,
    pace: async () => {
      parameters = await engine!.policyParameters();
    },
  };
  await runToEnd(configuration, pointMass, { openEngine, hooks });
  return found;
}

describe('in every minibatch of a run', () => {
  for (const head of ['diagonal', 'full', 'root'] as const) {
    for (const projection of ['kl', 'w2', 'frobenius', 'bures'] as const) {
      for (const stateDependent of [true, false]) {
        const title = `${projection}, ${head} head, covariance ${stateDependent ? 'of the state' : 'of its own'}`;
        it(`the projected policy is within both bounds in every state: ${title}`, async () => {
          // Without a trust-region loss and with a high learning rate the proposals leave the region.
          const configuration = smallRun({
            projection,
            head,
            stateDependent,
            seeds: [1, 2],
            trustRegionCoefficient: 0,
            learningRate: 0.03,
            steps: 128 * 3,
          });
          const found = await everyMinibatch(configuration);
          // 3 iterations × 2 epochs × 4 minibatches of 2 × 32 states.
          expect(found).toMatchObject({ minibatches: 24, states: 1536, compared: 768, different: 0 });
          expect(Math.min(found.beyondMean, found.beyondCovariance)).toBeGreaterThan(100);
          expect(found.worstMean).toBeLessThanOrEqual(1);
          expect(found.worstCovariance).toBeLessThanOrEqual(1);
          expect(found.worstRatio).toBeLessThan(RATIO_TOLERANCE);
        });
      }
    }
  }
});
