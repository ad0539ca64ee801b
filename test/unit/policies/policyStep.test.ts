import { describe, expect, it } from 'vitest';
import { createGaussianHead } from '../../../src/policies/gaussian/head.ts';
import { createLayerProjector } from '../../../src/policies/layer.ts';
import {
  createPolicyObjective,
  type ObjectiveBatch,
  type PolicyObjective,
} from '../../../src/policies/objective.ts';
import { createPolicyNetwork } from '../../../src/policies/policyShape.ts';
import type { GaussianHeadId } from '../../../src/policies/types.ts';
import { policyGradient } from '../../support/networkGradient.ts';
import {
  flat,
  flatParameters,
  type PolicyStepCase,
  RECORDED_ADAM,
  rawOrder,
  readPolicySteps,
  recordedObjective,
  recordedPolicyShape,
} from '../../support/policyStepFixture.ts';
import { adamStep } from '../../support/reference/adam.ts';

const UPDATES = 3;

function normalised(advantages: readonly number[]): Float64Array {
  const n = advantages.length;
  const mean = advantages.reduce((sum, a) => sum + a, 0) / n;
  const variance = advantages.reduce((sum, a) => sum + (a - mean) ** 2, 0) / (n - 1);
  return Float64Array.from(advantages, (a) => (a - mean) / (Math.sqrt(variance) + 1e-8));
}

function objectiveBatch(recorded: PolicyStepCase, objective: PolicyObjective): ObjectiveBatch {
  const { n, eps_mean, eps_cov } = recorded;
  return {
    old: objective.prepare({ mean: flat(recorded.old_mean), factor: flat(recorded.old_std) }, n),
    rows: null,
    action: flat(recorded.actions),
    oldLogProbability: Float64Array.from(recorded.old_logp),
    advantage: normalised(recorded.adv),
    meanBound: eps_mean ?? 1,
    covarianceBound: eps_cov ?? 1,
    entropyFloor: -Infinity,
  };
}

const average = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

/** Largest difference, relative to the expected entry or, for small ones, to `floor` times the largest entry. */
function worst(actual: ArrayLike<number>, expected: ArrayLike<number>, floor: number): number {
  expect(actual.length).toBe(expected.length);
  const largest = Math.max(...Array.from(expected, Math.abs));
  let result = 0;
  for (let i = 0; i < expected.length; i++) {
    const difference = Math.abs(actual[i]! - expected[i]!);
    if (difference > 0)
      result = Math.max(result, difference / Math.max(Math.abs(expected[i]!), floor * largest));
    if (Number.isNaN(difference)) return Number.NaN;
  }
  return result;
}

const { cases } = readPolicySteps();

it('knows all 39 recorded policy steps', () => expect(cases.length).toBe(39));

describe.each(cases.map((recorded) => ({ id: recorded.id, recorded })))('$id', ({ recorded }) => {
  const { n, k, head, params, ref } = recorded;
  /** Hold to the stated numbers where they differ from the published code's own. */
  const stated = { ...ref, ...recorded.stated };
  const shape = recordedPolicyShape(recorded);
  const specification = recordedObjective(recorded, shape);
  const network = createPolicyNetwork(shape);
  const gaussianHead = createGaussianHead({ ...shape, head: shape.head as GaussianHeadId });
  const objective = createPolicyObjective(specification);
  const projector = specification.projection && createLayerProjector(specification.projection);
  const observation = flat(recorded.obs);
  const batch = objectiveBatch(recorded, objective);
  const start = flatParameters(params, head, k);

  const raw = new Float64Array(n * network.rawSize);
  const proposed = { mean: new Float64Array(n * k), factor: new Float64Array(n * gaussianHead.factorSize) };
  const result = objective.createResult(n);

  /** Losses and the gradient of their mean; leaves raw rows and Gaussians behind. */
  function evaluate(parameters: Float64Array) {
    network.forward(parameters, observation, n, raw);
    gaussianHead.forward(raw, n, proposed);
    objective.evaluate(raw, batch, result, n);
    const parts = [average(result.surrogate), average(result.trustRegion), average(result.entropy)] as const;
    const rawGradient = result.gradient.map((g) => g / n) as Float64Array;
    return {
      losses: [...parts, parts[0] + parts[1] + parts[2]],
      gradient: policyGradient(shape, parameters, observation, n, rawGradient),
    };
  }

  function projected() {
    if (!projector) return proposed;
    const projection = projector.createResult(n);
    const bounds = { mean: recorded.eps_mean!, covariance: recorded.eps_cov! };
    projector.forward(proposed, batch.old, bounds, projection, n);
    return projection;
  }

  it('gives the same Gaussians, projected Gaussians, losses and gradient', () => {
    expect(Math.abs(gaussianHead.shift - recorded.pre_activation_shift)).toBeLessThan(1e-15);
    expect(worst(batch.advantage, ref.adv_norm, 0)).toBeLessThan(1e-12);
    const { losses, gradient } = evaluate(start);
    expect(worst(proposed.mean, flat(ref.mean), 1e-3)).toBeLessThan(1e-12);
    expect(worst(proposed.factor, flat(ref.std), 1e-3)).toBeLessThan(1e-12);
    const through = projected();
    expect(worst(through.mean, flat(stated.proj_mean), 1e-3)).toBeLessThan(1e-12);
    expect(worst(through.factor, flat(stated.proj_std), 1e-3)).toBeLessThan(1e-12);
    expect(worst(result.logProbability, stated.logp, 0)).toBeLessThan(1e-11);

    const { state_dependent, trust_region_coeff, entropy_coeff } = recorded;
    for (let row = 0; row < n; row++) {
      const surrogate = -stated.ratio[row]! * ref.adv_norm[row]!;
      if (recorded.projection !== 'ppo') {
        expect(Math.abs(result.surrogate[row]! - surrogate)).toBeLessThan(1e-11);
      }
      const distance = stated.tr_mean_part[row]! + (state_dependent ? stated.tr_cov_part[row]! : 0);
      expect(Math.abs(result.trustRegion[row]! - trust_region_coeff * distance)).toBeLessThan(1e-12);
      expect(Math.abs(result.entropy[row]! + entropy_coeff * stated.entropy[row]!)).toBeLessThan(1e-14);
    }
    const expected = [
      stated.surrogate_loss,
      stated.trust_region_loss,
      stated.entropy_loss,
      stated.total_loss,
    ];
    for (const [part, loss] of losses.entries()) {
      expect(Math.abs(loss - expected[part]!)).toBeLessThan(5e-15 * Math.max(1, Math.abs(expected[part]!)));
    }
    expect(worst(gradient, flatParameters(stated.grad, head, k), 1e-3)).toBeLessThan(1e-11);
  });

  it('arrives at the same parameters after three Adam updates', () => {
    const parameters = start.slice();
    const moment1 = new Float64Array(parameters.length);
    const moment2 = new Float64Array(parameters.length);
    for (let update = 1; update <= UPDATES; update++) {
      const { losses, gradient } = evaluate(parameters);
      for (const [part, loss] of losses.entries()) {
        const expected = stated.loss_trace[update - 1]![part]!;
        expect(Math.abs(loss - expected)).toBeLessThan(5e-14 * Math.max(1, Math.abs(expected)));
      }
      if (update === UPDATES && stated.s_overwritten) {
        // The published code inverts the head on the projected factor of the last evaluation.
        const free = new Float64Array(network.rawSize - k);
        gaussianHead.rawFromFactor(projected().factor.subarray(0, gaussianHead.factorSize), free);
        const expected = rawOrder(head, k).map((index) => stated.s_overwritten![index]!);
        expect(Math.max(...free.map((z, j) => Math.abs(z - expected[j]!)))).toBeLessThan(1e-12);
      }
      adamStep(parameters, moment1, moment2, gradient, update, RECORDED_ADAM);
    }
    const expected = flatParameters(stated.params_after_adam, head, k);
    const differences = parameters.map((x, i) => Math.abs(x - expected[i]!));
    expect(Math.max(...differences)).toBeLessThan(5e-15);
  });
});
