import fc from 'fast-check';
import { PROJECTION_IDS, type ProjectionSpecification, preparePolicies } from 'trust-region-layers';
import { createLogDensity } from 'trust-region-layers/gaussian';
import { describe, expect, it } from 'vitest';
import { createHead } from '../../../src/policies/heads.ts';
import type { Head } from '../../../src/policies/headTypes.ts';
import { createLayerLoss, createLayerProjector } from '../../../src/policies/layer.ts';
import {
  createPolicyObjective,
  type ObjectiveBatch,
  type ObjectiveSpecification,
} from '../../../src/policies/objective.ts';
import { sampleActions } from '../../../src/policies/sampling.ts';
import { factorKindOf, GAUSSIAN_HEAD_IDS, type HeadId } from '../../../src/policies/types.ts';
import { createRandom, type Random } from '../../../src/random/random.ts';

const ROWS = 10;
const STEP = 1e-5;
const CONSTANTS = {
  initialStandardDeviation: 0.8,
  minimalStandardDeviation: 1e-5,
  trustRegionCoefficient: 8,
  entropyCoefficient: 0.05,
};
/** With a layer, with neither, with a clip. */
const OBJECTIVES = ['trpl', 'pg', 'ppo'] as const;
const ENTROPY_STEPS = [
  null,
  { mode: 'inequality', order: 'after' },
  { mode: 'inequality', order: 'before' },
  { mode: 'equality', order: 'after' },
  { mode: 'equality', order: 'before' },
] as const;

function specificationOf(
  algorithm: (typeof OBJECTIVES)[number],
  head: HeadId,
  actionSize: number,
  stateDependent: boolean,
  layer: Pick<ProjectionSpecification, 'projection' | 'scaled' | 'entropy'> | null,
): ObjectiveSpecification {
  const projection = layer && { ...layer, factor: factorKindOf(head), dimension: actionSize };
  const clipRatio = algorithm === 'ppo' ? 0.2 : Infinity;
  return { head, actionSize, stateDependent, projection, clipRatio, ...CONSTANTS };
}

const gaussians = (head: Head, count: number) => ({
  mean: new Float64Array(count * head.specification.actionSize),
  factor: new Float64Array(count * head.factorSize),
});

/** Old policies, actions from them, and proposals: neither part, one part and both parts bind in turn. */
function scenario(specification: ObjectiveSpecification, random: Random) {
  const { actionSize: k, head: headId } = specification;
  const head = createHead(specification);
  const rawOld = Float64Array.from({ length: ROWS * head.rawSize }, () => 0.5 * random.normal());
  const raw = new Float64Array(ROWS * head.rawSize);
  for (let row = 0; row < ROWS; row++) {
    const meanShift = row % 2 ? 0.02 : 0.5;
    const factorShift = row % 4 < 2 ? 0.01 : 0.4;
    for (let i = 0; i < head.rawSize; i++) {
      const at = row * head.rawSize + i;
      const signed = (random.uniform() < 0.5 ? -1 : 1) * (0.6 + 0.8 * random.uniform());
      raw[at] = rawOld[at]! + (i < k ? meanShift : factorShift) * signed;
    }
  }
  const old = gaussians(head, ROWS);
  head.forward(rawOld, ROWS, old);
  const action = new Float64Array(ROWS * k);
  sampleActions(headId, k, old, ROWS, random, action);
  const oldLogProbability = new Float64Array(ROWS);
  const density = createLogDensity(factorKindOf(headId), k);
  density.forward(old, action, oldLogProbability, ROWS);
  const oldEntropy = new Float64Array(ROWS);
  density.forward(old, old.mean, oldEntropy, ROWS);
  const perRow = (draw: () => number) => Float64Array.from({ length: ROWS }, draw);
  const batch = {
    old: preparePolicies(old, { factor: factorKindOf(headId), dimension: k }, ROWS),
    rows: null,
    action,
    oldLogProbability,
    advantage: perRow(() => random.normal()),
    meanBound: perRow(() => 0.03 + 0.03 * random.uniform()),
    covarianceBound: perRow(() => 0.004 + 0.01 * random.uniform()),
    entropyFloor: oldEntropy.map((peak) => k / 2 - peak + 0.2 * random.normal()),
  } satisfies ObjectiveBatch;
  return { head, raw, old, batch };
}

type Scenario = ReturnType<typeof scenario>;

/** One sign per row and switch: a row whose switches differ on the two sides of a step sits on a kink. */
function switches(
  specification: ObjectiveSpecification,
  head: Head,
  raw: Float64Array,
  batch: Scenario['batch'],
) {
  const proposed = gaussians(head, ROWS);
  head.forward(raw, ROWS, proposed);
  const objective = createPolicyObjective(specification);
  const result = objective.createResult(ROWS);
  objective.evaluate(raw, batch, result, ROWS);
  const { projection, clipRatio } = specification;
  const layer = projection && createLayerProjector(projection);
  const projected = layer?.createResult(ROWS);
  const bounds = {
    mean: batch.meanBound,
    covariance: batch.covarianceBound,
    entropyFloor: batch.entropyFloor,
  };
  if (layer && projected) {
    const { old } = batch;
    layer.forward(proposed, old, bounds, projected, ROWS);
  }
  return Array.from({ length: ROWS }, (_, row) => {
    const ratio = Math.exp(result.logProbability[row]! - batch.oldLogProbability[row]!);
    return [
      ratio > 1 + clipRatio,
      ratio < 1 - clipRatio,
      (projected?.meanMultiplier[row] ?? 0) > 0,
      (projected?.covarianceMultiplier[row] ?? 0) > 0,
      (projected?.before.entropy[row] ?? 0) < batch.entropyFloor[row]!,
      Math.abs((projected?.after.entropy[row] ?? 0) - batch.entropyFloor[row]!) < 1e-9,
    ].join();
  });
}

/** The largest error of the gradient over rows away from kinks, relative to the row's largest entry; and the rows. */
function gradientError(specification: ObjectiveSpecification, random: Random) {
  const { head, raw, batch } = scenario(specification, random);
  const objective = createPolicyObjective(specification);
  const result = objective.createResult(ROWS);
  objective.evaluate(raw, batch, result, ROWS);
  const gradient = result.gradient.slice();

  // The target of the trust-region loss is a constant: differences must not move it.
  const { projection, trustRegionCoefficient } = specification;
  const target = gaussians(head, ROWS);
  const proposed = gaussians(head, ROWS);
  head.forward(raw, ROWS, proposed);
  const distance = projection && createLayerLoss(projection, specification.stateDependent);
  if (projection) {
    const projector = createLayerProjector(projection);
    const projected = projector.createResult(ROWS);
    const { old } = batch;
    const bounds = {
      mean: batch.meanBound,
      covariance: batch.covarianceBound,
      entropyFloor: batch.entropyFloor,
    };
    projector.forward(proposed, old, bounds, projected, ROWS);
    target.mean.set(projected.mean);
    target.factor.set(projected.factor);
  }
  const distances = new Float64Array(ROWS);
  const losses = (at: Float64Array) => {
    objective.evaluate(at, batch, result, ROWS);
    head.forward(at, ROWS, proposed);
    distance?.evaluate(proposed, target, distances, ROWS);
    return distances.map(
      (d, row) => result.surrogate[row]! + result.entropy[row]! + trustRegionCoefficient * d,
    );
  };

  let error = 0;
  let compared = 0;
  const scale = Array.from({ length: ROWS }, (_, row) =>
    Math.max(...gradient.slice(row * head.rawSize, (row + 1) * head.rawSize).map(Math.abs), 0.1),
  );
  for (let i = 0; i < head.rawSize; i++) {
    const move = (by: number) =>
      raw.map((value, at) => (at % head.rawSize === i ? value + by : value)) as Float64Array;
    const [above, below] = [move(STEP), move(-STEP)];
    const [switchesAbove, switchesBelow] = [above, below].map((at) =>
      switches(specification, head, at, batch),
    );
    const [lossAbove, lossBelow] = [losses(above), losses(below)];
    for (let row = 0; row < ROWS; row++) {
      if (switchesAbove![row] !== switchesBelow![row]) continue;
      const difference = (lossAbove[row]! - lossBelow[row]!) / (2 * STEP);
      error = Math.max(error, Math.abs(difference - gradient[row * head.rawSize + i]!) / scale[row]!);
      compared++;
    }
  }
  return { error, compared, all: ROWS * head.rawSize };
}

describe('gradient of the objective against central differences', () => {
  describe.each([1, 2, 3])('k = %i', (k) => {
    describe.each(GAUSSIAN_HEAD_IDS)('head %s', (head) => {
      describe.each([true, false])('state-dependent: %s', (stateDependent) => {
        it.each(['pg', 'ppo'] as const)('%s', (algorithm) => {
          const specification = specificationOf(algorithm, head, k, stateDependent, null);
          const { error, compared, all } = gradientError(specification, createRandom(k));
          expect(error).toBeLessThan(1e-7);
          expect(compared).toBeGreaterThan(0.9 * all);
        });

        it.each(PROJECTION_IDS)('trpl %s, scaled and not, with every entropy step', (projection) => {
          for (const scaled of projection === 'kl' ? [true] : [true, false]) {
            for (const entropy of ENTROPY_STEPS) {
              const layer = { projection, scaled, entropy };
              const specification = specificationOf('trpl', head, k, stateDependent, layer);
              const { error, compared, all } = gradientError(specification, createRandom(7 * k + 1));
              expect(error, JSON.stringify(layer)).toBeLessThan(1e-6);
              expect(compared).toBeGreaterThan(0.9 * all);
            }
          }
        });
      });
    });
  });

  it('covers rows with neither part bound, one, the other, and both', () => {
    const layer = { projection: 'w2', scaled: true, entropy: null } as const;
    for (const k of [1, 2, 3]) {
      const specification = specificationOf('trpl', 'full', k, true, layer);
      const { head, raw, batch } = scenario(specification, createRandom(7 * k + 1));
      const rows = switches(specification, head, raw, batch);
      expect(new Set(rows.map((row) => row.split(',').slice(2, 4).join())).size).toBe(4);
    }
  });
});

describe('objective', () => {
  it('is zero gain and zero distance where nothing has moved yet', () => {
    for (const projection of PROJECTION_IDS) {
      const layer = { projection, scaled: true, entropy: null };
      const specification = specificationOf('trpl', 'full', 2, true, layer);
      const { head, raw, batch } = scenario(specification, createRandom(3));
      const still = gaussians(head, ROWS);
      head.forward(raw, ROWS, still);
      const objective = createPolicyObjective(specification);
      const result = objective.createResult(ROWS);
      objective.evaluate(raw, { ...batch, old: objective.prepare(still, ROWS) }, result, ROWS);
      expect([...result.trustRegion].every((loss) => Math.abs(loss) < 1e-25)).toBe(true);
    }
  });

  it('shows what it went through: the projection, and a gradient that the head takes to its own', () => {
    const bound = { projection: 'kl', scaled: true, entropy: null } as const;
    for (const [algorithm, layer] of [
      ['trpl', bound],
      ['ppo', null],
    ] as const) {
      const specification = specificationOf(algorithm, 'full', 2, true, layer);
      const { head, raw, batch } = scenario(specification, createRandom(5));
      const objective = createPolicyObjective(specification);
      const result = objective.createResult(ROWS);
      objective.evaluate(raw, batch, result, ROWS);
      const { proposed, projected, gradient } = objective.parts;
      const expected = gaussians(head, ROWS);
      head.forward(raw, ROWS, expected);
      expect(proposed).toEqual(expected);
      const inRaw = new Float64Array(ROWS * head.rawSize);
      head.backward(raw, gradient, inRaw, ROWS);
      expect(inRaw).toEqual(result.gradient);
      expect(projected === null).toBe(layer === null);
      if (projected) expect(Math.max(...projected.meanMultiplier)).toBeGreaterThan(0);
    }
  });

  it('gives the same numbers whatever was evaluated before', () => {
    const layer = { projection: 'kl', scaled: true, entropy: null } as const;
    const specification = specificationOf('trpl', 'full', 3, true, layer);
    const { raw, batch } = scenario(specification, createRandom(1));
    const objective = createPolicyObjective(specification);
    const [first, other, again] = [1, 2, 3].map(() => objective.createResult(ROWS));
    objective.evaluate(raw, batch, first!, ROWS);
    objective.evaluate(
      raw.map((value) => 3 * value),
      batch,
      other!,
      ROWS - 3,
    );
    objective.evaluate(raw, batch, again!, ROWS);
    expect(again).toEqual(first);
  });

  it('gives a row the bits it has alone, also where neighbours share its covariance', () => {
    const layers = [
      null,
      ...PROJECTION_IDS.map((projection) => ({ projection, scaled: true, entropy: null })),
    ];
    for (const layer of layers) {
      for (const k of [1, 3]) {
        for (const stateDependent of [true, false]) {
          const specification = specificationOf(layer ? 'trpl' : 'ppo', 'diagonal', k, stateDependent, layer);
          const { raw, batch } = scenario(specification, createRandom(k));
          // Rows 0–3 share their raw deviations, rows 5 and 6 only the first of them.
          for (let row = 1; row < 4; row++) raw.copyWithin(row * 2 * k + k, k, 2 * k);
          raw[6 * 2 * k + k] = raw[5 * 2 * k + k]!;
          const objective = createPolicyObjective(specification);
          const together = objective.createResult(ROWS);
          objective.evaluate(
            raw,
            { ...batch, rows: Int32Array.from(together.surrogate.keys()) },
            together,
            ROWS,
          );
          for (let row = 0; row < ROWS; row++) {
            const own = (values: Float64Array) => values.slice(row, row + 1);
            const alone = objective.createResult(1);
            objective.evaluate(
              raw.slice(row * 2 * k, (row + 1) * 2 * k),
              {
                ...batch,
                rows: Int32Array.of(row),
                advantage: own(batch.advantage),
                meanBound: own(batch.meanBound),
                covarianceBound: own(batch.covarianceBound),
                entropyFloor: own(batch.entropyFloor),
              },
              alone,
              1,
            );
            for (const quantity of ['surrogate', 'trustRegion', 'entropy', 'logProbability'] as const) {
              expect(alone[quantity][0]).toBe(together[quantity][row]);
            }
            expect(alone.gradient).toEqual(together.gradient.slice(row * 2 * k, (row + 1) * 2 * k));
          }
        }
      }
    }
  });

  it('takes the states that rows name, with the bits it gives them in their own order', () => {
    const rows = Int32Array.of(5, 2, 2, 7, 0);
    for (const head of GAUSSIAN_HEAD_IDS) {
      const layer = { projection: 'kl', scaled: true, entropy: null } as const;
      const specification = specificationOf('trpl', head, 2, true, layer);
      const { raw, batch, head: instance } = scenario(specification, createRandom(2));
      const objective = createPolicyObjective(specification);
      const pick = (values: Float64Array) => {
        const width = values.length / ROWS;
        return Float64Array.from(
          [...rows].flatMap((row) => [...values.subarray(row * width, (row + 1) * width)]),
        );
      };
      const own = {
        advantage: pick(batch.advantage),
        meanBound: pick(batch.meanBound),
        covarianceBound: pick(batch.covarianceBound),
        entropyFloor: pick(batch.entropyFloor),
      };
      const picked = pick(raw.subarray(0, ROWS * instance.rawSize));
      const [byRow, gathered] = [objective.createResult(5), objective.createResult(5)];
      objective.evaluate(picked, { ...batch, ...own, rows }, byRow, 5);
      const old = { mean: pick(batch.old.mean), factor: pick(batch.old.factor) };
      objective.evaluate(
        picked,
        {
          ...own,
          old: objective.prepare(old, 5),
          rows: null,
          action: pick(batch.action),
          oldLogProbability: pick(batch.oldLogProbability),
        },
        gathered,
        5,
      );
      expect(byRow).toEqual(gathered);
    }
    const objective = createPolicyObjective(specificationOf('pg', 'diagonal', 1, true, null));
    const { raw, batch } = scenario(objective.specification, createRandom(1));
    expect(() =>
      objective.evaluate(raw, { ...batch, rows: Int32Array.of(ROWS) }, objective.createResult(1), 1),
    ).toThrow(/row 0 is state \d+, expected one of 0/);
  });

  it('takes single-precision arrays and answers to their precision', () => {
    for (const head of GAUSSIAN_HEAD_IDS) {
      const layer = { projection: 'w2', scaled: true, entropy: null } as const;
      const specification = specificationOf('trpl', head, 2, true, layer);
      const { raw, batch } = scenario(specification, createRandom(2));
      const objective = createPolicyObjective(specification);
      const [double, single] = [objective.createResult(ROWS), objective.createResult(ROWS, 'float32')];
      objective.evaluate(raw, batch, double, ROWS);
      const { mean, factor } = batch.old;
      const rounded: ObjectiveBatch = {
        old: objective.prepare({ mean: Float32Array.from(mean), factor: Float32Array.from(factor) }, ROWS),
        rows: null,
        action: Float32Array.from(batch.action),
        oldLogProbability: Float32Array.from(batch.oldLogProbability),
        advantage: Float32Array.from(batch.advantage),
        meanBound: Float32Array.from(batch.meanBound),
        covarianceBound: Float32Array.from(batch.covarianceBound),
        entropyFloor: Float32Array.from(batch.entropyFloor),
      };
      objective.evaluate(Float32Array.from(raw), rounded, single, ROWS);
      for (const [i, g] of double.gradient.entries()) {
        expect(Math.abs(single.gradient[i]! - g)).toBeLessThan(1e-4 * (1 + Math.abs(g)));
      }
    }
  });

  it('gives finite numbers for any large finite raw rows', () => {
    const layers = [
      null,
      ...PROJECTION_IDS.map((projection) => ({ projection, scaled: true, entropy: null })),
      { projection: 'w2', scaled: true, entropy: ENTROPY_STEPS[1] } as const,
    ];
    const exponent = fc.double({ min: -6, max: 6, noNaN: true });
    const number = fc.tuple(exponent, fc.boolean()).map(([e, negative]) => (negative ? -1 : 1) * 10 ** e);
    fc.assert(
      fc.property(
        fc.constantFrom(...OBJECTIVES),
        fc.constantFrom(...GAUSSIAN_HEAD_IDS),
        fc.constantFrom(...layers),
        fc.integer({ min: 1, max: 3 }),
        fc.boolean(),
        fc.array(number, { minLength: ROWS * 9, maxLength: ROWS * 9 }),
        (algorithm, headId, layer, k, stateDependent, numbers) => {
          if ((algorithm === 'trpl') !== (layer !== null)) return;
          const specification = specificationOf(algorithm, headId, k, stateDependent, layer);
          const { head, batch } = scenario(specification, createRandom(6));
          const objective = createPolicyObjective(specification);
          const result = objective.createResult(ROWS);
          const raw = Float64Array.from(numbers.slice(0, ROWS * head.rawSize));
          try {
            objective.evaluate(raw, batch, result, ROWS);
          } catch (error) {
            // A root of condition 1e15 has no Cholesky factor in float64; the message says so.
            expect(headId).toBe('root');
            expect(String(error)).toContain('is not positive definite');
            return;
          }
          for (const array of Object.values(result) as Float64Array[]) {
            expect(array.every(Number.isFinite)).toBe(true);
          }
        },
      ),
      { numRuns: 400, seed: 1 },
    );
  });

  it('continues the ratio along its tangent: an absurd ratio times no advantage is no loss', () => {
    const specification = specificationOf('pg', 'diagonal', 1, true, null);
    const objective = createPolicyObjective(specification);
    const result = objective.createResult(2);
    const batch: ObjectiveBatch = {
      old: objective.prepare({ mean: new Float64Array(2), factor: Float64Array.of(1, 1) }, 2),
      rows: null,
      action: new Float64Array(2),
      oldLogProbability: Float64Array.of(-2000, -2000),
      advantage: Float64Array.of(0, 1),
      meanBound: 1,
      covarianceBound: 1,
      entropyFloor: -Infinity,
    };
    objective.evaluate(Float64Array.of(0.5, 0, 0.5, 0), batch, result, 2);
    expect(Math.abs(result.surrogate[0]!)).toBe(0);
    expect(result.surrogate[1]).toBeLessThan(-Math.exp(60) * 1900);
    expect(result.gradient.every(Number.isFinite)).toBe(true);
  });

  it('makes a diverged row NaN and leaves its neighbours alone', () => {
    const layer = { projection: 'kl', scaled: true, entropy: null } as const;
    const specification = specificationOf('trpl', 'full', 2, true, layer);
    const { head, raw, batch } = scenario(specification, createRandom(4));
    const objective = createPolicyObjective(specification);
    const [healthy, result] = [objective.createResult(ROWS), objective.createResult(ROWS)];
    objective.evaluate(raw, batch, healthy, ROWS);
    raw[3 * head.rawSize + 1] = Number.NaN;
    objective.evaluate(raw, batch, result, ROWS);
    for (const [i, g] of result.gradient.entries()) {
      if (Math.floor(i / head.rawSize) === 3) expect(g).toBeNaN();
      else expect(g).toBe(healthy.gradient[i]);
    }
    expect(result.surrogate[3]).toBeNaN();
    expect(result.surrogate[4]).toBe(healthy.surrogate[4]);
  });

  it('names what does not fit', () => {
    const layer = { projection: 'kl', scaled: true, entropy: null } as const;
    const other = { ...layer, factor: 'root', dimension: 2 } as const;
    expect(() =>
      createPolicyObjective({ ...specificationOf('trpl', 'full', 2, true, layer), projection: other }),
    ).toThrow("the head's factor (cholesky, 2 dimensions), got root, 2");
    const objective = createPolicyObjective(specificationOf('pg', 'full', 2, true, null));
    const { batch } = scenario(objective.specification, createRandom(1));
    expect(() => objective.evaluate(new Float64Array(4), batch, objective.createResult(1), 1)).toThrow(
      'raw rows must have at least 5 numbers, got 4',
    );
  });
});
