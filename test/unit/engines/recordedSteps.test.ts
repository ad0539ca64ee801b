import { describe, expect, test } from 'vitest';
import type { EngineSpecification, PolicyMinibatch, UpdateBatch } from '../../../src/engines/engine.ts';
import { freshSnapshot } from '../../../src/engines/snapshot.ts';
import { policyParameterCount, valueNetworkShape } from '../../../src/policies/policyShape.ts';
import {
  flat,
  flatParameters,
  type PolicyStepCase,
  RECORDED_ADAM,
  readPolicySteps,
  recordedObjective,
  recordedPolicyShape,
} from '../../support/policyStepFixture.ts';
import { createTestedEngine } from '../../support/reference/referenceEngine.ts';

const UPDATES = 3;

function specificationOf(recorded: PolicyStepCase): EngineSpecification {
  const policy = recordedPolicyShape(recorded);
  return {
    members: 1,
    policy,
    value: valueNetworkShape(policy.observationSize, policy.hiddenSizes, policy.activation),
    objective: recordedObjective(recorded, policy),
    policyAdam: RECORDED_ADAM,
    valueAdam: RECORDED_ADAM,
    maximalGradientNorm: Infinity,
    valueClip: Infinity,
  };
}

const single = (nested: readonly unknown[]) => Float32Array.from(flat(nested));

function batchOf(recorded: PolicyStepCase): UpdateBatch {
  return {
    count: recorded.n,
    observation: single(recorded.obs),
    action: single(recorded.actions),
    oldMean: single(recorded.old_mean),
    oldFactor: single(recorded.old_std),
    oldLogProbability: single(recorded.old_logp),
    oldValue: new Float32Array(recorded.n),
    target: new Float32Array(recorded.n),
    meanBound: Float32Array.of(recorded.eps_mean ?? 1),
    covarianceBound: Float32Array.of(recorded.eps_cov ?? 1),
    entropyFloor: Float32Array.of(Number.NEGATIVE_INFINITY),
    policyLearningRate: RECORDED_ADAM.learningRate,
    valueLearningRate: RECORDED_ADAM.learningRate,
  };
}

function minibatchOf(recorded: PolicyStepCase): PolicyMinibatch {
  return {
    count: recorded.n,
    rows: Int32Array.from({ length: recorded.n }, (_, i) => i),
    advantage: single(recorded.ref.adv_norm),
  };
}

/** Largest difference relative to the largest expected number. */
function difference(actual: ArrayLike<number>, expected: ArrayLike<number>, scale?: number): number {
  expect(actual.length).toBe(expected.length);
  const size = scale ?? Math.max(...Array.from(expected, Math.abs));
  return Math.max(...Array.from(actual, (value, i) => Math.abs(value - expected[i]!))) / size;
}

const { cases } = readPolicySteps();

test('all 39 recorded policy steps are here', () => expect(cases.length).toBe(39));

describe.each(['reference', 'simd'] as const)(
  '%s: three policy steps in float32 as recorded from the published code',
  (id) => {
    test.each(cases.map((recorded) => ({ id: recorded.id, recorded })))('$id', async ({ recorded }) => {
      const { head, k, params, ref } = recorded;
      // Where the published code departs from its own mathematics, the stated numbers count.
      const stated = { ...ref, ...recorded.stated };
      const specification = specificationOf(recorded);
      const start = Float32Array.from(flatParameters(params, head, k));
      expect(start.length).toBe(policyParameterCount(specification.policy));
      const valueCount = 8 * specification.policy.observationSize + 8 + 8 * 8 + 8 + 8 + 1;
      const engine = await createTestedEngine(
        id,
        specification,
        freshSnapshot({ policy: start, value: new Float32Array(valueCount) }),
      );
      engine.beginUpdate(batchOf(recorded));
      const minibatch = minibatchOf(recorded);
      for (let update = 0; update < UPDATES; update++) {
        engine.policyStep(minibatch);
        const { policy } = await engine.takeLosses();
        const losses = [policy.surrogate[0]!, policy.trustRegion[0]!, policy.entropy[0]!];
        const expected = stated.loss_trace[update]!;
        const scale = Math.max(...expected.map(Math.abs), 1e-2);
        expect(difference(losses, expected.slice(0, 3), scale)).toBeLessThan(2e-5);
        if (update === 0) {
          const { moment1 } = (await engine.snapshot()).policy;
          const gradient = moment1.map((value) => value / 0.1);
          expect(difference(gradient, flatParameters(stated.grad, head, k))).toBeLessThan(1e-4);
        }
      }
      const parameters = await engine.policyParameters();
      engine.dispose();
      expect(difference(parameters, flatParameters(stated.params_after_adam, head, k), 1)).toBeLessThan(1e-5);
    });
  },
);
