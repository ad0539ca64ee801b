import fc from 'fast-check';
import { CATEGORICAL_METRIC_IDS } from 'trust-region-layers/categorical';
import { describe, expect, it } from 'vitest';
import { createPolicyDensity } from '../../../../src/policies/density.ts';
import { createHead } from '../../../../src/policies/heads.ts';
import {
  createLayerLoss,
  createLayerProjector,
  type LayerSpecification,
  prepareOldPolicies,
} from '../../../../src/policies/layer.ts';
import { createPolicyObjective, type ObjectiveSpecification } from '../../../../src/policies/objective.ts';
import { sampleActions } from '../../../../src/policies/sampling.ts';
import { createRandom } from '../../../../src/random/random.ts';

const ROWS = 48;
const STEP = 1e-6;

function specificationOf(changes: Partial<ObjectiveSpecification> = {}): ObjectiveSpecification {
  return {
    head: 'categorical',
    actionSize: 4,
    stateDependent: true,
    initialStandardDeviation: 1,
    minimalStandardDeviation: 1e-5,
    projection: null,
    trustRegionCoefficient: 3,
    entropyCoefficient: 0.05,
    clipRatio: Infinity,
    ...changes,
  };
}

const policies = (count: number, n: number) => ({
  mean: new Float64Array(count * n),
  factor: new Float64Array(),
});

/** Old policies, actions drawn from them, and proposals of which some are within the bound and some are not. */
function scenario(specification: ObjectiveSpecification, seed: number) {
  const { actionSize: n } = specification;
  const random = createRandom(seed);
  const head = createHead(specification);
  const rawOld = Float64Array.from({ length: ROWS * n }, () => random.normal());
  const raw = rawOld.map((value, i) => value + (Math.floor(i / n) % 2 ? 0.02 : 1) * random.normal());
  const old = policies(ROWS, n);
  head.forward(rawOld, ROWS, old);
  const action = new Float64Array(ROWS);
  sampleActions('categorical', n, old, ROWS, random, action);
  const oldLogProbability = new Float64Array(ROWS);
  createPolicyDensity(specification).forward(old, action, oldLogProbability, ROWS);
  return {
    raw,
    head,
    batch: {
      old: prepareOldPolicies(specification, old, ROWS),
      rows: null,
      action,
      oldLogProbability,
      advantage: Float64Array.from({ length: ROWS }, () => random.normal()),
      meanBound: 0.02,
      covarianceBound: 0,
      entropyFloor: specification.projection?.entropy ? Math.log(n) - 0.3 : -Infinity,
    },
  };
}

/** Largest error of the gradient against differences in which the target of the pull stands still, kinks left out. */
function gradientError(specification: ObjectiveSpecification, seed: number) {
  const { raw, head, batch } = scenario(specification, seed);
  const { actionSize: n, projection, trustRegionCoefficient, clipRatio } = specification;
  const objective = createPolicyObjective(specification);
  const result = objective.createResult(ROWS);
  objective.evaluate(raw, batch, result, ROWS);
  const gradient = result.gradient.slice();
  const target = objective.parts.projected?.mean.slice();
  const pull = projection && createLayerLoss(projection, true);
  const distance = new Float64Array(ROWS);
  const proposed = policies(ROWS, n);
  const at = (moved: Float64Array) => {
    objective.evaluate(moved, batch, result, ROWS);
    head.forward(moved, ROWS, proposed);
    if (pull && target) pull.evaluate(proposed, { mean: target, factor: proposed.factor }, distance, ROWS);
    const { projected } = objective.parts;
    return Array.from({ length: ROWS }, (_, row) => {
      const ratio = Math.exp(result.logProbability[row]! - batch.oldLogProbability[row]!);
      return {
        loss: result.surrogate[row]! + result.entropy[row]! + trustRegionCoefficient * distance[row]!,
        side: [
          ratio > 1 + clipRatio,
          ratio < 1 - clipRatio,
          (projected?.meanMultiplier[row] ?? 0) > 0,
          (projected?.before.entropy[row] ?? 0) < batch.entropyFloor,
        ].join(),
      };
    });
  };
  let error = 0;
  let compared = 0;
  for (let i = 0; i < n; i++) {
    const moved = (by: number) => raw.map((value, j) => (j % n === i ? value + by : value));
    const [above, below] = [at(moved(STEP)), at(moved(-STEP))];
    for (let row = 0; row < ROWS; row++) {
      if (above[row]!.side !== below[row]!.side) continue;
      const difference = (above[row]!.loss - below[row]!.loss) / (2 * STEP);
      const scale = Math.max(0.1, ...gradient.subarray(row * n, (row + 1) * n).map(Math.abs));
      error = Math.max(error, Math.abs(difference - gradient[row * n + i]!) / scale);
      compared++;
    }
  }
  return { error, compared: compared / (ROWS * n) };
}

const floors = [
  null,
  { mode: 'inequality', order: 'after' },
  { mode: 'inequality', order: 'before' },
  { mode: 'equality', order: 'after' },
] as const;

describe('the objective of categorical policies', () => {
  it.each([2, 3, 7, 27])(
    'has the gradient of differences without a layer, clipped or not: n = %i',
    (actionSize) => {
      for (const clipRatio of [Infinity, 0.2]) {
        const { error, compared } = gradientError(specificationOf({ actionSize, clipRatio }), actionSize);
        expect(error).toBeLessThan(1e-6);
        expect(compared).toBeGreaterThan(0.9);
      }
    },
  );

  describe.each(CATEGORICAL_METRIC_IDS)('with the layer %s', (metric) => {
    it.each([3, 8])(
      'has the gradient of differences through the layer and the pull: n = %i',
      (actionSize) => {
        for (const entropy of floors) {
          const projection: LayerSpecification = { metric, actions: actionSize, entropy };
          const { error, compared } = gradientError(specificationOf({ actionSize, projection }), actionSize);
          expect(error).toBeLessThan(1e-5);
          expect(compared).toBeGreaterThan(0.9);
        }
      },
    );

    it('acts within the bound, and where the proposal is inside as it proposes', () => {
      const specification = specificationOf({ projection: { metric, actions: 4, entropy: null } });
      const { raw, batch } = scenario(specification, 5);
      const objective = createPolicyObjective(specification);
      objective.evaluate(raw, batch, objective.createResult(ROWS), ROWS);
      const { proposed, projected } = objective.parts;
      const inside = Array.from({ length: ROWS }, (_, row) => projected!.meanMultiplier[row] === 0);
      expect(inside.filter((one) => one).length).toBeGreaterThan(ROWS / 4);
      expect(inside.filter((one) => !one).length).toBeGreaterThan(ROWS / 4);
      for (let row = 0; row < ROWS; row++) {
        expect(projected!.after.mean[row]).toBeLessThanOrEqual(0.02 * (1 + 1e-9));
        if (!inside[row]) continue;
        for (let i = row * 4; i < row * 4 + 4; i++) {
          expect(projected!.mean[i]).toBeCloseTo(proposed.mean[i]!, 14);
        }
      }
    });
  });

  it('makes a row that is not finite NaN, and no other', () => {
    const specification = specificationOf({ projection: { metric: 'kl', actions: 4, entropy: null } });
    const { raw, batch } = scenario(specification, 2);
    raw[5] = Number.NaN;
    raw[9] = Infinity;
    const objective = createPolicyObjective(specification);
    const result = objective.createResult(ROWS);
    objective.evaluate(raw, batch, result, ROWS);
    for (let row = 0; row < ROWS; row++) {
      const finite = row !== 1 && row !== 2;
      expect(Number.isFinite(result.surrogate[row])).toBe(finite);
      expect(result.gradient.slice(4 * row, 4 * row + 4).every(Number.isFinite)).toBe(finite);
    }
  });

  it('refuses a layer for policies of another kind or size', () => {
    const projection = { metric: 'kl', actions: 3, entropy: null } as const;
    expect(() => createPolicyObjective(specificationOf({ projection }))).toThrow('categorical of size 4');
    expect(() =>
      createPolicyObjective(specificationOf({ head: 'diagonal', actionSize: 3, projection })),
    ).toThrow('needs a categorical policy');
  });

  it('stays finite and within the bound on hostile logits', () => {
    const logit = fc.oneof(
      fc.double({ min: -700, max: 700, noNaN: true }),
      fc.double({ min: -1e-6, max: 1e-6, noNaN: true }),
    );
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }).chain((n) =>
          fc.record({
            n: fc.constant(n),
            old: fc.array(logit, { minLength: n, maxLength: n }),
            proposed: fc.array(logit, { minLength: n, maxLength: n }),
          }),
        ),
        fc.double({ min: 1e-8, max: 2, noNaN: true }),
        fc.constantFrom(...CATEGORICAL_METRIC_IDS),
        ({ n, old, proposed }, bound, metric) => {
          const specification = specificationOf({
            actionSize: n,
            projection: { metric, actions: n, entropy: null },
          });
          const head = createHead(specification);
          const before = policies(1, n);
          head.forward(Float64Array.from(old), 1, before);
          const objective = createPolicyObjective(specification);
          const result = objective.createResult(1);
          const likeliest = before.mean.indexOf(Math.max(...before.mean));
          objective.evaluate(
            Float64Array.from(proposed),
            {
              old: prepareOldPolicies(specification, before, 1),
              rows: null,
              action: Float64Array.of(likeliest),
              oldLogProbability: Float64Array.of(before.mean[likeliest]!),
              advantage: Float64Array.of(1),
              meanBound: bound,
              covarianceBound: 0,
              entropyFloor: -Infinity,
            },
            result,
            1,
          );
          expect(objective.parts.projected!.after.mean[0]).toBeLessThanOrEqual(bound * (1 + 1e-9) + 1e-15);
          expect([...result.gradient, result.surrogate[0]!, result.entropy[0]!].every(Number.isFinite)).toBe(
            true,
          );
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the layer of categorical policies', () => {
  it('measures where nothing binds', () => {
    const projector = createLayerProjector({ metric: 'kl', actions: 2, entropy: null });
    const [old, now] = [0.5, 0.8].map((p) => ({
      mean: Float64Array.of(Math.log(p), Math.log(1 - p)),
      factor: new Float64Array(),
    }));
    const result = projector.createResult(1);
    projector.forward(now!, old!, { mean: Infinity, covariance: Infinity }, result, 1);
    expect(result.before.mean[0]).toBeCloseTo(0.8 * Math.log(1.6) + 0.2 * Math.log(0.4), 14);
    expect(result.before.covariance[0]).toBe(0);
    expect(result.before.entropy[0]).toBeCloseTo(-0.8 * Math.log(0.8) - 0.2 * Math.log(0.2), 14);
  });
});
